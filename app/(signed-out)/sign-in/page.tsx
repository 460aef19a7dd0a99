import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Notice } from '@/components/display/notice'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { AppFields } from '@/components/forms/app-fields'
import { CookiesBlocked } from '@/components/forms/cookies-blocked'
import { EmailLink } from '@/components/forms/email-link'
import { TextField } from '@/components/forms/field'
import { FormLinks } from '@/components/forms/form-links'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TypedIsKept } from '@/components/forms/typed-is-kept'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { sentence } from '@/lib/messages/codes'
import { findSite } from '@/lib/queries/gates'
import { soleLogo } from '@/lib/queries/logos'
import { glimpseAuthorization } from '@/lib/queries/oidc/authorization'
import { passkeyToSignIn } from '@/lib/queries/passkeys'
import { isInUse } from '@/lib/queries/setup'
import { passkeyBrowser } from '@/lib/web/cookies'
import { siteLedTo } from '@/lib/web/gate-path'
import { glimpsePerson } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import { noticeOf } from '@/lib/web/notices'
import { ownPath } from '@/lib/web/own-path'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { whySignedOut } from '@/lib/web/signed-out'
import { signIn, signInByPasskey } from './actions'
import { Or } from './or'

export const metadata: Metadata = { title: 'Sign in' }

/** The app that a sign-in leads to, if one sent the person here. */
async function appToOpen(returnTo: string | null) {
  const site = siteLedTo(returnTo)
  if (site !== null) {
    const found = await findSite(await requestContext(), site)
    return found && { appName: found.name, loginHint: null }
  }
  const uid = /^\/authorize\/([\w-]{1,64})$/.exec(returnTo ?? '')?.[1]
  return uid ? glimpseAuthorization(await requestContext(), uid) : null
}

export default async function SignInPage({ searchParams }: PageProps) {
  const { next, notice, typed, cookies, again } = await searchParams
  const returnTo = ownPath(next)
  const person = await glimpsePerson()
  const opening = await appToOpen(returnTo)
  if (person && !(again === 'yes' && opening)) redirect(returnTo ?? '/')
  if (!(await isInUse(await requestContext()))) redirect('/')
  const passkey = await passkeyToSignIn(await requestContext(), await passkeyBrowser())
  const blocked = cookies === 'needed'
  const why = await whySignedOut()
  const said = (await noticeOf(notice)) ?? why
  const intro =
    opening &&
    (person ? `Sign in again to continue to ${opening.appName}.` : `To continue to ${opening.appName}.`)
  return (
    <SignedOutCard
      logo={logoOf(await soleLogo(await requestContext()))}
      productName={productName()}
      title="Sign in"
      intro={intro}
    >
      <Said said={said} />
      {!blocked && <CookiesBlocked>{sentence('cookies-needed')}</CookiesBlocked>}
      {blocked && (
        <Notice live tone="danger">
          {sentence('cookies-needed')}
        </Notice>
      )}
      <TypedIsKept interrupted={typed === 'kept'} />
      <ActionForm action={signIn}>
        <AppFields />
        {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
        <TextField
          name="email"
          label="Email"
          type="email"
          autoComplete={passkey ? 'username webauthn' : 'username'}
          defaultValue={opening?.loginHint ?? person?.email}
          required
          autoFocus
        />
        <PasswordField
          name="password"
          label="Password"
          autoComplete="current-password"
          aside={<EmailLink href="/forgot-password">Forgot your password?</EmailLink>}
          required
        />
        <SubmitButton full>Sign in</SubmitButton>
      </ActionForm>
      {passkey && (
        <div className="grid gap-4 noscript:hidden">
          <Or />
          <ActionForm action={signInByPasskey}>
            <AppFields />
            {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
            <PasskeyButton asked={{ ceremony: 'use', options: passkey }} offered otherwise={null} full>
              Use a passkey
            </PasskeyButton>
          </ActionForm>
        </div>
      )}
      <FormLinks>
        <EmailLink href="/recovery">Lost your authenticator?</EmailLink>
      </FormLinks>
    </SignedOutCard>
  )
}
