import { Card, Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { Said } from '@/components/display/said'
import { PageTitle } from '@/components/frame/page-title'
import { notePolicyPreview } from '@/lib/acts/policy/note-preview'
import { hourOf } from '@/lib/acts/policy/save'
import { sentence } from '@/lib/messages/codes'
import { passkeyRuleInWords, policyInWords } from '@/lib/messages/policy'
import { noneRemindedWords } from '@/lib/messages/reminders'
import { findFourEyes, listAskedActs } from '@/lib/queries/four-eyes'
import { groupChoices } from '@/lib/queries/groups/choices'
import { findPolicy, previewPolicy } from '@/lib/queries/policy/find'
import { noneReminded } from '@/lib/queries/policy/none-reminded'
import { findPasskeyRule } from '@/lib/queries/policy/passkeys'
import { findTrust } from '@/lib/queries/trusted-browsers'
import { requireAdmin } from '@/lib/web/gates'
import { isPageForLookingAhead } from '@/lib/web/led-here'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { remindMissing } from '../users/bulk/asked'
import { WaitsForSecond } from '../waits-for-second'
import { draftOf, draftOfPolicy } from './draft'
import { EnrollmentCodesSection } from './enrollment-codes'
import { FourEyesSection } from './four-eyes'
import { PolicyPreview } from './preview'
import { RuleForm } from './rule-form'
import { TrustedBrowsersSection } from './trusted-browsers'

export const generateMetadata = titled(requireAdmin, 'Policy')

export default async function PolicyPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const query = await searchParams
  const [policy, choices, fourEyes, waiting, trust, passkeyRule] = await Promise.all([
    findPolicy(ctx, admin),
    groupChoices(ctx, admin),
    findFourEyes(ctx, admin),
    listAskedActs(ctx, admin),
    findTrust(ctx, admin),
    findPasskeyRule(ctx, admin),
  ])
  const said = await noticeOf(one(query.notice))
  if (!policy) return null
  const unreminded = await noneReminded(ctx, admin, policy)
  const asked = draftOf(query)
  const draft = asked?.success ? asked.data : draftOfPolicy(policy)
  const problem = asked && (asked.success ? problemOf(asked.data) : asked.error.issues[0]?.message)
  const hour = hourOf(draft, policy.timeZone, ctx.now())
  // Whoever looks at it is noted, so it is drawn only for someone who does.
  const isLooked = asked !== null && !problem && !(await isPageForLookingAhead())
  const preview = isLooked ? await previewPolicy(ctx, admin, draft) : null
  if (preview) await notePolicyPreview(ctx, admin, draft)

  function problemOf(given: typeof draft): string | null {
    if (given.who === 'groups' && given.groupIds.length === 0) return sentence('policy-group-missing')
    const found = policy && hourOf(given, policy.timeZone, ctx.now())
    return found && !found.ok ? sentence(found.code) : null
  }

  return (
    <>
      <PageTitle title="Policy" action={<LinkButton href="/organization/evidence">Evidence</LinkButton>} />
      <Said said={said} />
      {problem && (
        <Notice live tone="danger">
          {problem}
        </Notice>
      )}
      <WaitsForSecond about={({ targetId }) => targetId === null} />
      <Card>
        <Section
          title="Now"
          description={policyInWords({
            ...{ who: policy.policyWho, from: policy.policyFrom, begun: policy.begun },
            ...{ groups: policy.groups.map(({ name }) => name), zone: policy.timeZone },
          })}
          aside={
            unreminded ? undefined : <LinkButton href={remindMissing}>Remind those without it</LinkButton>
          }
        >
          {unreminded && <p className="text-sm text-muted">{noneRemindedWords(unreminded)}</p>}
        </Section>
        {preview && (
          <PolicyPreview
            draft={draft}
            preview={preview}
            organization={admin.organizationName}
            summary={policyInWords({
              ...{ who: draft.who, from: hour.ok ? hour.value : null, begun: draft.from === 'at-once' },
              groups: choices.groups.filter(({ id }) => draft.groupIds.includes(id)).map(({ name }) => name),
              ...{ zone: policy.timeZone, proposed: true },
            })}
          />
        )}
        <RuleForm
          key={JSON.stringify(draft)}
          draft={draft}
          choices={choices}
          zone={policy.timeZone}
          previewed={preview !== null}
        />
      </Card>
      <Card>
        <Section
          title="Passkeys only"
          description={passkeyRuleInWords({
            ...{ who: passkeyRule.who, from: passkeyRule.from, begun: passkeyRule.begun },
            ...{ groups: passkeyRule.groups.map(({ name }) => name), zone: policy.timeZone },
          })}
          aside={<LinkButton href="/organization/policy/passkeys">Change</LinkButton>}
        />
      </Card>
      <Card>
        <TrustedBrowsersSection {...trust} />
      </Card>
      <Card>
        <EnrollmentCodesSection on={policy.enrollmentCodes} />
      </Card>
      <Card>
        <FourEyesSection
          fourEyes={fourEyes}
          offAsked={waiting.some(({ act }) => act.kind === 'switch-off')}
        />
      </Card>
    </>
  )
}
