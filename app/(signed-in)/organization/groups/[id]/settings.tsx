import { Card, Section } from '@/components/display/card'
import { ActionDialog } from '@/components/forms/action-dialog'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { peopleInWords } from '@/lib/messages/groups'
import type { GroupDetails } from '@/lib/queries/groups/find'
import { GroupFields } from '../group-fields'
import { deleteGroup, saveGroup } from './actions'

/** What the group is called and what for, and its end. */
export function GroupSettings({ group }: { group: GroupDetails }) {
  const { id, name, description, people, apps } = group
  return (
    <Card>
      <Section title="Name and description">
        <ActionForm action={saveGroup} label="Name and description">
          <input type="hidden" name="groupId" value={id} />
          <div className="grid max-w-110 gap-4">
            <GroupFields name={name} description={description} />
            <SubmitButton variant="secondary">Save</SubmitButton>
          </div>
        </ActionForm>
      </Section>
      <Section
        title="Delete this group"
        description={
          apps.length > 0
            ? `Can’t be deleted while apps use it: ${appsInWords(apps)}.`
            : 'Its people stay in your organization.'
        }
        aside={
          apps.length === 0 && (
            <ActionDialog
              id="delete-group"
              action={deleteGroup}
              trigger="Delete"
              title={`Delete ${name}?`}
              confirm="Delete"
              destructive
            >
              <input type="hidden" name="groupId" value={id} />
              <p className="text-muted">
                {people === 0
                  ? 'No one is in this group.'
                  : `${peopleInWords(people)} will no longer be in it, and apps won’t see it. Their accounts stay as they are.`}{' '}
                This can’t be undone.
              </p>
            </ActionDialog>
          )
        }
      />
    </Card>
  )
}

const appsInWords = (apps: string[]) =>
  apps.length > 5 ? `${apps.slice(0, 5).join(', ')} and others` : apps.join(', ')
