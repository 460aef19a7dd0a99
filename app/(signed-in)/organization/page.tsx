import { Card } from '@/components/display/card'
import { Said } from '@/components/display/said'
import { PageTitle } from '@/components/frame/page-title'
import { listHelpRequests } from '@/lib/queries/help/open'
import { adminsAtRisk } from '@/lib/queries/overview/admins'
import { listAtRisk, type RiskKind } from '@/lib/queries/overview/at-risk'
import { firstSteps } from '@/lib/queries/overview/checklist'
import { attemptsThisWeek, coverageByDay } from '@/lib/queries/overview/days'
import { missingPeople, mostNamed } from '@/lib/queries/overview/missing'
import { ownRecoveryRequest } from '@/lib/queries/recovery/own'
import { peopleUnreached } from '@/lib/queries/undelivered'
import { headcount } from '@/lib/queries/users/headcount'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { sendsMail, storesInFile } from '@/lib/web/product'
import { readerClock, readerZone } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { RecoveryNotice } from '../recovery-notice'
import { AttemptsSection } from './attempts'
import { ChecklistCard } from './checklist'
import { Coverage } from './coverage'
import { HelpRequestsCard } from './help-requests'
import { MissingSection } from './missing'
import { OverTimeSection } from './over-time'
import { AtRiskSection } from './risks'
import { UndeliveredSection } from './undelivered'

export const generateMetadata = titled(requireAdmin, 'Overview')

export default async function OverviewPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const clock = await readerClock(admin)
  const { shown: zone } = await readerZone(admin)
  const atRisk = (kind: RiskKind) => listAtRisk(ctx, admin, { kind }, mostNamed)
  const [counts, missing, admins, codes, unused, invitations, ...rest] = await Promise.all([
    headcount(ctx, admin),
    missingPeople(ctx, admin),
    adminsAtRisk(ctx, admin),
    ...[atRisk('codes'), atRisk('unused'), atRisk('invitations')],
    attemptsThisWeek(ctx, admin),
    coverageByDay(ctx, admin),
    peopleUnreached(ctx, admin),
    listHelpRequests(ctx, admin),
    firstSteps(ctx, admin),
  ] as const)
  const recovery = await ownRecoveryRequest(ctx, admin)
  const [attempts, past, unreached, requests, steps] = rest
  const said = await noticeOf(one((await searchParams).notice))
  const { people, on, required, off } = counts
  // Today's numbers are those of this moment.
  const days = [
    ...past.days.filter(({ day }) => day !== past.today),
    { day: past.today, people, protected: on, missing: required + off },
  ]
  return (
    <>
      <PageTitle title="Overview" />
      <Said said={said} />
      {recovery && <RecoveryNotice request={recovery} clock={clock} />}
      <HelpRequestsCard requests={requests} clock={clock} />
      <ChecklistCard steps={steps} sendsMail={sendsMail()} inFile={storesInFile()} />
      <Coverage counts={counts} />
      <Card>
        <MissingSection missing={missing} counts={counts} />
        <AtRiskSection risks={{ admins, codes, unused, invitations }} clock={clock} />
        <UndeliveredSection people={unreached} />
      </Card>
      <Card>
        <OverTimeSection days={days} zone={zone === missing.timeZone ? null : missing.timeZone} />
        <AttemptsSection attempts={attempts} />
      </Card>
    </>
  )
}
