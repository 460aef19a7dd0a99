import type { Metadata } from 'next'
import { ActionForm } from '@/components/action-form'
import { AppFields } from '@/components/app-fields'
import { AnchorButton } from '@/components/button'
import { NewPasswordField } from '@/components/new-password-field'
import { SignedOutCard } from '@/components/signed-out-card'
import { SubmitButton } from '@/components/submit-button'
import { sentence } from '@/lib/messages'
import { findInvitation } from '@/lib/users/invitation'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { join } from './actions'

export const metadata: Metadata = { title: 'Join' }

export default async function InvitationPage({ params }: PagePropsOf<{ token: string }>) {
  const { token } = await params
  const invitation = await findInvitation(await requestContext(), token)
  if (!invitation) {
    return (
      <SignedOutCard productName={productName()} title="Invitation" intro={sentence('invitation-over')}>
        <AnchorButton href="/sign-in" full>
          Sign in
        </AnchorButton>
      </SignedOutCard>
    )
  }
  return (
    <SignedOutCard
      productName={productName()}
      title={`Join ${invitation.organizationName}`}
      intro={`Hello ${invitation.name}. Choose a password to sign in with.`}
    >
      <ActionForm action={join}>
        <AppFields />
        <input type="hidden" name="token" value={token} />
        {/* For password managers, which keep the address along with the password. */}
        <input
          type="email"
          autoComplete="username"
          value={invitation.email}
          readOnly
          hidden
          aria-label="Email"
        />
        <NewPasswordField name="password" label="Password" autoFocus />
        <SubmitButton full>Join</SubmitButton>
      </ActionForm>
      <p className="text-sm text-muted [overflow-wrap:anywhere]">You will sign in as {invitation.email}.</p>
    </SignedOutCard>
  )
}
