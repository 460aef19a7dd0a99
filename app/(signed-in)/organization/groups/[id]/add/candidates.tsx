import { ButtonRow, Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxGroup } from '@/components/forms/checkbox-group'
import { SubmitButton } from '@/components/forms/submit-button'
import type { Candidate } from '@/lib/queries/groups/people'
import { putIntoGroup } from './actions'

/** Whom of one page to add. Those who are in the group already are named, and not to be ticked. */
export function Candidates({ groupId, users }: { groupId: string; users: Candidate[] }) {
  const others = users.filter(({ inGroup }) => !inGroup)
  const already = users.filter(({ inGroup }) => inGroup)
  return (
    <Card padded>
      <ActionForm action={putIntoGroup} label="People to add">
        <input type="hidden" name="groupId" value={groupId} />
        {others.length > 0 && (
          <CheckboxGroup
            name="userIds"
            label="People"
            defaultValues={[]}
            options={others.map(({ id, name, email }) => ({
              value: id,
              label: (
                <>
                  <span className="block leading-snug font-medium [overflow-wrap:anywhere]">{name}</span>
                  <span className="block text-sm leading-snug text-muted [overflow-wrap:anywhere]">
                    {email}
                  </span>
                </>
              ),
            }))}
          />
        )}
        {already.length > 0 && (
          <p className="text-sm text-muted [overflow-wrap:anywhere]">
            Already in this group: {already.map(({ name }) => name).join(', ')}.
          </p>
        )}
        <ButtonRow>
          {others.length > 0 && <SubmitButton>Add people</SubmitButton>}
          <LinkButton href={`/organization/groups/${groupId}`}>Cancel</LinkButton>
        </ButtonRow>
      </ActionForm>
    </Card>
  )
}
