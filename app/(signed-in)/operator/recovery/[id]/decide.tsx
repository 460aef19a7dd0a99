import { ButtonRow, Section } from '@/components/display/card'
import { Fact, Facts } from '@/components/display/facts'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { PageButton } from '@/components/forms/page-button'
import { byWords } from '@/lib/messages/mail/message'
import { checksInWords } from '@/lib/messages/recovery'
import { onHoldForOperators } from '@/lib/messages/recovery-request'
import type { Evidence } from '@/lib/queries/recovery/queue'

/** What operators decided so far. */
export function Decisions({ evidence, clock }: { evidence: Evidence; clock: Clock }) {
  const { decisions, approvalsNeeded } = evidence
  if (decisions.length === 0) return null
  return (
    <Section
      title="Decisions"
      description={approvalsNeeded > 1 ? `${approvalsNeeded} operators must approve.` : undefined}
    >
      {decisions.map((decision) => (
        <Facts key={decision.operatorId}>
          <Fact name="Approved by">{byWords(decision.by)}</Fact>
          <Fact name="When">
            <RelativeTime at={decision.at} clock={clock} />
          </Fact>
          {decision.checks && <Fact name="Checked">{checksInWords(decision.checks).join('\n')}</Fact>}
          <Fact name="Note">{decision.note}</Fact>
          <Fact name="Reason">{decision.reason}</Fact>
        </Facts>
      ))}
    </Section>
  )
}

/** Which questions arise, by the last part of their address: both its button and its page ask this. */
export const arises = {
  approve: ({ standing, held }: Evidence) => !held && standing === 'confirmed',
  reject: ({ standing, held }: Evidence) =>
    !held && (standing === 'confirmed' || standing === 'approved' || standing === 'ready'),
}

/** *Approve* and *Reject*, as long as there is something to decide. */
export function Decide({ evidence }: { evidence: Evidence }) {
  const { request, held } = evidence
  if (!arises.reject({ ...evidence, held: false })) return null
  if (held) return <Section title="Decide" description={onHoldForOperators} />
  const undecided = arises.approve(evidence)
  return (
    <Section
      title="Decide"
      description={
        undecided
          ? 'Someone who took over the mailbox could have come this far. Verify them through another channel.'
          : 'Approved. You can still reject it until it’s completed.'
      }
    >
      <ButtonRow>
        {undecided && (
          <PageButton href={`/operator/recovery/${request.id}/approve`} variant="primary">
            Approve
          </PageButton>
        )}
        <PageButton href={`/operator/recovery/${request.id}/reject`} variant="danger">
          Reject
        </PageButton>
      </ButtonRow>
    </Section>
  )
}
