import { ButtonRow, Section } from '@/components/display/card'
import { InvitationLink } from '@/components/display/invitation-link'
import { LinkButton } from '@/components/display/link-button'
import { type Clock, timeAgo } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import type { Delivery } from '@/lib/messages/mail/delivery'
import { isOnlyHere, linkTo, sendsMail } from '@/lib/web/product'
import { InvitationDelivery } from '../../../invitation-delivery'
import { inviteAgain } from './actions'
import { TryAgain } from './undelivered'

/** The link to hand over, while it may be shown, and a new one at any time until the person joined. */
export function InvitationSection({
  userId,
  email,
  ends,
  clock,
  token,
  delivery,
  saidAbove,
}: {
  userId: string
  email: string
  /** When the link expires or has expired; null where there is none any more. */
  ends: Date | null
  clock: Clock
  token: string | null
  /** What became of the email with the last one; null where that is not known any more. */
  delivery: Delivery | null
  /** The page just said that the invitation is on its way: only what went wrong is said again. */
  saidAbove: boolean
}) {
  const works = ends !== null && ends > clock.now
  return (
    <Section
      title="Invitation"
      description={
        works
          ? `Hasn’t joined yet. The link works once and expires ${timeAgo(ends, clock)}.`
          : 'Hasn’t joined, and the invitation link has expired. Make a new one.'
      }
    >
      {delivery && sendsMail() && !(saidAbove && onItsWay(delivery)) && (
        <>
          <InvitationDelivery email={email} delivery={delivery} />
          <TryAgain userId={userId} delivery={delivery} />
        </>
      )}
      {works && <InvitationLink link={token && linkTo(`/invitation/${token}`)} onlyHere={isOnlyHere()} />}
      <ButtonRow>
        <ActionForm action={inviteAgain}>
          <input type="hidden" name="userId" value={userId} />
          <SubmitButton variant="secondary">New invitation link</SubmitButton>
        </ActionForm>
        {token && <LinkButton href="/organization/users/new">Add another user</LinkButton>}
      </ButtonRow>
    </Section>
  )
}

const onItsWay = ({ state }: Delivery) => state === 'sent' || state === 'sending'
