import { ButtonRow, Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { PageButton } from '@/components/forms/page-button'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import type { UserDetails } from '@/lib/queries/users/find'
import { reactivate, setRole } from './actions'
import { arises } from './arises'

const explain: Record<UserDetails['status'], string> = {
  active: 'Suspending signs them out everywhere immediately.',
  suspended: 'Suspended. They can’t sign in.',
  invited: 'Removing makes the invitation link invalid.',
}

/** Role, suspension and removal. */
export function Access({ user }: { user: UserDetails }) {
  return (
    <>
      <Section
        title="Role"
        description={
          user.status === 'invited' ? 'Role they’ll have when they join.' : 'Changing it signs them out.'
        }
      >
        <ActionForm action={setRole} label="Role">
          <input type="hidden" name="userId" value={user.id} />
          <div className="flex max-w-100 flex-wrap items-end gap-2.5">
            <SelectField
              name="role"
              label="Role"
              defaultValue={user.role}
              options={[
                { value: 'agent', label: 'Agent' },
                { value: 'admin', label: 'Admin' },
              ]}
            />
            <SubmitButton variant="secondary">Change role</SubmitButton>
          </div>
        </ActionForm>
      </Section>
      <Section
        title="Access"
        description={explain[user.status]}
        aside={
          <ButtonRow>
            {user.status === 'suspended' && (
              <ActionForm action={reactivate}>
                <input type="hidden" name="userId" value={user.id} />
                <SubmitButton variant="secondary">Reactivate</SubmitButton>
              </ActionForm>
            )}
            {arises.suspend(user) && (
              <PageButton href={`/organization/users/${user.id}/suspend`}>Suspend</PageButton>
            )}
            <PageButton href={`/organization/users/${user.id}/remove`} variant="danger">
              Remove
            </PageButton>
          </ButtonRow>
        }
      />
    </>
  )
}
