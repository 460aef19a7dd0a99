import { ButtonRow, Section } from '@/components/display/card'
import { ActionDialog } from '@/components/forms/action-dialog'
import { ActionForm } from '@/components/forms/action-form'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import type { UserDetails } from '@/lib/queries/users/find'
import { reactivate, remove, setRole, suspend } from './actions'

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
            {user.status === 'active' && (
              <ActionDialog
                id="suspend"
                action={suspend}
                trigger="Suspend"
                title={`Suspend ${user.name}?`}
                confirm="Suspend"
                variant="secondary"
                destructive
              >
                <input type="hidden" name="userId" value={user.id} />
                <p className="text-muted">
                  They’re signed out everywhere immediately and can’t sign in until you reactivate them.
                  Nothing is deleted.
                </p>
              </ActionDialog>
            )}
            <ActionDialog
              id="remove"
              action={remove}
              trigger="Remove"
              title={`Remove ${user.name}?`}
              confirm="Remove"
              destructive
            >
              <input type="hidden" name="userId" value={user.id} />
              <p className="text-muted">
                Their account, authenticator and sessions are deleted for good. Their email address can be
                used again; the audit log keeps what they did.
              </p>
            </ActionDialog>
          </ButtonRow>
        }
      />
    </>
  )
}
