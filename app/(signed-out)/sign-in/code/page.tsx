import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { CodeField } from '@/components/forms/code-field'
import { FormLinks } from '@/components/forms/form-links'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { requireChallenger } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import { noticeOf } from '@/lib/web/notices'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { verifyCode } from '../actions'
import { Whose } from '../whose'

export const metadata: Metadata = { title: 'Enter your authentication code' }

export default async function CodePage({ searchParams }: PageProps) {
  const challenger = await requireChallenger()
  if (challenger.step !== 'code') redirect('/sign-in/enroll')
  const said = await noticeOf((await searchParams).notice)
  const name = productName()
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      productName={name}
      title="Enter your authentication code"
      intro={`Open your authenticator app and type the 6 digits for ${name}.`}
    >
      <Said said={said} />
      <ActionForm action={verifyCode}>
        <input type="hidden" name="challenge" value={challenger.challengeId} />
        <CodeField autoFocus submits={challenger.trustDays === null} />
        {challenger.trustDays && (
          <CheckboxField
            name="trust"
            label={`Don’t ask again on this browser for ${challenger.trustDays} days`}
            hint="Only on a device that no one else uses."
          />
        )}
        <SubmitButton full>Verify</SubmitButton>
      </ActionForm>
      <Whose email={challenger.email} />
      <FormLinks>
        <a href="/sign-in/recovery-code">Use a recovery code</a>
        <a href={challenger.role === 'agent' ? '/sign-in/ask-admin' : '/recovery'}>
          Lost your authenticator?
        </a>
      </FormLinks>
      <p className="text-sm text-muted">Codes keep failing? Set your phone’s clock to automatic time.</p>
    </SignedOutCard>
  )
}
