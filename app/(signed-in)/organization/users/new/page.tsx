import { Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { titled } from '@/lib/web/titled'
import { JoiningFields } from '../joining-fields'
import { add } from './actions'

export const generateMetadata = titled(requireAdmin, 'Add user')

/** `role=admin` in the address: someone was led here to add an admin. */
export default async function AddUserPage({ searchParams }: PageProps) {
  await requireAdmin()
  const role = one((await searchParams).role) === 'admin' ? 'admin' : 'agent'
  return (
    <>
      <PageTitle title="Add user" back={{ href: '/organization/users', label: 'Users' }} />
      <div className="max-w-120">
        <Card padded>
          <ActionForm action={add}>
            <TextField name="name" label="Full name" autoComplete="off" required autoFocus />
            <TextField name="email" label="Email" type="email" autoComplete="off" required />
            <JoiningFields role={role} />
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
