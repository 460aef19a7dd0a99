import { CheckboxField } from '@/components/forms/checkbox-field'
import { PageDialog } from '@/components/forms/page-dialog'
import { TextAreaField } from '@/components/forms/text-area-field'
import { hours } from '@/lib/duration'
import { checkWords } from '@/lib/messages/recovery'
import type { Evidence } from '@/lib/queries/recovery/queue'
import { requestContext } from '@/lib/web/request-context'
import { approve, reject } from './actions'

type About = { evidence: Evidence }

/** What is asked: of the dialog, and of its page. */
export const titles = {
  approve: ({ person }: Evidence) => `Approve the request of ${person.name}?`,
  reject: ({ person }: Evidence) => `Reject the request of ${person.name}?`,
}

export async function ApproveDialog({ evidence }: About) {
  const { request, decisions, approvalsNeeded } = evidence
  const { wait } = (await requestContext()).recovery
  return (
    <PageDialog
      back={`/operator/recovery/${request.id}`}
      id="approve"
      action={approve}
      title={titles.approve(evidence)}
      confirm="Approve"
    >
      <input type="hidden" name="requestId" value={request.id} />
      <p className="text-muted">
        {decisions.length + 1 < approvalsNeeded
          ? 'Another operator has to approve it too. Then the wait starts, and everyone involved is told and can stop it.'
          : `${startsWait(wait)} After that, they choose a new password and set up two-factor authentication again.`}
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
    </PageDialog>
  )
}

export function RejectDialog({ evidence }: About) {
  const { request } = evidence
  return (
    <PageDialog
      back={`/operator/recovery/${request.id}`}
      id="reject"
      action={reject}
      title={titles.reject(evidence)}
      confirm="Reject"
      destructive
    >
      <input type="hidden" name="requestId" value={request.id} />
      <p className="text-muted">This ends the request for good. Everyone involved can read the reason.</p>
      <TextAreaField name="reason" label="Reason" rows={2} required maxLength={500} />
    </PageDialog>
  )
}

/** `wait`: between approval and completion, in milliseconds. */
const startsWait = (wait: number) =>
  `${wait > 0 ? `This starts a ${Math.ceil(wait / hours(1))}-hour wait.` : 'This server has no wait.'} Everyone involved is told and can stop it.`
