import type { Metadata } from 'next'
import { ButtonRow, Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { CodeField } from '@/components/forms/code-field'
import { TextField } from '@/components/forms/field'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { EnrollmentSteps } from '@/components/two-factor/enrollment-steps'
import { factorsAtMost } from '@/lib/figures'
import { sentence } from '@/lib/messages/codes'
import { showEnrollment } from '@/lib/queries/enrollment'
import { twoFactorState } from '@/lib/queries/two-factor'
import { qrModules } from '@/lib/totp/setup-uri'
import { requireMember } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'
import { SecondFactor } from '../../../second-factor'
import { addAnother, confirm } from '../actions'
import { Instead } from '../instead'

export const metadata: Metadata = { title: 'Add authenticator' }

export default async function AddAuthenticatorPage() {
  const member = await requireMember()
  const ctx = await requestContext()
  const { enabled, authenticators, passkeys } = await twoFactorState(ctx, member)
  const full = authenticators + passkeys >= factorsAtMost
  const pending = await showEnrollment(ctx, member)
  return (
    <>
      <PageTitle
        title="Add authenticator"
        subtitle="For another phone or app. A code from any of your authenticators signs you in. Your recovery codes stay the same, and you’ll be signed out everywhere else."
        back={{ href: '/profile', label: 'Profile' }}
      />
      <div className="max-w-160">
        <Card padded>
          {pending?.adds ? (
            <EnrollmentSteps modules={qrModules(pending.uri)} setupKey={pending.setupKey} uri={pending.uri}>
              <ActionForm action={confirm}>
                <CodeField submits />
                <ButtonRow>
                  <SubmitButton>Verify and add</SubmitButton>
                  <LinkButton href="/profile">Cancel</LinkButton>
                </ButtonRow>
              </ActionForm>
            </EnrollmentSteps>
          ) : (
            <div className="max-w-100">
              {!enabled && (
                <Instead
                  text="Two-factor authentication is off."
                  href="/profile/two-factor"
                  lead="Turn it on"
                />
              )}
              {enabled && full && (
                <Instead text={sentence('too-many-authenticators')} href="/profile" lead="Back to profile" />
              )}
              {enabled && !full && <NameAndProve email={member.email} />}
            </div>
          )}
        </Card>
      </div>
    </>
  )
}

/** What it will be called, and both factors. */
function NameAndProve({ email }: { email: string }) {
  return (
    <ActionForm action={addAnother}>
      <TextField
        name="name"
        label="Name"
        autoComplete="off"
        hint="To tell it from the others, such as Work phone."
        required
        autoFocus
      />
      <p className="text-muted">Then confirm it’s you.</p>
      <AccountName email={email} />
      <PasswordField name="password" required />
      <SecondFactor />
      <ButtonRow>
        <SubmitButton>Continue</SubmitButton>
        <LinkButton href="/profile">Cancel</LinkButton>
      </ButtonRow>
    </ActionForm>
  )
}
