import { ButtonRow, Section } from '@/components/display/card'
import { Fact, Facts } from '@/components/display/facts'
import { RelativeTime } from '@/components/display/relative-time'
import { ActionDialog } from '@/components/forms/action-dialog'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { TextAreaField } from '@/components/forms/text-area-field'
import { hours } from '@/lib/duration'
import { byWords } from '@/lib/messages/mail/message'
import { checksInWords, checkWords } from '@/lib/messages/recovery'
import { onHoldForOperators } from '@/lib/messages/recovery-request'
import type { Evidence } from '@/lib/queries/recovery/queue'
import { approve, reject } from './actions'

/** What operators decided so far. */
export function Decisions({ evidence, now }: { evidence: Evidence; now: Date }) {
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
            <RelativeTime at={decision.at} now={now} />
          </Fact>
          {decision.checks && <Fact name="Checked">{checksInWords(decision.checks).join('\n')}</Fact>}
          <Fact name="Note">{decision.note}</Fact>
          <Fact name="Reason">{decision.reason}</Fact>
        </Facts>
      ))}
    </Section>
  )
}

/** *Approve* and *Reject*, as long as there is something to decide. `wait`: between approval and completion, in ms. */
export function Decide({ evidence, wait }: { evidence: Evidence; wait: number }) {
  const { request, standing, held, person, decisions, approvalsNeeded } = evidence
  const undecided = standing === 'confirmed'
  if (!undecided && standing !== 'approved' && standing !== 'ready') return null
  if (held) return <Section title="Decide" description={onHoldForOperators} />
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
          <ActionDialog
            id="approve"
            action={approve}
            trigger="Approve"
            title={`Approve the request of ${person.name}?`}
            confirm="Approve"
            variant="primary"
          >
            <input type="hidden" name="requestId" value={request.id} />
            <p className="text-muted">
              {decisions.length + 1 < approvalsNeeded
                ? 'Another operator has to approve it too. Then the wait starts, and everyone involved is told and can stop it.'
                : `${startsWait(wait)} After that, they choose a new password and scan a new QR code.`}
            </p>
            <fieldset className="grid gap-2.5">
              <legend className="pb-1.5 font-medium">What did you check?</legend>
              {Object.entries(checkWords).map(([name, words]) => (
                <CheckboxField key={name} name={name} label={words} />
              ))}
            </fieldset>
            <TextAreaField
              name="note"
              label="Note"
              hint="Which number, which admin, which proof."
              rows={2}
              required
              maxLength={500}
            />
            <TextAreaField
              name="reason"
              label="Reason"
              hint="The organization’s admins can read it in their audit log."
              rows={2}
              required
              maxLength={500}
            />
          </ActionDialog>
        )}
        <ActionDialog
          id="reject"
          action={reject}
          trigger="Reject"
          title={`Reject the request of ${person.name}?`}
          confirm="Reject"
          destructive
        >
          <input type="hidden" name="requestId" value={request.id} />
          <p className="text-muted">This ends the request for good. Everyone involved can read the reason.</p>
          <TextAreaField name="reason" label="Reason" rows={2} required maxLength={500} />
        </ActionDialog>
      </ButtonRow>
    </Section>
  )
}

const startsWait = (wait: number) =>
  `${wait > 0 ? `This starts a ${Math.ceil(wait / hours(1))}-hour wait.` : 'This server has no wait.'} Everyone involved is told and can stop it.`
