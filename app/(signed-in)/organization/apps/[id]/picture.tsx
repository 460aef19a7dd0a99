import { AppIcon } from '@/components/display/app-icon'
import { ButtonRow, Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { SubmitButton } from '@/components/forms/submit-button'
import type { AppDetails } from '@/lib/queries/apps/find'
import { iconOf } from '@/lib/web/icon'
import { dropIcon, saveIcon } from './actions'

/** The picture by which people find the app among others. */
export function Icon({ app }: { app: AppDetails }) {
  return (
    <Section
      title="Icon"
      description={
        app.iconDigest ? 'People see it on their Apps page.' : 'People see the first letter of the name.'
      }
      aside={<AppIcon name={app.name} src={iconOf(app)} size="large" />}
    >
      <ActionForm action={saveIcon} label="Icon">
        <input type="hidden" name="appId" value={app.id} />
        <div className="max-w-160">
          <TextField
            name="icon"
            label="Picture"
            type="file"
            accept="image/png,image/svg+xml"
            hint="PNG or SVG, at most 256 kB."
            required
          />
        </div>
        <ButtonRow>
          <SubmitButton variant="secondary">Save icon</SubmitButton>
          <NotSaved />
        </ButtonRow>
      </ActionForm>
      {app.iconDigest && (
        <ButtonRow>
          <ActionForm action={dropIcon}>
            <input type="hidden" name="appId" value={app.id} />
            <SubmitButton variant="secondary">Remove icon</SubmitButton>
          </ActionForm>
        </ButtonRow>
      )}
    </Section>
  )
}
