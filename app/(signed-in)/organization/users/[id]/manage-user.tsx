import Link from 'next/link'
import type { ReactNode } from 'react'
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
import { groupsInRules } from '@/lib/queries/groups/leaving'
import { findHelpRequest } from '@/lib/queries/help/open'
import { shownInvitation } from '@/lib/queries/invitations'
import { countTrustedBrowsers } from '@/lib/queries/trusted-browsers'
import { invitationDelivery, listUndelivered } from '@/lib/queries/undelivered'
import type { UserDetails } from '@/lib/queries/users/find'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { sendsMail } from '@/lib/web/product'
import { readerClock, readerZone } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { zoneInWords } from '@/lib/zone'
import { AuditTable } from '../../audit/audit-table'
import { WaitsForSecond } from '../../waits-for-second'
import { Access } from './access'
import { ContactPhone } from './contact-phone'
import { UserGroups } from './groups'
import { HelpNotice } from './help'
import { InvitationSection } from './invitation'
import { UserSessions } from './sessions'
import { UserTrustedBrowsers } from './trusted-browsers'
import { TwoFactorSection } from './two-factor'
import { UndeliveredSection } from './undelivered'

const statusBadge = {
  active: null,
  invited: <Badge>Invited</Badge>,
  suspended: <Badge tone="danger">Suspended</Badge>,
}

/**
 * The page of a person, for admins. `notice`: what it is to say, as its address has it. `children`: the dialog that stands open
 * above it, if one does.
 */
export async function ManageUser({
  user,
  notice,
  children,
}: {
  user: UserDetails
  notice?: string | undefined
  children?: ReactNode
}) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const { name } = user
  const [invitation, delivery, undelivered, audit, groups, inRules, choices, help, zone, clock, trusted] =
    await Promise.all([
      shownInvitation(ctx, admin, user.id),
      user.status === 'invited' ? invitationDelivery(ctx, admin, user.id) : null,
      listUndelivered(ctx, admin, user.id),
      listAudit(ctx, admin, { subjectId: user.id, limit: 10 }),
      groupsOfUser(ctx, admin, user.id),
      groupsInRules(ctx, admin),
      groupChoices(ctx, admin),
      findHelpRequest(ctx, admin, user.id),
      readerZone(admin),
      readerClock(admin),
      countTrustedBrowsers(ctx, admin, user.id),
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
      {help && !user.self && <HelpNotice request={help} clock={clock} />}
      <WaitsForSecond about={({ targetId }) => targetId === user.id} />
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
            ends={user.invitationEnds}
            clock={clock}
            token={invitation}
            delivery={delivery}
            saidAbove={added}
          />
        )}
        <UndeliveredSection userId={user.id} deliveries={undelivered} clock={clock} />
        <TwoFactorSection user={user} clock={clock} />
        {user.role === 'admin' && <ContactPhone own={user.self} userId={user.id} phone={user.contactPhone} />}
        <UserSessions user={user} clock={clock} />
        {!user.self && <UserTrustedBrowsers userId={user.id} trusted={trusted} />}
        <UserGroups userId={user.id} groups={groups} inRules={inRules} choices={choices} />
        {!user.self && <Access user={user} />}
      </Card>
      <Card>
        <Section
          title="Events"
          description={`Recent activity for this person. Times are in ${zoneInWords(zone.shown)}.`}
          aside={
            <LinkButton href={`/organization/audit?person=${user.id}`} size="small">
              Show all
            </LinkButton>
          }
        >
          <AuditTable entries={audit.entries} label={`Events of ${name}`} zone={zone.shown} flush />
        </Section>
      </Card>
      {children}
    </>
  )
}
