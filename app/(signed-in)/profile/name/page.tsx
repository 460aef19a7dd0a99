import type { Metadata } from 'next'
import { ButtonRow, Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { requireMember } from '@/lib/web/gates'
import { renameMyself } from './actions'

export const metadata: Metadata = { title: 'Change name' }

export default async function NamePage() {
  const member = await requireMember()
  return (
    <>
      <PageTitle title="Change name" back={{ href: '/profile', label: 'Profile' }} />
      <div className="max-w-120">
        <Card padded>
          <ActionForm action={renameMyself}>
            <TextField
              name="name"
              label="Full name"
              autoComplete="name"
              defaultValue={member.name}
              hint="Others in your organization see it, and apps you sign in to."
              required
              autoFocus
            />
            <ButtonRow>
              <SubmitButton>Save</SubmitButton>
              <LinkButton href="/profile">Cancel</LinkButton>
              <NotSaved />
            </ButtonRow>
          </ActionForm>
        </Card>
      </div>
    </>
  )
}
