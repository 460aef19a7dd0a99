import type { Metadata } from 'next'
import { AnchorButton } from '@/components/display/button'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { appNameOf, isSignedOutUri } from '@/lib/queries/oidc/client'
import { glimpseMember } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { signOutForApp } from './actions'

export const metadata: Metadata = { title: 'Sign out' }

/** Where an app leads whoever signs out there without showing for whom. It asks, and then leads back by itself. */
export default async function SignOutPage({ searchParams }: PageProps) {
  const { app, back } = await searchParams
  const ctx = await requestContext()
  const id = one(app) ?? ''
  const address = one(back) ?? ''
  const to = (await isSignedOutUri(ctx, id, address)) ? address : '/sign-in?notice=signed-out'
  const member = await glimpseMember()
  if (!member)
    return (
      <SignedOutCard productName={productName()} title="You’re signed out">
        <meta httpEquiv="refresh" content={`0; url=${to}`} />
        <AnchorButton href={to} full>
          Continue
        </AnchorButton>
      </SignedOutCard>
    )
  const name = await appNameOf(ctx, id)
  return (
    <SignedOutCard
      productName={productName()}
      title="Sign out"
      intro={`You’re signed in as ${member.name}.${name ? ` ${name} asks to sign you out here, too.` : ''} This signs you out of every app you opened from here.`}
    >
      <ActionForm action={signOutForApp}>
        <input type="hidden" name="app" value={id} />
        <input type="hidden" name="back" value={address} />
        <SubmitButton full>Sign out</SubmitButton>
      </ActionForm>
      <AnchorButton href="/" variant="secondary" full>
        Stay signed in
      </AnchorButton>
    </SignedOutCard>
  )
}
