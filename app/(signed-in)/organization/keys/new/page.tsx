import { Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { TextField } from '@/components/forms/field'
import { PasswordField } from '@/components/forms/password-field'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { scopeWords } from '@/lib/messages/scopes'
import { twoFactorState } from '@/lib/queries/two-factor'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { SecondFactor } from '../../../second-factor'
import { createKey } from '../actions'

export const generateMetadata = titled(requireAdmin, 'Create key')

export default async function CreateKeyPage() {
  const admin = await requireAdmin()
  const { enabled } = await twoFactorState(await requestContext(), admin)
  return (
    <>
      <PageTitle title="Create key" back={{ href: '/organization/keys', label: 'API keys' }} />
      <div className="max-w-120">
        <Card padded>
          <ActionForm action={createKey}>
            <TextField
              name="name"
              label="Name"
              hint="What uses it, such as Nightly sync. The audit log shows this name."
              autoComplete="off"
              required
              autoFocus
            />
            <SelectField
              name="days"
              label="Expires"
              defaultValue="90"
              options={[
                { value: '30', label: 'In 30 days' },
                { value: '90', label: 'In 90 days' },
                { value: '180', label: 'In 180 days' },
                { value: '365', label: 'In a year' },
              ]}
              hint="It ends earlier if you’re suspended, removed, no longer an admin, or have your two-factor authentication reset."
            />
            <fieldset className="grid gap-2.5">
              <legend className="pb-1.5 font-medium">Scopes</legend>
              {Object.entries(scopeWords).map(([scope, words]) => (
                <CheckboxField
                  key={scope}
                  name={scope}
                  label={<span className="font-mono text-sm">{scope}</span>}
                  hint={words}
                />
              ))}
            </fieldset>
            <AccountName email={admin.email} />
            <PasswordField name="password" required />
            {enabled && <SecondFactor />}
            <div className="flex flex-wrap gap-2.5">
              <SubmitButton>Create key</SubmitButton>
              <LinkButton href="/organization/keys">Cancel</LinkButton>
            </div>
          </ActionForm>
        </Card>
      </div>
    </>
  )
}
