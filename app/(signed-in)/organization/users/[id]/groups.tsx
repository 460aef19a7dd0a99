import Link from 'next/link'
import { Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { PageButton } from '@/components/forms/page-button'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import type { GroupChoice } from '@/lib/queries/groups/choices'
import { joinGroup, leaveGroup } from './actions'

/**
 * The groups someone is in, and those they can be put into. Nothing where the organization has none. `inRules`: the groups
 * that a rule goes by, which ask first.
 */
export function UserGroups({
  userId,
  groups,
  inRules,
  choices,
}: {
  userId: string
  groups: GroupChoice[]
  inRules: ReadonlySet<string>
  choices: { groups: GroupChoice[]; more: boolean }
}) {
  if (choices.groups.length === 0) return null
  const others = choices.groups.filter(({ id }) => !groups.some((group) => group.id === id))
  return (
    <Section title="Groups" description={groups.length === 0 ? 'Not in any group.' : undefined}>
      {groups.length > 0 && (
        <ul className="grid gap-2">
          {groups.map(({ id, name }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
              <Link
                prefetch={false}
                href={`/organization/groups/${id}`}
                className="min-w-0 [overflow-wrap:anywhere] pointer-coarse:py-3"
              >
                {name}
              </Link>
              {inRules.has(id) ? (
                <PageButton href={`/organization/users/${userId}/leave/${id}`} size="small">
                  Remove <span className="sr-only">from {name}</span>
                </PageButton>
              ) : (
                <ActionForm action={leaveGroup}>
                  <input type="hidden" name="userId" value={userId} />
                  <input type="hidden" name="groupId" value={id} />
                  <SubmitButton variant="secondary" size="small">
                    Remove <span className="sr-only">from {name}</span>
                  </SubmitButton>
                </ActionForm>
              )}
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ActionForm action={joinGroup} label="Add to a group">
          <input type="hidden" name="userId" value={userId} />
          <div className="flex max-w-100 flex-wrap items-end gap-2.5">
            <SelectField
              name="groupId"
              label="Add to a group"
              options={others.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SubmitButton variant="secondary">Add to group</SubmitButton>
          </div>
        </ActionForm>
      )}
      {choices.more && (
        <p className="text-sm text-muted">
          These are the first 100 groups. Find others under <Link href="/organization/groups">Groups</Link>.
        </p>
      )}
    </Section>
  )
}
