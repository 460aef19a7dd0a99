import { Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { saveEnrollmentCodes } from './actions'

/** Whether the password alone shows a setup key to whoever an admin required it of, or reset. */
export function EnrollmentCodesSection({ on }: { on: boolean }) {
  return (
    <Section
      title="Enrollment codes"
      description="After you require two-factor authentication of someone or reset theirs, anyone who knows their password could set it up first. With this on, setting it up also takes a code that you read out, or a link sent to their email address."
    >
      <ActionForm action={saveEnrollmentCodes} label="Enrollment codes">
        <CheckboxField
          name="on"
          label="Ask for an enrollment code or link"
          hint="It’s always a link when you require or reset it for several people at once, and when a second admin agrees to a reset."
          defaultChecked={on}
        />
        <div>
          <SubmitButton variant="secondary">Save enrollment codes</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}
