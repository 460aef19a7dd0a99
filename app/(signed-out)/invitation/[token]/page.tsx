import { cache } from 'react'
import { AnchorButton } from '@/components/display/button'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { AppFields } from '@/components/forms/app-fields'
import { NewPasswordField } from '@/components/forms/new-password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { sentence } from '@/lib/messages/codes'
import { joinWords } from '@/lib/messages/invitation'
import { findInvitation } from '@/lib/queries/invitations'
import { glimpseMember } from '@/lib/web/gates'
import { homeOf } from '@/lib/web/home'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { DeadLink, titledByLink } from '../../dead-link'
import { join, signOutToJoin } from './actions'

const find = cache(async (token: string) => findInvitation(await requestContext(), token))

export const generateMetadata = titledByLink(find, 'Join')

export default async function InvitationPage({ params }: PagePropsOf<{ token: string }>) {
  const { token } = await params
  const invitation = await find(token)
  if (!invitation) {
    return (
      <DeadLink why={sentence('invitation-over')}>
        <AnchorButton href="/sign-in" full>
          Sign in
        </AnchorButton>
      </DeadLink>
    )
  }
  const person = await glimpseMember()
  if (person) {
    return (
      <SignedOutCard
        productName={productName()}
        title={joinWords(invitation.organizationName)}
        intro={`You’re signed in here as ${person.name} (${person.email}). This invitation is for ${invitation.name} (${invitation.email}).`}
      >
        <ActionForm action={signOutToJoin}>
          <input type="hidden" name="token" value={token} />
          <SubmitButton full>Sign out and join</SubmitButton>
        </ActionForm>
        <AnchorButton href={await homeOf(person)} full>
          Stay signed in
        </AnchorButton>
      </SignedOutCard>
    )
  }
  return (
    <SignedOutCard
      productName={productName()}
      title={joinWords(invitation.organizationName)}
      intro={`Hello ${invitation.name}. Choose a password to sign in with.`}
    >
      <ActionForm action={join}>
        <AppFields />
        <input type="hidden" name="token" value={token} />
        <AccountName email={invitation.email} />
        <NewPasswordField name="password" label="Password" autoFocus />
        <SubmitButton full>Join</SubmitButton>
      </ActionForm>
      <p className="text-sm text-muted [overflow-wrap:anywhere]">You’ll sign in as {invitation.email}.</p>
    </SignedOutCard>
  )
}
