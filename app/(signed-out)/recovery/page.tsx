import type { Metadata } from 'next'
import { AnchorButton } from '@/components/display/button'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { EmailField } from '@/components/forms/email-field'
import { TextField } from '@/components/forms/field'
import { FormLinks } from '@/components/forms/form-links'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextAreaField } from '@/components/forms/text-area-field'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { recoveryIntro } from '@/lib/messages/recovery-request'
import { noticeOf } from '@/lib/web/notices'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { sendRequest } from './actions'

export const metadata: Metadata = { title: 'Recover an admin account' }

export default async function RecoveryPage({ searchParams }: PageProps) {
  const said = await noticeOf((await searchParams).notice)
  if (said) {
    return (
      <SignedOutCard productName={productName()} title="Recover an admin account">
        <Said said={said} />
        <AnchorButton href="/sign-in" full>
          Sign in
        </AnchorButton>
      </SignedOutCard>
    )
  }
  return (
    <SignedOutCard
      productName={productName()}
      title="Recover an admin account"
      intro={recoveryIntro((await requestContext()).recovery.wait)}
    >
      <ul className="grid list-disc gap-1.5 pl-5 text-muted">
        <li>
          <a href="/sign-in" className="underline underline-offset-3">
            Sign in
          </a>{' '}
          and use one of the 10 recovery codes you saved.
        </li>
        <li>Ask another admin of your organization to reset your two-factor authentication.</li>
        <li>Not an admin? Ask yours to reset it; it takes a minute.</li>
      </ul>
      <ActionForm action={sendRequest}>
        <EmailField />
        <TextField name="organization" label="Organization" autoComplete="organization" required />
        <TextAreaField
          name="story"
          label="What happened?"
          hint="Include a phone number we already have for you, so we can call you back."
          required
          maxLength={2000}
        />
        <SubmitButton full>Send request</SubmitButton>
      </ActionForm>
      <FormLinks>
        <a href="/sign-in">Back to sign in</a>
      </FormLinks>
    </SignedOutCard>
  )
}
