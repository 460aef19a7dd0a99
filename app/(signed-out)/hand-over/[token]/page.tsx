import { redirect } from 'next/navigation'
import { cache } from 'react'
import { AnchorButton } from '@/components/display/button'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { sentence } from '@/lib/messages/codes'
import { findHandOver } from '@/lib/queries/sessions/hand-over'
import { glimpsePerson } from '@/lib/web/gates'
import { ownPath } from '@/lib/web/own-path'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { DeadLink, titledByLink } from '../../dead-link'
import { continueHere } from './actions'

const find = cache(async (token: string) => findHandOver(await requestContext(), token))

export const generateMetadata = titledByLink(find, 'Continue')

/**
 * Where an app or extension leads to a page. It asks before it signs in, and says as whom: a link of someone else's must
 * not sign anyone in unawares.
 */
export default async function HandOverPage({ params }: PagePropsOf<{ token: string }>) {
  const { token } = await params
  const handed = await find(token)
  if (!handed) {
    return (
      <DeadLink why={sentence('hand-over-over')}>
        <AnchorButton href="/sign-in" full>
          Sign in
        </AnchorButton>
      </DeadLink>
    )
  }
  const here = await glimpsePerson()
  if (here?.userId === handed.userId) redirect(ownPath(handed.path) ?? '/')
  return (
    <SignedOutCard
      productName={productName()}
      title={`Continue as ${handed.name}`}
      intro={`You’re signed in as ${handed.email} in ${handed.client}. Continue to sign in to this browser too.`}
    >
      {here && (
        <Notice tone="warning">
          {`${here.name} (${here.email}) is signed in to this browser. Continuing signs them out here.`}
        </Notice>
      )}
      <ActionForm action={continueHere}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton full>Continue</SubmitButton>
      </ActionForm>
      <p className="text-sm text-muted">Didn’t open this page yourself? Close it.</p>
    </SignedOutCard>
  )
}
