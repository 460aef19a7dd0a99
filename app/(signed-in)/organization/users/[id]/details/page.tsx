import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { ButtonRow, Card, Section } from '@/components/display/card'
import { Notice } from '@/components/display/notice'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { findUser, type UserDetails } from '@/lib/queries/users/find'
import { requireAdmin } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { correctEmail, correctName } from './actions'

type Props = PagePropsOf<{ id: string }>

const userOf = cache(async (id: string) => {
  const admin = await requireAdmin()
  return (await findUser(await requestContext(), admin, id)) ?? notFound()
})

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: `Name and email of ${(await userOf((await params).id)).name}`,
})

export default async function DetailsPage({ params }: Props) {
  const admin = await requireAdmin()
  const user = await userOf((await params).id)
  if (user.self) redirect('/profile/name')
  return (
    <>
      <PageTitle
        title={`Name and email of ${user.name}`}
        back={{ href: `/organization/users/${user.id}`, label: user.name }}
      />
      <div className="max-w-160">
        <Card>
          <Section title="Name" description="The audit log keeps the name they had before.">
            <div className="max-w-100">
              <ActionForm action={correctName} label="Name" leadsAway>
                <input type="hidden" name="userId" value={user.id} />
                <TextField
                  name="name"
                  label="Full name"
                  autoComplete="off"
                  defaultValue={user.name}
                  required
                />
                <ButtonRow>
                  <SubmitButton variant="secondary">Save name</SubmitButton>
                  <NotSaved />
                </ButtonRow>
              </ActionForm>
            </div>
          </Section>
          <Section title="Email" description={emailWords(user)}>
            {user.status === 'suspended' ? (
              <Notice>Reactivate this person before you change their email.</Notice>
            ) : (
              <div className="max-w-100">
                <ActionForm action={correctEmail} label="Email" leadsAway>
                  <input type="hidden" name="userId" value={user.id} />
                  <TextField
                    name="email"
                    label="New email"
                    type="email"
                    autoComplete="off"
                    placeholder={user.email}
                    required
                  />
                  <AccountName email={admin.email} />
                  <PasswordField name="password" label="Your password" required />
                  <ButtonRow>
                    <SubmitButton variant="secondary">
                      {user.status === 'invited' ? 'Change email' : 'Send link'}
                    </SubmitButton>
                    <NotSaved sends={user.status !== 'invited'} />
                  </ButtonRow>
                </ActionForm>
              </div>
            )}
          </Section>
        </Card>
      </div>
    </>
  )
}

const emailWords = ({ status, email }: UserDetails) =>
  status === 'invited'
    ? `It’s ${email}. The invitation is sent again, to the new address. The link sent before no longer works.`
    : `It’s ${email}. It changes once they confirm the link we send to the new address. Both addresses get an email.`
