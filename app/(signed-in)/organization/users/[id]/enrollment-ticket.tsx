import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { RadioGroup } from '@/components/forms/radio-group'
import { SubmitButton } from '@/components/forms/submit-button'
import type { UserDetails } from '@/lib/queries/users/find'
import type { TicketShown } from '@/lib/records/factors/enrollment-ticket'
import { newEnrollmentCode } from './actions'

/** How someone is to show that it is they who enroll, where the organization asks for that. */
export function EnrollmentBy({ email, by = 'link' }: { email: string; by?: 'link' | 'code' }) {
  return (
    <RadioGroup
      name="enrollmentBy"
      label="How they show it’s them before they set it up"
      defaultValue={by}
      options={[
        { value: 'link', label: 'By a link in an email', hint: `We send it to ${email}.` },
        { value: 'code', label: 'By a code that you read out', hint: 'It’s shown here for 10 minutes.' },
      ]}
    />
  )
}

/** What someone waits with who has to show more than the password, and a new one. */
export function EnrollmentTicket({
  user,
  ticket,
  clock,
}: {
  user: UserDetails
  ticket: TicketShown
  clock: Clock
}) {
  return (
    <div className="grid gap-4">
      {ticket.code && (
        <p>
          Enrollment code: <strong className="font-mono text-lg">{ticket.code}</strong>
        </p>
      )}
      <p className="text-sm text-muted">{ticketInWords(ticket)}</p>
      {ticket.refusedAt && (
        <p className="text-sm">
          {ticket.refused === 1
            ? 'Someone with the correct password entered a wrong enrollment code '
            : `Someone with the correct password entered ${ticket.refused} wrong enrollment codes, the last `}
          <RelativeTime at={ticket.refusedAt} clock={clock} />.
        </p>
      )}
      <ActionForm action={newEnrollmentCode} label="New enrollment code">
        <input type="hidden" name="userId" value={user.id} />
        <EnrollmentBy email={user.email} by={ticket.by} />
        <div>
          <SubmitButton variant="secondary">New enrollment code or link</SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}

function ticketInWords({ by, code, open }: TicketShown): string {
  if (!open)
    return by === 'link'
      ? 'The link to enroll was opened or has expired. If they still can’t set it up, send a new one.'
      : 'The enrollment code was used, has expired or was entered wrongly 5 times. If they still can’t set it up, make a new one.'
  if (by === 'link')
    return 'Before they set it up, they open a link that we emailed to them. It works once, for 7 days.'
  return code
    ? 'Read it out to them: they enter it before they set it up. It works once, for 7 days, and is shown here for 10 minutes.'
    : 'Before they set it up, they enter the enrollment code that you read out. It works once, for 7 days.'
}
