import { Notice } from '@/components/display/notice'
import type { Delivery } from '@/lib/messages/mail/delivery'
import { reasonOf } from '@/lib/messages/mail/delivery'

/** What became of the email with an invitation, in a sentence or two. */
export function InvitationDelivery({ email, delivery }: { email: string; delivery: Delivery }) {
  if (delivery.state === 'sent') return <Notice tone="success">Invitation sent to {email}.</Notice>
  if (delivery.state === 'sending') return <Notice>The invitation to {email} is being sent.</Notice>
  const waits = delivery.state === 'waiting'
  return (
    <Notice tone={waits ? 'warning' : 'danger'}>
      {`${waits ? 'The invitation hasn’t been sent yet.' : 'The invitation wasn’t sent.'} ${reasonOf(delivery)}`}
    </Notice>
  )
}
