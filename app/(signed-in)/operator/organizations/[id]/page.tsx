import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Badge } from '@/components/display/badge'
import { Card, Section } from '@/components/display/card'
import { InvitationLink } from '@/components/display/invitation-link'
import { Person } from '@/components/display/person'
import { Said } from '@/components/display/said'
import { ActionDialog } from '@/components/forms/action-dialog'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { findOrganization } from '@/lib/queries/organizations'
import { requireOperator } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import type { PagePropsOf } from '@/lib/web/page-props'
import { isOnlyHere, linkTo, sendsMail } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { InvitationDelivery } from '../../../invitation-delivery'
import { inviteFirstAgain, reactivateWhole, suspendWhole } from '../actions'

type Props = PagePropsOf<{ id: string }>

const organizationOf = cache(async (id: string) => {
  const operator = await requireOperator()
  return (await findOrganization(await requestContext(), operator, id)) ?? notFound()
})

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await organizationOf((await params).id)).name,
})

export default async function OrganizationPage({ params, searchParams }: Props) {
  const organization = await organizationOf((await params).id)
  const { id, name, suspendedAt, admins, invited } = organization
  const said = await noticeOf((await searchParams).notice, name)
  return (
    <>
      <PageTitle
        title={name}
        back={{ href: '/operator/organizations', label: 'Organizations' }}
        action={suspendedAt && <Badge tone="danger">Suspended</Badge>}
      />
      <Said said={said} />
      <Card>
        {invited && (
          <Section
            title="Invitation"
            description="Its admin hasn’t joined yet. The link works once and expires in 72 hours."
          >
            {invited.delivery && sendsMail() && (
              <InvitationDelivery email={invited.email} delivery={invited.delivery} />
            )}
            <InvitationLink
              link={invited.invitation && linkTo(`/invitation/${invited.invitation}`)}
              onlyHere={isOnlyHere()}
            />
            <ActionForm action={inviteFirstAgain}>
              <input type="hidden" name="organizationId" value={id} />
              <SubmitButton variant="secondary">New invitation link</SubmitButton>
            </ActionForm>
          </Section>
        )}
        <Section title="Admins" description="They manage everyone else in the organization.">
          <ul className="grid gap-3">
            {admins.map((admin) => (
              <li key={admin.id}>
                <Person
                  name={admin.name}
                  detail={`${admin.email}${admin.status === 'active' ? '' : ` · ${admin.status}`}`}
                />
              </li>
            ))}
          </ul>
        </Section>
        <Section
          title="Access"
          description={
            suspendedAt
              ? 'Suspended. Its people can’t sign in.'
              : 'Suspending signs all of its people out immediately.'
          }
          aside={
            suspendedAt ? (
              <ActionForm action={reactivateWhole}>
                <input type="hidden" name="organizationId" value={id} />
                <SubmitButton variant="secondary">Reactivate</SubmitButton>
              </ActionForm>
            ) : (
              <ActionDialog
                id="suspend"
                action={suspendWhole}
                trigger="Suspend"
                title={`Suspend ${name}?`}
                confirm="Suspend"
                destructive
              >
                <input type="hidden" name="organizationId" value={id} />
                <p className="text-muted">
                  Its people are signed out immediately and can’t sign in until you reactivate it. Nothing is
                  deleted.
                </p>
              </ActionDialog>
            )
          }
        />
      </Card>
    </>
  )
}
