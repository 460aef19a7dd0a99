import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AnchorButton } from '@/components/display/button'
import { Card } from '@/components/display/card'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { CodeField } from '@/components/forms/code-field'
import { EnrollmentCodeField } from '@/components/forms/enrollment-code-field'
import { PasswordField } from '@/components/forms/password-field'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { EnrollmentSteps } from '@/components/two-factor/enrollment-steps'
import { namedOr } from '@/lib/messages/authenticators'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { asksForEnrollmentCode, showEnrollment } from '@/lib/queries/enrollment'
import { whereForPasskeys } from '@/lib/queries/passkeys'
import { twoFactorState } from '@/lib/queries/two-factor'
import { qrModules } from '@/lib/totp/setup-uri'
import { enrollmentLink } from '@/lib/web/cookies'
import { requireMember } from '@/lib/web/gates'
import { ownPath } from '@/lib/web/own-path'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { SecondFactor } from '../../second-factor'
import { begin, confirm, replace } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const { enabled } = await twoFactorState(await requestContext(), await requireMember())
  return { title: enabled ? 'Replace authenticator' : 'Set up two-factor authentication' }
}

const setUp = 'Each sign-in will ask for a code from your phone. It takes a minute.'
const newCodes =
  'keeps working until the new one is confirmed. Then you’ll get 10 new recovery codes, and the old ones will no longer work.'
const replaceTheOne = `Replace your authenticator. Your current authenticator ${newCodes}`
const replaceOne = `Replace one of your authenticators. It ${newCodes}`

export default async function SetUpTwoFactorPage({ searchParams }: PageProps) {
  const next = ownPath(one((await searchParams).next))
  const member = await requireMember()
  const ctx = await requestContext()
  const { enabled, onlyPasskeys } = await twoFactorState(ctx, member)
  const address = await whereForPasskeys(ctx)
  const passkey = '/profile/two-factor/passkey'
  const withNext = next ? `${passkey}?next=${encodeURIComponent(next)}` : passkey
  // Codes of an app would not count.
  if (onlyPasskeys && address) redirect(withNext)
  const pending = await showEnrollment(ctx, member)
  // One that is for one more authenticator has a page of its own.
  const enrollment = pending?.adds ? null : pending
  const authenticators = await listAuthenticators(ctx, member)
  const several = authenticators.length > 1
  const asked = (await asksForEnrollmentCode(ctx, member)) && !(await enrollmentLink())
  const leadsTo = next && <input type="hidden" name="next" value={next} />
  return (
    <>
      <PageTitle
        title="Set up two-factor authentication"
        subtitle={several ? replaceOne : enabled ? replaceTheOne : setUp}
        back={{ href: '/profile', label: 'Profile' }}
      />
      <div className="max-w-160">
        <Card padded>
          {enrollment ? (
            <EnrollmentSteps
              modules={qrModules(enrollment.uri)}
              setupKey={enrollment.setupKey}
              uri={enrollment.uri}
            >
              {several && (
                <p className="text-sm text-muted">
                  The new entry’s name in your app ends with a date, a time (UTC) and 6 characters of its own.
                  Once it works, delete the entry of the one it replaces. Your other authenticators keep
                  working.
                </p>
              )}
              {enabled && !several && (
                <p className="text-sm text-muted">
                  Your app will show two entries. The new one’s name ends with a date, a time (UTC) and 6
                  characters of its own. Once it works, delete the older one.
                </p>
              )}
              <ActionForm action={confirm}>
                {leadsTo}
                <CodeField submits />
                <Buttons label="Verify and turn on" />
              </ActionForm>
            </EnrollmentSteps>
          ) : (
            <div className="max-w-100">
              <ActionForm action={enabled ? replace : begin}>
                {leadsTo}
                {several && (
                  <SelectField
                    name="authenticatorId"
                    label="Which authenticator"
                    options={[
                      { value: '', label: 'Choose one' },
                      ...authenticators.map(({ id, name }) => ({ value: id, label: namedOr(name) })),
                    ]}
                    hint="The others keep working."
                    required
                  />
                )}
                <p className="text-muted">
                  {several ? 'Then confirm it’s you.' : 'First, confirm it’s you.'}
                </p>
                <AccountName email={member.email} />
                <PasswordField name="password" required autoFocus={!several} />
                {!enabled && asked && <EnrollmentCodeField orLink />}
                {enabled && <SecondFactor hint="Lost your phone? Use a recovery code." />}
                <Buttons label="Continue" />
              </ActionForm>
              {!enabled && address && (
                <p className="pt-4 text-sm noscript:hidden">
                  <a href={withNext}>Use a passkey instead</a>
                </p>
              )}
            </div>
          )}
        </Card>
      </div>
    </>
  )
}

function Buttons({ label }: { label: string }) {
  return (
    <div className="flex flex-wrap gap-2.5">
      <SubmitButton>{label}</SubmitButton>
      <AnchorButton href="/profile">Cancel</AnchorButton>
    </div>
  )
}
