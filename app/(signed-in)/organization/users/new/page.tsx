import type { Metadata } from 'next'
import { ActionForm } from '@/components/action-form'
import { Card } from '@/components/card'
import { TextField } from '@/components/field'
import { LinkButton } from '@/components/link-button'
import { PageTitle } from '@/components/page-title'
import { SelectField } from '@/components/select-field'
import { SubmitButton } from '@/components/submit-button'
import { SwitchField } from '@/components/switch-field'
import { requireAdmin } from '@/lib/web/gates'
import { add } from './actions'

export const metadata: Metadata = { title: 'Add user' }

export default async function AddUserPage() {
  await requireAdmin()
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
            />
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
