import type { Metadata } from 'next'
import { ButtonRow, Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { EnrollmentCodeField } from '@/components/forms/enrollment-code-field'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { PasskeysUnusable } from '@/components/passkeys/passkeys-unusable'
import { factorsAtMost } from '@/lib/figures'
import { sentence } from '@/lib/messages/codes'
import { passkeysElsewhere } from '@/lib/messages/two-factor'
import { asksForEnrollmentCode } from '@/lib/queries/enrollment'
import { passkeyToAdd, whereForPasskeys } from '@/lib/queries/passkeys'
import { twoFactorState } from '@/lib/queries/two-factor'
import { enrollmentLink } from '@/lib/web/cookies'
import { requireMember } from '@/lib/web/gates'
import { ownPath } from '@/lib/web/own-path'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { SecondFactor } from '../../../second-factor'
import { beginPasskeyAddition, confirmAddedPasskey } from '../actions'
import { Instead } from '../instead'

export const metadata: Metadata = { title: 'Add passkey' }

const what =
  'You confirm a sign-in with your fingerprint, face or PIN, or with a security key, and no one can trick you into giving it away.'

export default async function AddPasskeyPage({ searchParams }: PageProps) {
  const next = ownPath(one((await searchParams).next))
  const member = await requireMember()
  const ctx = await requestContext()
  const { enabled, authenticators, passkeys, onlyPasskeys } = await twoFactorState(ctx, member)
  const address = await whereForPasskeys(ctx)
  const full = authenticators + passkeys >= factorsAtMost
  const options = await passkeyToAdd(ctx, member)
  const asked = !enabled && (await asksForEnrollmentCode(ctx, member)) && !(await enrollmentLink())
  const leadsTo = next && <input type="hidden" name="next" value={next} />
  const follows = enabled
    ? 'Your recovery codes stay the same, and you’ll be signed out everywhere else.'
    : 'You’ll get recovery codes with it, for the day when you don’t have it at hand.'
  const otherwise = onlyPasskeys ? passkeysElsewhere : 'Use an authenticator app instead.'
  return (
    <>
      <PageTitle
        title="Add passkey"
        subtitle={`${what} ${follows}`}
        back={{ href: '/profile', label: 'Profile' }}
      />
      <div className="max-w-160">
        <Card padded>
          <div className="max-w-100">
            {!address && (
              <Instead text={sentence('passkeys-unavailable')} href="/profile" lead="Back to profile" />
            )}
            {address && full && (
              <Instead text={sentence('too-many-authenticators')} href="/profile" lead="Back to profile" />
            )}
            {address && !full && options && (
              <ActionForm action={confirmAddedPasskey}>
                {leadsTo}
                <p>
                  Your browser asks where to keep the passkey: on this device, on your phone, or on a security
                  key.
                </p>
                <PasskeyButton asked={{ ceremony: 'make', options }} otherwise={otherwise} variant="primary">
                  Add passkey
                </PasskeyButton>
                <ButtonRow>
                  <LinkButton href="/profile">Cancel</LinkButton>
                </ButtonRow>
              </ActionForm>
            )}
            {address && !full && !options && (
              <ActionForm action={beginPasskeyAddition}>
                {leadsTo}
                <PasskeysUnusable otherwise={otherwise} />
                <p className="text-muted">First, confirm it’s you.</p>
                <AccountName email={member.email} />
                <PasswordField name="password" required autoFocus />
                {asked && <EnrollmentCodeField />}
                {enabled && <SecondFactor />}
                <ButtonRow>
                  <SubmitButton>Continue</SubmitButton>
                  <LinkButton href="/profile">Cancel</LinkButton>
                </ButtonRow>
              </ActionForm>
            )}
          </div>
        </Card>
      </div>
    </>
  )
}
