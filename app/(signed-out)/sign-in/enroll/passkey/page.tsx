import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { FormLinks } from '@/components/forms/form-links'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { requiredWords } from '@/lib/messages/two-factor'
import { passkeyToEnroll } from '@/lib/queries/passkeys'
import { requireChallenger } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import { noticeOf } from '@/lib/web/notices'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { confirmPasskeyAtSignIn } from '../../actions'
import { Whose } from '../../whose'

export const metadata: Metadata = { title: 'Add a passkey' }

export default async function EnrollPasskeyPage({ searchParams }: PageProps) {
  const challenger = await requireChallenger()
  if (challenger.step === 'code') redirect('/sign-in/code')
  if (challenger.step !== 'enrollment') redirect('/sign-in/enroll')
  const options = await passkeyToEnroll(await requestContext(), challenger)
  // An enrollment code is asked for there first.
  if (!options) redirect('/sign-in/enroll')
  const said = await noticeOf((await searchParams).notice)
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      productName={productName()}
      title="Add a passkey"
      intro={`${requiredWords(challenger.organizationName)} You’ll confirm each sign-in with your fingerprint, face or PIN, or with a security key.`}
    >
      <Said said={said} />
      <ActionForm action={confirmPasskeyAtSignIn}>
        <input type="hidden" name="challenge" value={challenger.challengeId} />
        <PasskeyButton
          asked={{ ceremony: 'make', options }}
          otherwise="Use an authenticator app."
          variant="primary"
          full
        >
          Add passkey
        </PasskeyButton>
      </ActionForm>
      <Whose email={challenger.email} />
      <FormLinks>
        <a href="/sign-in/enroll">Use an authenticator app instead</a>
      </FormLinks>
    </SignedOutCard>
  )
}
