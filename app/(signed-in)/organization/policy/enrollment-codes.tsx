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
      description="After you require two-factor authentication of someone or reset theirs, whoever knows their password could scan the QR code first. With this on, they also need a code that you read out, or a link that goes to their email address."
    >
      <ActionForm action={saveEnrollmentCodes} label="Enrollment codes">
        <CheckboxField
          name="on"
          label="Ask for an enrollment code or link"
          hint="Many people at once, and those whom a second admin agreed to reset, get the link."
          defaultChecked={on}
        />
        <div>
          <SubmitButton variant="secondary">Save enrollment codes</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}
