import type { Metadata } from 'next'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { EmailField } from '@/components/forms/email-field'
import { FormLinks } from '@/components/forms/form-links'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { noticeOf } from '@/lib/web/notices'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { sendResetLink } from './actions'

export const metadata: Metadata = { title: 'Forgot your password?' }

export default async function ForgotPasswordPage({ searchParams }: PageProps) {
  const said = await noticeOf((await searchParams).notice)
  return (
    <SignedOutCard
      productName={productName()}
      title="Forgot your password?"
      intro="Enter your email address, and we’ll send you a link to choose a new password."
    >
      <Said said={said} />
      <ActionForm action={sendResetLink}>
        <EmailField autoFocus />
        <SubmitButton full>Send link</SubmitButton>
      </ActionForm>
      <FormLinks>
        <a href="/sign-in">Back to sign in</a>
      </FormLinks>
    </SignedOutCard>
  )
}
