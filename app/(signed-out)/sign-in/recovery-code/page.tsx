import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ActionForm } from '@/components/forms/action-form'
import { CodeField } from '@/components/forms/code-field'
import { FormLinks } from '@/components/forms/form-links'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { PasskeysUnusable } from '@/components/passkeys/passkeys-unusable'
import { passkeyAfterCode } from '@/lib/messages/two-factor'
import { requireChallenger } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import { productName } from '@/lib/web/product'
import { verifyRecoveryCode } from '../actions'
import { Whose } from '../whose'

export const metadata: Metadata = { title: 'Use a recovery code' }

function backTo({ passkey, onlyPasskeys }: { passkey: boolean; onlyPasskeys: boolean }): string {
  if (passkey) return 'Use another way'
  return onlyPasskeys ? 'Back' : 'Use your authenticator app'
}

export default async function RecoveryCodePage() {
  const challenger = await requireChallenger()
  if (challenger.step !== 'code') redirect('/sign-in/enroll')
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      productName={productName()}
      title="Use a recovery code"
      intro="Enter one of the 10 codes you saved when you turned on two-factor authentication. Each works once."
    >
      {challenger.onlyPasskeys && <PasskeysUnusable otherwise={passkeyAfterCode} />}
      <ActionForm action={verifyRecoveryCode}>
        <input type="hidden" name="challenge" value={challenger.challengeId} />
        <CodeField kind="recovery" name="recoveryCode" autoFocus />
        <SubmitButton full>Verify</SubmitButton>
      </ActionForm>
      <Whose email={challenger.email} />
      <FormLinks>
        <a href="/sign-in/code">{backTo(challenger)}</a>
      </FormLinks>
    </SignedOutCard>
  )
}
