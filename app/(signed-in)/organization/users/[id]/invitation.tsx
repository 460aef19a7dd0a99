import { ActionForm } from '@/components/action-form'
import { ButtonRow, Section } from '@/components/card'
import { InvitationLink } from '@/components/invitation-link'
import { LinkButton } from '@/components/link-button'
import { Notice } from '@/components/notice'
import { SubmitButton } from '@/components/submit-button'
import { isOnlyHere, linkTo, sendsMail } from '@/lib/web/product'
import { inviteAgain } from './actions'

/** The link to hand over, while it may be shown, and a new one at any time until the person joined. */
export function InvitationSection({
  userId,
  email,
  token,
}: {
  userId: string
  email: string
  token: string | null
}) {
  return (
    <Section title="Invitation" description="Has not joined yet. The link works once, for 72 hours.">
      {token && sendsMail() && <Notice tone="success">Invitation sent to {email}.</Notice>}
      <InvitationLink link={token && linkTo(`/invitation/${token}`)} onlyHere={isOnlyHere()} />
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
