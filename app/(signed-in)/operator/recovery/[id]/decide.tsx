import { ActionDialog } from '@/components/action-dialog'
import { ButtonRow, Section } from '@/components/card'
import { CheckboxField } from '@/components/checkbox-field'
import { Fact, Facts } from '@/components/facts'
import { RelativeTime } from '@/components/relative-time'
import { TextAreaField } from '@/components/text-area-field'
import { checks } from '@/lib/recovery/decide'
import type { Evidence } from '@/lib/recovery/queue'
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
          <Fact name="Approved by">{decision.operatorName}</Fact>
          <Fact name="When">
            <RelativeTime at={decision.at} now={now} />
          </Fact>
          {decision.checks && <Fact name="Checked">{decision.checks.replaceAll('; ', '\n')}</Fact>}
          <Fact name="Note">{decision.note}</Fact>
          <Fact name="Reason">{decision.reason}</Fact>
        </Facts>
      ))}
    </Section>
  )
}

/** *Approve* and *Reject*, as long as there is something to decide. */
export function Decide({ evidence }: { evidence: Evidence }) {
  const { request, standing, person, decisions, approvalsNeeded } = evidence
  const undecided = standing === 'confirmed'
  if (!undecided && standing !== 'approved' && standing !== 'ready') return null
  return (
    <Section
      title="Decide"
      description={
        undecided
          ? 'Somebody who took over the mailbox can have come this far. Check on another way that it is them.'
          : 'It is approved. It can still be rejected until it is completed.'
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
                ? 'Another operator has to approve as well. Then the wait begins, and everybody concerned is told and can stop it.'
                : 'The wait begins. Everybody concerned is told and can stop it. After it, they choose a new password and scan a new QR code.'}
            </p>
            <fieldset className="grid gap-2.5">
              <legend className="pb-1.5 font-medium">What did you check?</legend>
              {Object.entries(checks).map(([name, words]) => (
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
              hint="The admins of the organization read it in their audit log."
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
          <p className="text-muted">It ends for good. The people concerned read the reason.</p>
          <TextAreaField name="reason" label="Reason" rows={2} required maxLength={500} />
        </ActionDialog>
      </ButtonRow>
    </Section>
  )
}
