import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Button } from '@/components/display/button'
import { ButtonRow } from '@/components/display/card'
import { Notice } from '@/components/display/notice'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { CodeField } from '@/components/forms/code-field'
import { FormLinks } from '@/components/forms/form-links'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { EnrollmentSteps } from '@/components/two-factor/enrollment-steps'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { noLongerRequiredWords, requiredWords } from '@/lib/messages/two-factor'
import { whereForPasskeys } from '@/lib/queries/passkeys'
import { qrModules } from '@/lib/totp/setup-uri'
import { enrollmentLink } from '@/lib/web/cookies'
import { requireChallenger } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import { noticeOf } from '@/lib/web/notices'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { confirmEnrollmentAtSignIn, goOnWithout, leaveSignIn } from '../actions'
import { AskForEnrollmentCode } from './ask-for-code'

export const metadata: Metadata = { title: 'Set up two-factor authentication' }

export default async function EnrollPage({ searchParams }: PageProps) {
  const challenger = await requireChallenger()
  if (challenger.step === 'code') redirect('/sign-in/code')
  const brought = { enrollmentLink: await enrollmentLink() }
  const enrollment = await startEnrollment(await requestContext(), challenger, brought)
  if (!enrollment.ok && enrollment.code === 'challenge-over') redirect('/sign-in?notice=challenge-over')
  if (!enrollment.ok && enrollment.code === 'passkey-needed') redirect('/sign-in/enroll/passkey')
  if (!enrollment.ok) return <AskForEnrollmentCode challenger={challenger} />
  const { setupKey, uri } = enrollment.value
  const passkeys = await whereForPasskeys(await requestContext())
  const said = await noticeOf((await searchParams).notice)
  const drawnFor = <input type="hidden" name="challenge" value={challenger.challengeId} />
  const required = challenger.step === 'enrollment'
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      wide
      productName={productName()}
      title="Set up two-factor authentication"
      intro={
        required
          ? `${requiredWords(challenger.organizationName)} You’ll confirm each sign-in with a code from your phone. It takes a minute.`
          : 'You’ll confirm each sign-in with a code from your phone. It takes a minute.'
      }
    >
      <Said said={said} />
      {!required && (
        <Notice>
          {noLongerRequiredWords(challenger.organizationName)} You can still set it up, or continue without
          it.
        </Notice>
      )}
      <EnrollmentSteps modules={qrModules(uri)} setupKey={setupKey} uri={uri}>
        <ActionForm action={confirmEnrollmentAtSignIn}>
          {drawnFor}
          <CodeField submits />
          <ButtonRow>
            <SubmitButton>Verify and turn on</SubmitButton>
            {!required && (
              <Button type="submit" form="go-on">
                Continue without
              </Button>
            )}
            <Button type="submit" form="leave">
              Sign out
            </Button>
          </ButtonRow>
        </ActionForm>
      </EnrollmentSteps>
      <FormLinks>
        {passkeys && (
          <a href="/sign-in/enroll/passkey" className="noscript:hidden">
            Use a passkey instead
          </a>
        )}
        {required && challenger.role === 'agent' && (
          <a href="/sign-in/ask-admin">Can’t set it up? Ask your admin</a>
        )}
      </FormLinks>
      {/* Their buttons stand beside the one above: they take room only where something failed. */}
      <div className="grid gap-4 not-has-[[role=alert]]:absolute">
        <ActionForm id="go-on" action={goOnWithout}>
          {drawnFor}
        </ActionForm>
        <ActionForm id="leave" action={leaveSignIn}>
          {drawnFor}
        </ActionForm>
      </div>
    </SignedOutCard>
  )
}
