import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Notice } from '@/components/display/notice'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { FormLinks } from '@/components/forms/form-links'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { startPasskeyEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { sentence } from '@/lib/messages/codes'
import { passkeysElsewhere, requiredWords } from '@/lib/messages/two-factor'
import { passkeyToEnroll } from '@/lib/queries/passkeys'
import { enrollmentLink } from '@/lib/web/cookies'
import { requireChallenger } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import { noticeOf } from '@/lib/web/notices'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { confirmPasskeyAtSignIn } from '../../actions'
import { Whose } from '../../whose'
import { AskForEnrollmentCode } from '../ask-for-code'

export const metadata: Metadata = { title: 'Add a passkey' }

export default async function EnrollPasskeyPage({ searchParams }: PageProps) {
  const challenger = await requireChallenger()
  if (challenger.step === 'code') redirect('/sign-in/code')
  if (challenger.step !== 'enrollment') redirect('/sign-in/enroll')
  const ctx = await requestContext()
  const started = await startPasskeyEnrollment(ctx, challenger, { enrollmentLink: await enrollmentLink() })
  if (!started.ok && started.code === 'challenge-over') redirect('/sign-in?notice=challenge-over')
  if (!started.ok && started.code !== 'passkeys-unavailable')
    return <AskForEnrollmentCode challenger={challenger} />
  const options = started.ok ? await passkeyToEnroll(ctx, challenger) : null
  const only = challenger.onlyPasskeys
  const said = await noticeOf((await searchParams).notice)
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      productName={productName()}
      title="Add a passkey"
      intro={`${requiredWords(challenger.organizationName)} You’ll confirm each sign-in with your fingerprint, face or PIN, or with a security key.`}
    >
      <Said said={said} />
      {options ? (
        <ActionForm action={confirmPasskeyAtSignIn}>
          <input type="hidden" name="challenge" value={challenger.challengeId} />
          <PasskeyButton
            asked={{ ceremony: 'make', options }}
            otherwise={only ? passkeysElsewhere : 'Use an authenticator app.'}
            variant="primary"
            full
          >
            Add passkey
          </PasskeyButton>
        </ActionForm>
      ) : (
        <Notice tone="danger">{sentence('passkeys-unavailable')}</Notice>
      )}
      <Whose email={challenger.email} />
      {!only && (
        <FormLinks>
          <a href="/sign-in/enroll">Use an authenticator app instead</a>
        </FormLinks>
      )}
    </SignedOutCard>
  )
}
