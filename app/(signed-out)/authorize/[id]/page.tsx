import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AnchorButton } from '@/components/display/button'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { Onward } from '@/components/frame/onward'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { continueAuthorization } from '@/lib/acts/oidc/authorize'
import { refusedWords } from '@/lib/messages/authorizations'
import { sentence } from '@/lib/messages/codes'
import { findAuthorization } from '@/lib/queries/oidc/authorization'
import { interactionToken } from '@/lib/web/cookies'
import { glimpseMember } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { allowApp, cancelAuthorization, continueAsMyself, useAnotherAccount } from './actions'

export const metadata: Metadata = { title: 'Continue' }

/** Where people come whom an app sent to sign in. Mostly no one sees it: it leads on at once. */
export default async function AuthorizePage({ params }: PagePropsOf<{ id: string }>) {
  const { id } = await params
  const ctx = await requestContext()
  const found = await findAuthorization(ctx, id, await interactionToken())
  if (!found) return <Over />
  const member = await glimpseMember()
  const path = `/authorize/${id}`
  if (!member) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  const next = await continueAuthorization(ctx, member, id)
  if (!next.ok) return <Over />
  const { appName, organizationName } = found
  const app = { productName: productName(), title: `Continue to ${appName}` }
  if (next.value.step === 'app') return <Onward {...app} to={found.goesOnAt} appName={appName} />
  if (next.value.step === 'again') redirect(`/sign-in?again=yes&next=${encodeURIComponent(path)}`)
  const identity = <input type="hidden" name="uid" value={id} />
  const cancelling = (label = 'Cancel') => (
    <ActionForm action={cancelAuthorization}>
      {identity}
      <SubmitButton variant="secondary" full>
        {label}
      </SubmitButton>
    </ActionForm>
  )
  switch (next.value.step) {
    case 'set-up':
      return (
        <SignedOutCard
          {...app}
          intro={`${appName} asks for two-factor authentication. Set it up now; it takes a minute.`}
        >
          <AnchorButton href={`/profile/two-factor?next=${encodeURIComponent(path)}`} full>
            Set up two-factor authentication
          </AnchorButton>
          {cancelling()}
        </SignedOutCard>
      )
    case 'choose':
      return (
        <SignedOutCard {...app} intro={`You’re signed in as ${member.name} (${member.email}).`}>
          <ActionForm action={continueAsMyself}>
            {identity}
            <SubmitButton full>Continue</SubmitButton>
          </ActionForm>
          <ActionForm action={useAnotherAccount}>
            {identity}
            <SubmitButton variant="secondary" full>
              Use another account
            </SubmitButton>
          </ActionForm>
          {cancelling()}
        </SignedOutCard>
      )
    case 'allow':
      return (
        <SignedOutCard
          {...app}
          intro={
            found.params.scope?.split(' ').includes('offline_access')
              ? `${appName} would like to stay signed in as ${member.name} after you sign out here. You can withdraw this on the Apps page.`
              : `${appName} gets your name, email address and groups.`
          }
        >
          <ActionForm action={allowApp}>
            {identity}
            <SubmitButton full>Continue</SubmitButton>
          </ActionForm>
          {cancelling()}
        </SignedOutCard>
      )
    case 'refused':
      return (
        <SignedOutCard
          productName={productName()}
          title={`You can’t open ${appName}`}
          intro={refusedWords(next.value.why, appName, organizationName)}
        >
          {cancelling(`Back to ${appName}`)}
        </SignedOutCard>
      )
  }
}

function Over() {
  return (
    <SignedOutCard productName={productName()} title="Continue" intro={sentence('authorization-over')}>
      <AnchorButton href="/" full>
        Go home
      </AnchorButton>
    </SignedOutCard>
  )
}
