import { AnchorButton } from '@/components/display/button'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { sentence } from '@/lib/messages/codes'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { DeadLink, linkOfPage, titledByLink } from '../../../dead-link'
import { confirmEmail } from '../../actions'

const find = (token: string) => linkOfPage(token, 'email-change')

export const generateMetadata = titledByLink(find, 'Confirm your email address')

export default async function ConfirmEmailPage({ params }: PagePropsOf<{ token: string }>) {
  const { token } = await params
  const link = await find(token)
  if (!link) {
    return (
      <DeadLink why={sentence('link-over')}>
        <AnchorButton href="/profile" full>
          Open your profile
        </AnchorButton>
      </DeadLink>
    )
  }
  return (
    <SignedOutCard
      productName={productName()}
      title="Confirm your email address"
      intro={`Hello ${link.name}. Once confirmed, you’ll sign in with ${link.email} instead of ${link.present}.`}
    >
      <ActionForm action={confirmEmail}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton full>Confirm email address</SubmitButton>
      </ActionForm>
    </SignedOutCard>
  )
}
