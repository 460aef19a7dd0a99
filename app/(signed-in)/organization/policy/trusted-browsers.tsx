import { ButtonRow, Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { NotSaved } from '@/components/forms/not-saved'
import { RadioGroup } from '@/components/forms/radio-group'
import { SubmitButton } from '@/components/forms/submit-button'
import { saveTrust } from './actions'

/** Whether people may have a browser not ask for their second factor again, and the form for it. */
export function TrustedBrowsersSection({ days, admins }: { days: number | null; admins: boolean }) {
  return (
    <Section
      title="Trusted browsers"
      description="After entering a code, people can choose not to be asked again on that browser. The password is still asked for. Apps that always ask for two-factor authentication still ask for it."
    >
      <ActionForm action={saveTrust} label="Trusted browsers">
        <RadioGroup
          name="trust"
          label="Don’t ask again"
          defaultValue={days === null ? 'off' : String(days)}
          options={[
            { value: 'off', label: 'Off', hint: 'Every sign-in asks for a code.' },
            { value: '7', label: 'For 7 days' },
            { value: '30', label: 'For 30 days' },
          ]}
        />
        <CheckboxField name="admins" label="Admins may use it too" defaultChecked={admins} />
        <ButtonRow>
          <SubmitButton variant="secondary">Save trusted browsers</SubmitButton>
          <NotSaved />
        </ButtonRow>
      </ActionForm>
    </Section>
  )
}
