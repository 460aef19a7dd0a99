import { Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxGroup } from '@/components/forms/checkbox-group'
import { TextField } from '@/components/forms/field'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { SwitchField } from '@/components/forms/switch-field'
import { PageTitle } from '@/components/frame/page-title'
import { groupChoices } from '@/lib/queries/groups/choices'
import { findPolicy } from '@/lib/queries/policy/find'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { add } from './actions'

export const generateMetadata = titled(requireAdmin, 'Add user')

export default async function AddUserPage() {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const [{ groups, more }, policy] = await Promise.all([groupChoices(ctx, admin), findPolicy(ctx, admin)])
  return (
    <>
      <PageTitle title="Add user" back={{ href: '/organization/users', label: 'Users' }} />
      <div className="max-w-120">
        <Card padded>
          <ActionForm action={add}>
            <TextField name="name" label="Full name" autoComplete="off" required autoFocus />
            <TextField name="email" label="Email" type="email" autoComplete="off" required />
            <SelectField
              name="role"
              label="Role"
              defaultValue="agent"
              options={[
                { value: 'agent', label: 'Agent' },
                { value: 'admin', label: 'Admin' },
              ]}
              hint="Admins add people and decide who must have two-factor authentication."
            />
            <SwitchField
              name="twoFactorRequired"
              label="Enable 2FA"
              hint="They’ll scan a QR code when they join and can’t turn it off."
              defaultChecked={policy?.policyNewPeople ?? false}
            />
            {groups.length > 0 && (
              <CheckboxGroup
                name="groupIds"
                label="Groups"
                defaultValues={[]}
                options={groups.map(({ id, name }) => ({ value: id, label: name }))}
                hint={more && 'These are the first 100 groups. You can add them to others later.'}
              />
            )}
            <div className="flex flex-wrap gap-2.5">
              <SubmitButton>Add user</SubmitButton>
              <LinkButton href="/organization/users">Cancel</LinkButton>
            </div>
          </ActionForm>
        </Card>
      </div>
    </>
  )
}
