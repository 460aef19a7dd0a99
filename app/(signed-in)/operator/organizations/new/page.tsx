import { Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { requireOperator } from '@/lib/web/gates'
import { titled } from '@/lib/web/titled'
import { addOrganizationAndAdmin } from '../actions'

export const generateMetadata = titled(requireOperator, 'Add organization')

export default async function AddOrganizationPage() {
  await requireOperator()
  return (
    <>
      <PageTitle
        title="Add organization"
        back={{ href: '/operator/organizations', label: 'Organizations' }}
      />
      <div className="max-w-120">
        <Card padded>
          <ActionForm action={addOrganizationAndAdmin}>
            <TextField name="organization" label="Organization" autoComplete="off" required autoFocus />
            <TextField name="name" label="Full name of its first admin" autoComplete="off" required />
            <TextField
              name="email"
              label="Email of its first admin"
              type="email"
              autoComplete="off"
              hint="They’ll get an invitation and set up two-factor authentication when they join."
              required
            />
            <div className="flex flex-wrap gap-2.5">
              <SubmitButton>Add organization</SubmitButton>
              <LinkButton href="/operator/organizations">Cancel</LinkButton>
            </div>
          </ActionForm>
        </Card>
      </div>
    </>
  )
}
