import { Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { trustedInWords } from '@/lib/messages/two-factor'
import { forgetThem } from './actions'

/** How many browsers don’t ask this person for a code, with a way to forget them all. */
export function UserTrustedBrowsers({ userId, trusted }: { userId: string; trusted: number }) {
  if (trusted === 0) return null
  return (
    <Section
      title="Trusted browsers"
      description={trustedInWords(trusted)}
      aside={
        <ActionForm action={forgetThem} label="Forget trusted browsers">
          <input type="hidden" name="userId" value={userId} />
          <SubmitButton variant="secondary" size="small">
            Forget them
          </SubmitButton>
        </ActionForm>
      }
    />
  )
}
