import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AnchorButton } from '@/components/display/button'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { CodeField } from '@/components/forms/code-field'
import { FormLinks } from '@/components/forms/form-links'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { PasskeysUnusable } from '@/components/passkeys/passkeys-unusable'
import { passkeysElsewhere } from '@/lib/messages/two-factor'
import { passkeyForStep } from '@/lib/queries/passkeys'
import { requireChallenger } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import { noticeOf } from '@/lib/web/notices'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { recoveryPath } from '@/lib/web/recovery-path'
import { requestContext } from '@/lib/web/request-context'
import { verifyCode, verifyPasskey } from '../actions'
import { Or } from '../or'
import { Whose } from '../whose'

/** A passkey, whether or not it works here; nothing but passkeys counts for them. */
type Has = { passkey: boolean; onlyPasskeys: boolean }

const titleOf = ({ passkey, onlyPasskeys }: Has) =>
  passkey || onlyPasskeys ? 'Confirm it’s you' : 'Enter your authentication code'

export async function generateMetadata(): Promise<Metadata> {
  return { title: titleOf(await requireChallenger()) }
}

/** `usable`: they have a passkey that works here. `app`: codes of an app count. */
function introOf(usable: boolean, app: boolean, { passkey, onlyPasskeys: only }: Has, name: string): string {
  if (only && !passkey)
    return 'Your organization accepts passkeys only, and you don’t have one yet. Use a recovery code, then add one.'
  if (only && usable)
    return 'Your organization accepts passkeys only. Use the one on your device, phone or security key.'
  if (!usable)
    return app
      ? `Open your authenticator app and type the 6 digits for ${name}.`
      : 'Your passkey doesn’t work at this address any more. Use a recovery code.'
  return app
    ? `Use your passkey, or type the 6 digits of your authenticator app for ${name}.`
    : 'Use the passkey on your device, phone or security key.'
}

/** What to do where passkeys can't be used. Where nothing else counts, a recovery code leads to adding one. */
function otherwiseOf(app: boolean, { onlyPasskeys: only }: Pick<Has, 'onlyPasskeys'>): string {
  if (only) return passkeysElsewhere
  return app ? 'Use a code or a recovery code.' : 'Use a recovery code.'
}

function lostWhat(app: boolean, passkey: boolean): string {
  if (app) return 'Lost your authenticator?'
  return passkey ? 'Lost your passkey?' : 'No recovery code?'
}

export default async function CodePage({ searchParams }: PageProps) {
  const challenger = await requireChallenger()
  if (challenger.step !== 'code') redirect('/sign-in/enroll')
  const options = challenger.passkey ? await passkeyForStep(await requestContext(), challenger) : null
  const app = challenger.authenticator && !challenger.onlyPasskeys
  const said = await noticeOf((await searchParams).notice)
  const name = productName()
  const drawnFor = <input type="hidden" name="challenge" value={challenger.challengeId} />
  const trust = challenger.trustDays && (
    <CheckboxField
      name="trust"
      label={`Don’t ask again on this browser for ${challenger.trustDays} days`}
      hint="Only on a device that no one else uses."
    />
  )
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      productName={name}
      title={titleOf(challenger)}
      intro={introOf(options !== null, app, challenger, name)}
    >
      <Said said={said} />
      {options && (
        <ActionForm action={verifyPasskey}>
          {drawnFor}
          <PasskeyButton
            asked={{ ceremony: 'use', options }}
            along={app ? 'trust' : undefined}
            otherwise={otherwiseOf(app, challenger)}
            variant="primary"
            full
          >
            Use your passkey
          </PasskeyButton>
          {!app && trust}
        </ActionForm>
      )}
      {options && app && <Or />}
      {app && (
        <ActionForm action={verifyCode}>
          {drawnFor}
          <CodeField autoFocus={!options} submits={challenger.trustDays === null} />
          {trust}
          <SubmitButton full variant={options ? 'secondary' : 'primary'}>
            Verify
          </SubmitButton>
        </ActionForm>
      )}
      {!options && challenger.onlyPasskeys && <PasskeysUnusable otherwise={passkeysElsewhere} />}
      {!options && !app && (
        <AnchorButton href="/sign-in/recovery-code" variant="primary" full>
          Use a recovery code
        </AnchorButton>
      )}
      <Whose email={challenger.email} />
      <FormLinks>
        {(options || app) && <a href="/sign-in/recovery-code">Use a recovery code</a>}
        <a href={challenger.role === 'agent' ? '/sign-in/ask-admin' : recoveryPath(challenger.email)}>
          {lostWhat(app, challenger.passkey)}
        </a>
      </FormLinks>
      {app && (
        <p className="text-sm text-muted">Codes keep failing? Set your phone’s clock to automatic time.</p>
      )}
    </SignedOutCard>
  )
}
