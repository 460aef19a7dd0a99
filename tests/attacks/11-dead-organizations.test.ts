import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { handOver } from '@/lib/acts/sessions/hand-over'
import { refreshSession } from '@/lib/acts/sessions/refresh'
import { takeHandOver } from '@/lib/acts/sessions/take-hand-over'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { findChallenge } from '@/lib/queries/challenges'
import { findInvitation } from '@/lib/queries/invitations'
import { findLink } from '@/lib/queries/links'
import { findSession } from '@/lib/queries/sessions/find'
import { issueLink } from '@/lib/records/links/link'
import { sessionStands } from '@/lib/records/sessions/session'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { challengerOf } from '../support/world/person'

test('what people of a suspended organization still hold opens nothing, even where nothing of theirs was ended', async () => {
  const org = await organization()
  const { ctx } = org
  const agent = await org.agent({ enrolled: true })
  const { invitation } = await org.agent({ invited: true })
  const session = await agent.openSession()
  const member = await agent.signIn()
  const { token: handed } = granted(await handOver(ctx, member, { path: '/profile' }))
  const app = await agent.openSession({ channel: 'api' })
  const ticket = await agent.ticket()
  const challenge = granted(await agent.enterPassword()).token
  const challenger = await challengerOf(ctx, { token: challenge })
  const link = { purpose: 'password-reset', userId: agent.id, email: agent.email } as const
  const reset = await ctx.db.write((tx) => issueLink(tx, ctx, link))
  const { organizations } = ctx.db.tables
  const suspended = { suspendedAt: ctx.now() }
  await ctx.db.write((tx) => tx.update(organizations).set(suspended).where(eq(organizations.id, org.id)))

  expect(await findSession(ctx, session.token)).toBeNull()
  expect(await findSession(ctx, app.token)).toBeNull()
  expect(await ctx.db.write((tx) => sessionStands(tx, ctx, member))).toBe(false)
  const refreshToken = app.refresh?.token ?? ''
  expect(codeOf(await refreshSession(ctx, { refreshToken }))).toBe('token-invalid')
  expect(codeOf(await takeHandOver(ctx, { token: handed }))).toBe('hand-over-over')
  expect(codeOf(await redeemTicket(ctx, ticket, 'web'))).toBe('ticket-invalid')
  expect(await findChallenge(ctx, challenge, 'web')).toBeNull()
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(ctx, challenger, { code }))).toBe('challenge-over')
  expect(await findLink(ctx, reset, 'password-reset')).toBeNull()
  expect(await findInvitation(ctx, invitation)).toBeNull()
  const password = 'seven quiet umbrellas'
  expect(codeOf(await acceptInvitation(ctx, { token: invitation, password }))).toBe('invitation-over')
  expect(codeOf(await agent.enterPassword())).toBe('organization-suspended')
})
