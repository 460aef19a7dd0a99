import type { Metadata } from 'next'
import { ActionForm } from '@/components/forms/action-form'
import { FormLinks } from '@/components/forms/form-links'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { passkeyForStep } from '@/lib/queries/passkeys'
import { glimpseChallengerOfPage } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { verifyPasskeyForClient } from '../../actions'

export const metadata: Metadata = { title: 'Use your passkey' }

/** Where a browser extension has the second step done that only a page can do. */
export default async function PasskeyForClientPage({ params }: PagePropsOf<{ page: string }>) {
  const { page } = await params
  const challenger = await glimpseChallengerOfPage(page)
  const options = challenger && (await passkeyForStep(await requestContext(), challenger))
  if (page === 'done')
    return (
      <SignedOutCard
        productName={productName()}
        title="Confirmed"
        intro="Open the extension again: you’re signed in there. You can close this page."
      >
        <FormLinks>
          <a href="/sign-in">Sign in here as well</a>
        </FormLinks>
      </SignedOutCard>
    )
  if (!options)
    return (
      <SignedOutCard
        productName={productName()}
        title="This sign-in has ended"
        intro="It took too long, or was finished already. Open the extension again and sign in there."
      >
        <FormLinks>
          <a href="/sign-in">Sign in here instead</a>
        </FormLinks>
      </SignedOutCard>
    )
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      productName={productName()}
      title="Use your passkey"
      intro={`You’re signing in to the browser extension as ${challenger.email}. Go on only if you’ve just begun that yourself.`}
    >
      <ActionForm action={verifyPasskeyForClient}>
        <input type="hidden" name="page" value={page} />
        <PasskeyButton
          asked={{ ceremony: 'use', options }}
          otherwise="Go back to the extension, and use a code or a recovery code."
          variant="primary"
          full
        >
          Use your passkey
        </PasskeyButton>
      </ActionForm>
    </SignedOutCard>
  )
}
