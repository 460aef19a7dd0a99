import { ButtonRow, Card, Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { NotSaved } from '@/components/forms/not-saved'
import { PageButton } from '@/components/forms/page-button'
import { SubmitButton } from '@/components/forms/submit-button'
import type { GroupDetails } from '@/lib/queries/groups/find'
import { GroupFields } from '../group-fields'
import { saveGroup } from './actions'

/** What the group is called and what for, and its end. `deletion`: the address that asks whether to delete it. */
export function GroupSettings({ group, deletion }: { group: GroupDetails; deletion: string }) {
  const { id, name, description, apps } = group
  return (
    <Card>
      <Section title="Name and description">
        <ActionForm action={saveGroup} label="Name and description">
          <input type="hidden" name="groupId" value={id} />
          <div className="grid max-w-110 gap-4">
            <GroupFields name={name} description={description} />
            <ButtonRow>
              <SubmitButton variant="secondary">Save</SubmitButton>
              <NotSaved />
            </ButtonRow>
          </div>
        </ActionForm>
      </Section>
      <Section
        title="Delete this group"
        description={
          apps.length > 0
            ? `Used by ${appsInWords(apps)}. Before you delete it, choose other people for ${apps.length === 1 ? 'this app' : 'these apps'}.`
            : 'Its people stay in your organization.'
        }
        aside={
          apps.length === 0 && (
            <PageButton href={deletion} variant="danger">
              Delete
            </PageButton>
          )
        }
      />
    </Card>
  )
}

const appsInWords = (apps: string[]) =>
  apps.length > 5 ? `${apps.slice(0, 5).join(', ')} and others` : apps.join(', ')
