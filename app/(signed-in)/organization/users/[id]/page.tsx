import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Badge } from '@/components/display/badge'
import { ButtonRow, Card, Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { Said } from '@/components/display/said'
import { PageTitle } from '@/components/frame/page-title'
import { addedWords } from '@/lib/messages/invitation'
import { roleWords } from '@/lib/messages/roles'
import { receiptWords } from '@/lib/messages/two-factor'
import { listAudit } from '@/lib/queries/audit/list'
import { groupChoices, groupsOfUser } from '@/lib/queries/groups/choices'
import { findHelpRequest } from '@/lib/queries/help/open'
import { shownInvitation } from '@/lib/queries/invitations'
import { invitationDelivery, listUndelivered } from '@/lib/queries/undelivered'
import { findUser } from '@/lib/queries/users/find'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { sendsMail } from '@/lib/web/product'
import { readerZone } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { AuditTable } from '../../audit/audit-table'
import { WaitsForSecond } from '../../waits-for-second'
import { Access } from './access'
import { ContactPhone } from './contact-phone'
import { UserGroups } from './groups'
import { HelpNotice } from './help'
import { InvitationSection } from './invitation'
import { UserSessions } from './sessions'
import { TwoFactorSection } from './two-factor'
import { UndeliveredSection } from './undelivered'

type Props = PagePropsOf<{ id: string }>

const userOf = cache(async (id: string) => {
  const admin = await requireAdmin()
  return (await findUser(await requestContext(), admin, id)) ?? notFound()
})

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await userOf((await params).id)).name,
})

const statusBadge = {
  active: null,
  invited: <Badge>Invited</Badge>,
  suspended: <Badge tone="danger">Suspended</Badge>,
}

export default async function ManageUserPage({ params, searchParams }: Props) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const user = await userOf((await params).id)
  const { name, notice } = { name: user.name, notice: one((await searchParams).notice) }
  const [invitation, delivery, undelivered, audit, groups, choices, help, zone] = await Promise.all([
    shownInvitation(ctx, admin, user.id),
    user.status === 'invited' ? invitationDelivery(ctx, admin, user.id) : null,
    listUndelivered(ctx, admin, user.id),
    listAudit(ctx, admin, { subjectId: user.id, limit: 10 }),
    groupsOfUser(ctx, admin, user.id),
    groupChoices(ctx, admin),
    findHelpRequest(ctx, admin, user.id),
    readerZone(admin),
  ])
  const added = notice === 'user-added' && user.status === 'invited'
  const said =
    added && sendsMail()
      ? { tone: 'success' as const, text: addedWords(name, user.email) }
      : await noticeOf(notice, name)
  const receipt =
    notice === 'two-factor-reset' &&
    receiptWords(audit.entries.find(({ event }) => event === 'two-factor.reset')?.detail ?? {})
  const role = roleWords[user.role]
  return (
    <>
      <PageTitle
        person
        title={name}
        subtitle={`${user.email} · ${role}${user.invitedBy ? ` · invited by ${user.invitedBy}` : ''}`}
        back={{ href: '/organization/users', label: 'Users' }}
        action={
          <ButtonRow>
            {statusBadge[user.status]}
            <LinkButton href={`/organization/users/${user.id}/details`}>
              {user.self ? 'Change name' : 'Change name or email'}
            </LinkButton>
          </ButtonRow>
        }
      />
      <Said said={said}>{receipt && <p>{receipt}</p>}</Said>
      {help && !user.self && <HelpNotice request={help} now={ctx.now()} />}
      <WaitsForSecond targetId={user.id} />
      {user.self && (
        <Notice>
          This is you. Use your <Link href="/profile">profile</Link>.
        </Notice>
      )}
      <Card>
        {user.status === 'invited' && (
          <InvitationSection
            userId={user.id}
            email={user.email}
            token={invitation}
            delivery={delivery}
            saidAbove={added}
          />
        )}
        <UndeliveredSection userId={user.id} deliveries={undelivered} now={ctx.now()} />
        <TwoFactorSection user={user} now={ctx.now()} />
        {user.role === 'admin' && <ContactPhone userId={user.id} phone={user.contactPhone} />}
        <UserSessions user={user} now={ctx.now()} />
        <UserGroups userId={user.id} groups={groups} choices={choices} />
        {!user.self && <Access user={user} />}
      </Card>
      <Card>
        <Section
          title="Events"
          description={`Recent activity for this person. Times are in ${zone.shown.replaceAll('_', ' ')}.`}
          aside={
            <LinkButton href={`/organization/audit?person=${user.id}`} size="small">
              Show all
            </LinkButton>
          }
        >
          <AuditTable entries={audit.entries} label={`Events of ${name}`} zone={zone.shown} flush />
        </Section>
      </Card>
    </>
  )
}
