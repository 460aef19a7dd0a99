import { expect, test } from 'vitest'
import { acceptInvitation, acceptInvitationInput } from '@/lib/acts/invitations/accept'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { removeUser } from '@/lib/acts/users/remove'
import { newToken } from '@/lib/crypto/token'
import { hours, minutes } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { findInvitation, shownInvitation } from '@/lib/queries/invitations'
import { beforeWrite } from '../../support/world/interleave'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { auditEvents, userRow } from '../../support/world/rows'

const join = async (org: Organization, { invitation, password }: Person) =>
  codeOf(await acceptInvitation(org.ctx, { token: invitation, password }))

test('accepting sets the password and signs the person in', async () => {
  const org = await organization()
  const { invitation, password, id } = await org.agent({ invited: true })
  const accepted = granted(await acceptInvitation(org.ctx, { token: invitation, password }))
  expect(accepted).toMatchObject({ userId: id, step: 'none' })
  expect(codeOf(await redeemTicket(org.ctx, accepted.ticket ?? '', 'web'))).toBe('ok')
  expect(await userRow(org.ctx, id)).toMatchObject({ status: 'active' })
  expect(await auditEvents(org.ctx, org.id)).toContain('user.joined')
})

test('where 2FA is required it leads straight to enrollment, and to no ticket', async () => {
  const org = await organization()
  const { invitation, password } = await org.agent({ invited: true, required: true })
  const accepted = granted(await acceptInvitation(org.ctx, { token: invitation, password }))
  expect(accepted).toMatchObject({ step: 'enrollment', ticket: null })
})

test('opening the link changes nothing; it works once', async () => {
  const org = await organization()
  const agent = await org.agent({ invited: true })
  for (let n = 0; n < 3; n++)
    expect(await findInvitation(org.ctx, agent.invitation)).toEqual({
      ...{ userId: agent.id, name: agent.name, email: agent.email, organizationName: org.name },
    })
  expect(await join(org, agent)).toBe('ok')
  expect(await join(org, agent)).toBe('invitation-over')
  expect(await findInvitation(org.ctx, agent.invitation)).toBeNull()
  const { invitations } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(invitations)).toEqual([])
})

test('of ten who accept one link at once, one does', async () => {
  const org = await organization()
  const agent = await org.agent({ invited: true })
  const answers = await Promise.all(Array.from({ length: 10 }, () => join(org, agent)))
  expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
  expect(answers.filter((answer) => answer === 'invitation-over')).toHaveLength(9)
})

test('a link lives for 72 hours', async () => {
  const org = await organization()
  const punctual = await org.agent({ invited: true })
  const late = await org.agent({ invited: true })
  org.world.clock.pass(hours(72) - 1)
  expect(await join(org, punctual)).toBe('ok')
  org.world.clock.pass(1)
  expect(await findInvitation(org.ctx, late.invitation)).toBeNull()
  expect(await join(org, late)).toBe('invitation-over')
})

test('a new link voids the old one, and revives an expired invitation', async () => {
  const org = await organization()
  const agent = await org.agent({ invited: true })
  org.world.clock.pass(hours(80))
  await sweep(org.ctx)
  const { invitation } = granted(await renewInvitation(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await join(org, agent)).toBe('invitation-over')
  agent.invitation = invitation
  expect(await join(org, agent)).toBe('ok')
  expect(await auditEvents(org.ctx, org.id)).toContain('user.invited')
})

test('only people who have not joined get a new link', async () => {
  const org = await organization()
  const agent = await org.agent()
  const admin = await org.asAdmin()
  expect(codeOf(await renewInvitation(org.ctx, admin, { userId: agent.id }))).toBe('already-joined')
  expect(codeOf(await renewInvitation(org.ctx, admin, { userId: 'nobody' }))).toBe('user-unknown')
})

test('a made-up link is none, and neither is one of someone removed', async () => {
  const org = await organization()
  const agent = await org.agent({ invited: true })
  for (const token of [newToken(), '', 'x'.repeat(64)])
    expect(codeOf(await acceptInvitation(org.ctx, { token, password: agent.password }))).toBe(
      'invitation-over',
    )
  granted(await removeUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await join(org, agent)).toBe('invitation-over')
})

test('a link that is replaced while the password is hashed is over', async () => {
  const org = await organization()
  const agent = await org.agent({ invited: true })
  const admin = await org.asAdmin()
  const raced = beforeWrite(org.ctx, 1, () => renewInvitation(org.ctx, admin, { userId: agent.id }))
  const { invitation: token, password } = agent
  expect(codeOf(await acceptInvitation(raced, { token, password }))).toBe('invitation-over')
  expect(await userRow(org.ctx, agent.id)).toMatchObject({ status: 'invited', passwordHash: null })
})

test('a common or personal password is refused, and the link still works', async () => {
  const org = await organization()
  const agent = await org.agent({ invited: true, name: 'Maximilian Featherstone' })
  const { invitation: token, password } = agent
  const accept = async (typed: string) => codeOf(await acceptInvitation(org.ctx, { token, password: typed }))
  expect(await accept('passwordpassword')).toBe('password-common')
  expect(await accept('featherstone2026!')).toBe('password-personal')
  expect(acceptInvitationInput.safeParse({ token, password: 'too short' }).success).toBe(false)
  expect(acceptInvitationInput.safeParse({ token, password, role: 'admin' }).success).toBe(false)
  expect(await accept(password)).toBe('ok')
})

test('the link is shown again for ten minutes, to admins of the organization, then swept away', async () => {
  const org = await organization()
  const agent = await org.agent({ invited: true })
  const admin = await org.asAdmin()
  expect(await shownInvitation(org.ctx, admin, agent.id)).toBe(agent.invitation)
  expect(await shownInvitation(org.ctx, admin, 'nobody')).toBeNull()
  org.world.clock.pass(minutes(10))
  expect(await shownInvitation(org.ctx, admin, agent.id)).toBeNull()
  await sweep(org.ctx)
  const { invitations } = org.ctx.db.tables
  const [row] = await org.ctx.db.read.select().from(invitations)
  expect(row).toMatchObject({ shown: null, shownUntil: null })
  expect(await join(org, agent)).toBe('ok')
  expect(await shownInvitation(org.ctx, admin, agent.id)).toBeNull()
})
