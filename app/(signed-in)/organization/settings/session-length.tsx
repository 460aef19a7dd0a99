import { ButtonRow, Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { NotSaved } from '@/components/forms/not-saved'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { hourChoices, idleChoices } from '@/lib/acts/organizations/change-sessions'
import type { OrganizationSettings } from '@/lib/queries/own-organization'
import { saveSessionLength } from './actions'

/** How long people stay signed in on the web: as long as this server lets them, or shorter. */
export function SessionLengthSection({ settings }: { settings: OrganizationSettings }) {
  return (
    <Section
      title="Session length"
      description="How long people stay signed in on the web. You can make it shorter; that applies to open sessions too."
    >
      <ActionForm action={saveSessionLength} label="Session length">
        <SelectField
          name="idleMinutes"
          label="Sign out when idle"
          defaultValue={String(settings.sessionIdleMinutes ?? '')}
          options={[
            { value: '', label: 'After 60 minutes (admins 30)' },
            ...idleChoices.map((minutes) => ({ value: minutes, label: `After ${minutes} minutes` })),
          ]}
        />
        <SelectField
          name="hours"
          label="Ask to sign in again"
          defaultValue={String(settings.sessionHours ?? '')}
          options={[
            { value: '', label: 'After 24 hours (admins 12)' },
            ...hourChoices.map((hours) => ({
              value: hours,
              label: `After ${hours} ${hours === '1' ? 'hour' : 'hours'}`,
            })),
          ]}
        />
        <ButtonRow>
          <SubmitButton variant="secondary">Save session length</SubmitButton>
          <NotSaved />
        </ButtonRow>
      </ActionForm>
    </Section>
  )
}
