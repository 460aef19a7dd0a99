import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/action-form'
import { CodeField } from '@/components/code-field'
import { FormLinks } from '@/components/form-links'
import { SignedOutCard } from '@/components/signed-out-card'
import { SubmitButton } from '@/components/submit-button'
import { requireChallenger } from '@/lib/web/gates'
import { productName } from '@/lib/web/product'
import { verifyCode } from '../actions'

export const metadata: Metadata = { title: 'Enter your authentication code' }

export default async function CodePage() {
  const challenger = await requireChallenger()
  if (challenger.step !== 'code') redirect('/sign-in/enroll')
  const name = productName()
  return (
    <SignedOutCard
      productName={name}
      title="Enter your authentication code"
      intro={`Open your authenticator app and type the six digits for ${name}.`}
    >
      <ActionForm action={verifyCode}>
        <CodeField autoFocus />
        <SubmitButton full>Verify</SubmitButton>
      </ActionForm>
      <FormLinks>
        <a href="/sign-in/recovery-code">Use a recovery code</a>
        <a href="/recovery">Lost your authenticator?</a>
      </FormLinks>
      <p className="text-sm text-muted">Codes keep failing? Set your phone’s clock to automatic time.</p>
    </SignedOutCard>
  )
}
