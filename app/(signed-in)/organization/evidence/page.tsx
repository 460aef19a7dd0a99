import { AnchorButton } from '@/components/display/button'
import { ButtonRow, Card, Section } from '@/components/display/card'
import { CopyBlock } from '@/components/display/copy-block'
import { CopyField } from '@/components/display/copy-field'
import { Fact, Facts } from '@/components/display/facts'
import { Notice } from '@/components/display/notice'
import { Said } from '@/components/display/said'
import { TextField } from '@/components/forms/field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { ensureEvidenceKey } from '@/lib/acts/evidence/keep-key'
import { days, later } from '@/lib/duration'
import { keysPath } from '@/lib/evidence/manifest'
import { sentence } from '@/lib/messages/codes'
import { evidenceKeySet } from '@/lib/queries/evidence/keys'
import { findPolicy } from '@/lib/queries/policy/find'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { isOnlyHere, linkTo } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { localText } from '@/lib/zone'
import { WaitsForSecond } from '../waits-for-second'

export const generateMetadata = titled(requireAdmin, 'Evidence')

export default async function EvidencePage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const query = await searchParams
  await ensureEvidenceKey(ctx)
  const [policy, { keys }] = await Promise.all([findPolicy(ctx, admin), evidenceKeySet(ctx)])
  const said = await noticeOf(one(query.notice))
  const zone = policy?.timeZone ?? 'UTC'
  const dayOf = (moment: Date) => localText(zone, moment).slice(0, 10)
  const address = linkTo(keysPath)
  return (
    <>
      <PageTitle
        title="Evidence"
        subtitle="A signed file for auditors: who has two-factor authentication, and what was done. Any later change to it can be found."
        back={{ href: '/organization/policy', label: 'Policy' }}
      />
      <Said said={said} />
      <WaitsForSecond about={({ act }) => act.kind === 'export-evidence'} />
      {one(query.problem) && (
        <Notice live tone="danger">
          {sentence(one(query.problem) === 'full' ? 'second-full' : 'period-invalid')}
        </Notice>
      )}
      <Card>
        <Section
          title="Download a pack"
          description="A zip file with the people and the policy as they are now, and the audit log of the days you choose. The download is recorded in the audit log."
        >
          <form action="/organization/evidence/pack" aria-label="Evidence" className="grid gap-4">
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField
                name="from"
                label="First day"
                type="date"
                required
                defaultValue={one(query.from) ?? dayOf(later(ctx.now(), -days(30)))}
                hint={`In the time zone ${zone}.`}
              />
              <TextField
                name="until"
                label="Last day"
                type="date"
                required
                defaultValue={one(query.until) ?? dayOf(ctx.now())}
              />
            </div>
            <div>
              <SubmitButton>Download evidence</SubmitButton>
            </div>
          </form>
        </Section>
        <Section
          title="Check a pack"
          description="On any computer that has Countersign. It needs only this server’s public key."
        >
          <CopyBlock
            label="Command"
            text={`npm run countersign -- evidence verify FILE --key ${address}`}
            hint="To check without a connection, download the key and give the name of that file instead."
          />
          <CopyField label="Public key" value={address} />
          {isOnlyHere() && (
            <Notice tone="warning">
              This address works on this computer only. For another one, download the key, or set APP_URL to
              the address that others use.
            </Notice>
          )}
          <ButtonRow>
            <AnchorButton href={keysPath} download="countersign-public-key.json">
              Download public key
            </AnchorButton>
          </ButtonRow>
          <Facts>
            <Fact name="Fingerprint">
              {keys.map(({ kid }) => (
                <code key={kid} className="block font-mono">
                  {kid}
                </code>
              ))}
            </Fact>
          </Facts>
        </Section>
      </Card>
    </>
  )
}
