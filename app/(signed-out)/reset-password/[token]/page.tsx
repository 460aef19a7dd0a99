import { AnchorButton } from '@/components/display/button'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { NewPasswordField } from '@/components/forms/new-password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { sentence } from '@/lib/messages/codes'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { DeadLink, linkOfPage, titledByLink } from '../../dead-link'
import { savePassword } from './actions'

const find = (token: string) => linkOfPage(token, 'password-reset')

export const generateMetadata = titledByLink(find, 'Choose a new password')

export default async function ResetPasswordPage({ params }: PagePropsOf<{ token: string }>) {
  const { token } = await params
  const link = await find(token)
  if (!link) {
    return (
      <DeadLink why={sentence('link-over')}>
        <AnchorButton href="/forgot-password" full>
          Ask for a new link
        </AnchorButton>
      </DeadLink>
    )
  }
  return (
    <SignedOutCard
      productName={productName()}
      title="Choose a new password"
      intro={`Hello ${link.name}. Saving it signs you out everywhere; then sign in with it. Two-factor authentication stays as it is.`}
    >
      <ActionForm action={savePassword}>
        <input type="hidden" name="token" value={token} />
        <AccountName email={link.email} />
        <NewPasswordField autoFocus />
        <SubmitButton full>Save password</SubmitButton>
      </ActionForm>
    </SignedOutCard>
  )
}
