import type { Metadata } from 'next'
import { cache } from 'react'
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

type Props = PagePropsOf<{ page: string }>

const titles = { ask: 'Use your passkey', done: 'Confirmed', over: 'This sign-in has ended' }

/** Whose sign-in this page is of, and what a passkey is asked for; null where that has ended. */
const find = cache(async (page: string) => {
  const challenger = await glimpseChallengerOfPage(page)
  const options = challenger && (await passkeyForStep(await requestContext(), challenger))
  return options && { challenger, options }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { page } = await params
  return { title: page === 'done' ? titles.done : (await find(page)) ? titles.ask : titles.over }
}

/** Where a browser extension has the second step done that only a page can do. */
export default async function PasskeyForClientPage({ params }: Props) {
  const { page } = await params
  if (page === 'done')
    return (
      <SignedOutCard
        productName={productName()}
        title={titles.done}
        intro="Open the extension again: you’re signed in there. You can close this page."
      >
        <FormLinks>
          <a href="/sign-in">Sign in here as well</a>
        </FormLinks>
      </SignedOutCard>
    )
  const found = await find(page)
  if (!found)
    return (
      <SignedOutCard
        productName={productName()}
        title={titles.over}
        intro="It took too long, or was finished already. Open the extension again and sign in there."
      >
        <FormLinks>
          <a href="/sign-in">Sign in here instead</a>
        </FormLinks>
      </SignedOutCard>
    )
  const { challenger, options } = found
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      productName={productName()}
      title={titles.ask}
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
