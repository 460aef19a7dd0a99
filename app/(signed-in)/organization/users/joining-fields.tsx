import { CheckboxGroup } from '@/components/forms/checkbox-group'
import { SelectField } from '@/components/forms/select-field'
import { SwitchField } from '@/components/forms/switch-field'
import { groupChoices } from '@/lib/queries/groups/choices'
import { findPolicy } from '@/lib/queries/policy/find'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/** As what someone joins, and in which groups. `several`: the same for everyone in a list. `role`: what is chosen at first. */
export async function JoiningFields({
  several = false,
  role = 'agent',
}: {
  several?: boolean
  role?: 'agent' | 'admin'
}) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const [{ groups, more }, policy] = await Promise.all([groupChoices(ctx, admin), findPolicy(ctx, admin)])
  return (
    <>
      <SelectField
        name="role"
        label="Role"
        defaultValue={role}
        options={[
          { value: 'agent', label: 'Agent' },
          { value: 'admin', label: 'Admin' },
        ]}
        hint={`${several ? 'The same for all of them. ' : ''}Admins add people and decide who must have two-factor authentication.`}
      />
      <SwitchField
        name="twoFactorRequired"
        label="Enable 2FA"
        hint="They’ll set it up when they join and can’t turn it off."
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
    </>
  )
}
