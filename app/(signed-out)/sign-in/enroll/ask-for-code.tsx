import { Button } from '@/components/display/button'
import { ButtonRow } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { EnrollmentCodeField } from '@/components/forms/enrollment-code-field'
import { FormLinks } from '@/components/forms/form-links'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { PasskeysUnusable } from '@/components/passkeys/passkeys-unusable'
import { passkeysElsewhere } from '@/lib/messages/two-factor'
import type { ChallengerAtGate } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import { productName } from '@/lib/web/product'
import { enterEnrollmentCode, leaveSignIn } from '../actions'

/** What stands before the QR code where an admin required or reset it: the password alone shows no setup key. */
export function AskForEnrollmentCode({ challenger }: { challenger: ChallengerAtGate }) {
  const drawnFor = <input type="hidden" name="challenge" value={challenger.challengeId} />
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      productName={productName()}
      title="Ask your admin for the enrollment code"
      intro="Before you set up two-factor authentication, show that it’s you. If you got an email with a link instead, open the link in this browser."
    >
      {challenger.onlyPasskeys && <PasskeysUnusable otherwise={passkeysElsewhere} />}
      <ActionForm action={enterEnrollmentCode}>
        {drawnFor}
        <EnrollmentCodeField autoFocus />
        <ButtonRow>
          <SubmitButton>Continue</SubmitButton>
          <Button type="submit" form="leave">
            Sign out
          </Button>
        </ButtonRow>
      </ActionForm>
      {challenger.role === 'agent' && (
        <FormLinks>
          <a href="/sign-in/ask-admin">Don’t have one? Ask your admin</a>
        </FormLinks>
      )}
      <div className="not-has-[[role=alert]]:absolute">
        <ActionForm id="leave" action={leaveSignIn}>
          {drawnFor}
        </ActionForm>
      </div>
    </SignedOutCard>
  )
}
