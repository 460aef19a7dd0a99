import Link from 'next/link'
import { ButtonRow, Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxGroup } from '@/components/forms/checkbox-group'
import { NotSaved } from '@/components/forms/not-saved'
import { RadioGroup } from '@/components/forms/radio-group'
import { SubmitButton } from '@/components/forms/submit-button'
import type { AppDetails } from '@/lib/queries/apps/find'
import { saveAppPeople } from './actions'

/** Everyone of the organization, or the people of some groups. */
export function WhoMayUse({ app }: { app: AppDetails }) {
  return (
    <Section
      title="Who may use it"
      description="A new app is for everyone, so that no one is locked out of what they use today."
    >
      <ActionForm action={saveAppPeople} label="Who may use it">
        <input type="hidden" name="appId" value={app.id} />
        <RadioGroup
          name="who"
          label="People"
          defaultValue={app.forEveryone ? 'everyone' : 'groups'}
          options={[
            { value: 'everyone', label: 'Everyone in your organization' },
            { value: 'groups', label: 'Only the people of these groups' },
          ]}
        />
        {app.groups.length > 0 ? (
          <CheckboxGroup
            name="groups"
            label="Groups"
            defaultValues={app.groupIds}
            options={app.groups.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : (
          <p className="text-sm text-muted">
            There are no groups yet.{' '}
            <Link prefetch={false} href="/organization/groups">
              Add a group
            </Link>{' '}
            to limit this app to some people.
          </p>
        )}
        <ButtonRow>
          <SubmitButton variant="secondary">Save people</SubmitButton>
          <NotSaved />
        </ButtonRow>
      </ActionForm>
    </Section>
  )
}
