import { AnchorButton } from '@/components/display/button'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { DeadLink, linkOfPage, titledByLink } from '../../../dead-link'
import { restoreEmail } from '../../actions'

const find = (token: string) => linkOfPage(token, 'email-undo')

export const generateMetadata = titledByLink(find, 'Keep your email address')

export default async function RestoreEmailPage({ params }: PagePropsOf<{ token: string }>) {
  const { token } = await params
  const link = await find(token)
  if (!link) {
    return (
      <DeadLink why="This link was already used or has expired. If your account has an email address that isn’t yours, ask an admin of your organization.">
        <AnchorButton href="/sign-in" full>
          Sign in
        </AnchorButton>
      </DeadLink>
    )
  }
  return (
    <SignedOutCard
      productName={productName()}
      title="Keep your email address"
      intro={`Hello ${link.name}. Your account keeps ${link.email}, and you’ll be signed out everywhere. Then choose a new password: someone may know the old one.`}
    >
      <ActionForm action={restoreEmail}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton full>Keep this address</SubmitButton>
      </ActionForm>
    </SignedOutCard>
  )
}
