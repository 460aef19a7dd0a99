import { AnchorButton } from '@/components/display/button'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { DeadLink, linkOfPage, titledByLink } from '../../dead-link'
import { openEnrollmentLink } from './actions'

const find = (token: string) => linkOfPage(token, 'enrollment')

export const generateMetadata = titledByLink(find, 'Set up two-factor authentication')

export default async function EnrollmentLinkPage({ params }: PagePropsOf<{ token: string }>) {
  const { token } = await params
  const link = await find(token)
  if (!link) {
    return (
      <DeadLink why="This link was used, has expired or was replaced by a newer one. Ask your admin for a new one.">
        <AnchorButton href="/sign-in" full>
          Sign in
        </AnchorButton>
      </DeadLink>
    )
  }
  return (
    <SignedOutCard
      productName={productName()}
      title="Set up two-factor authentication"
      intro={`Hello ${link.name}. Continue in the browser you want to sign in with. You’ll enter your password, then set it up.`}
    >
      <ActionForm action={openEnrollmentLink}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton full>Continue</SubmitButton>
      </ActionForm>
    </SignedOutCard>
  )
}
