import { ButtonRow, Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { RadioGroup } from '@/components/forms/radio-group'
import { SubmitButton } from '@/components/forms/submit-button'
import type { AppDetails } from '@/lib/queries/apps/find'
import { saveAppTwoFactor } from './actions'

/** What this app demands beyond what is required of the person. */
export function AppTwoFactor({ app }: { app: AppDetails }) {
  const rule = app.twoFactor === 'person' ? 'person' : app.freshHours === null ? 'always' : 'fresh'
  return (
    <Section title="Two-factor authentication" description="What people need to open this app.">
      <ActionForm action={saveAppTwoFactor} label="Two-factor authentication">
        <input type="hidden" name="appId" value={app.id} />
        <RadioGroup
          name="rule"
          label="Second factor"
          defaultValue={rule}
          options={[
            {
              value: 'person',
              label: 'As for the person',
              hint: 'Whoever has 2FA on is asked when they sign in.',
            },
            {
              value: 'always',
              label: 'Always',
              hint: 'Whoever hasn’t set it up is asked to when they open this app.',
            },
            {
              value: 'fresh',
              label: 'Always, and recent',
              hint: 'They’re asked again when their sign-in is older than the hours below.',
            },
          ]}
        />
        <div className="max-w-60">
          <TextField
            name="freshHours"
            label="Not older than (hours)"
            inputMode="numeric"
            defaultValue={app.freshHours === null ? '' : String(app.freshHours)}
            hint="For “Always, and recent”: 1 to 24."
            autoComplete="off"
          />
        </div>
        <ButtonRow>
          <SubmitButton variant="secondary">Save two-factor</SubmitButton>
          <NotSaved />
        </ButtonRow>
      </ActionForm>
    </Section>
  )
}
