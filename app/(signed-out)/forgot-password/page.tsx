import type { Metadata } from 'next'
import { ActionForm } from '@/components/action-form'
import { TextField } from '@/components/field'
import { FormLinks } from '@/components/form-links'
import { Notice } from '@/components/notice'
import { SignedOutCard } from '@/components/signed-out-card'
import { SubmitButton } from '@/components/submit-button'
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
      intro="Type your email address, and we’ll send you a link to choose a new password."
    >
      {said && (
        <Notice live tone={said.tone}>
          {said.text}
        </Notice>
      )}
      <ActionForm action={sendResetLink}>
        <TextField name="email" label="Email" type="email" autoComplete="username" required autoFocus />
        <SubmitButton full>Send link</SubmitButton>
      </ActionForm>
      <FormLinks>
        <a href="/sign-in">Back to sign in</a>
      </FormLinks>
    </SignedOutCard>
  )
}
