import type { ReactNode } from 'react'
import { Badge } from '@/components/display/badge'
import { Card, Section } from '@/components/display/card'
import { InvitationLink } from '@/components/display/invitation-link'
import { Person } from '@/components/display/person'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { PageButton } from '@/components/forms/page-button'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import type { OrganizationDetails } from '@/lib/queries/organizations'
import { noticeOf } from '@/lib/web/notices'
import { isOnlyHere, linkTo, sendsMail } from '@/lib/web/product'
import { InvitationDelivery } from '../../../invitation-delivery'
import { inviteFirstAgain, reactivateWhole } from '../actions'

/** The page of an organization, for operators. `notice`: what it is to say. `children`: the dialog that stands open above it. */
export async function ManageOrganization({
  organization,
  notice,
  children,
}: {
  organization: OrganizationDetails
  notice?: string | undefined
  children?: ReactNode
}) {
  const { id, name, suspendedAt, admins, invited } = organization
  const said = await noticeOf(notice, name)
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
              <PageButton href={`/operator/organizations/${id}/suspend`} variant="danger">
                Suspend
              </PageButton>
            )
          }
        />
      </Card>
      {children}
    </>
  )
}
