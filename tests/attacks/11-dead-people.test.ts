import { expect, test } from 'vitest'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { confirmEnrollment, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import { minutes } from '@/lib/duration'
import { findChallenge } from '@/lib/queries/challenges'
import { showEnrollment } from '@/lib/queries/enrollment'
import { findInvitation } from '@/lib/queries/invitations'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findSession } from '@/lib/queries/sessions/find'
import { Authenticator } from '../support/world/authenticator'
import { type Organization, organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { challengerOf } from '../support/world/person'
import { plantUser } from '../support/world/rows'

type Death = (org: Organization, userId: string) => Promise<void>

const deaths: Record<string, Death> = {
  suspended: async (org, userId) => granted(await suspendUser(org.ctx, await org.asAdmin(), { userId })),
  removed: async (org, userId) => granted(await removeUser(org.ctx, await org.asAdmin(), { userId })),
  'suspended and reactivated': async (org, userId) => {
    granted(await suspendUser(org.ctx, await org.asAdmin(), { userId }))
    granted(await reactivateUser(org.ctx, await org.asAdmin(), { userId }))
  },
}

test.each(Object.keys(deaths))('what someone %s still holds opens nothing', async (how) => {
  const org = await organization()
  const { ctx } = org
  const agent = await org.agent({ enrolled: true })
  const session = await agent.openSession()
  const member = await agent.signIn()
  const ticket = await agent.ticket()
  const challenge = granted(await agent.enterPassword()).token
  const challenger = await challengerOf(ctx, { token: challenge })
  org.world.clock.pass(minutes(5))
  await deaths[how]?.(org, agent.id)

  expect(await findSession(ctx, session.token)).toBeNull()
  expect(await findChallenge(ctx, challenge, 'web')).toBeNull()
  expect(codeOf(await redeemTicket(ctx, ticket, 'web'))).toBe('ticket-invalid')
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(ctx, challenger, { code }))).toBe('challenge-over')
  const recoveryCode = agent.recoveryCodes[0] ?? ''
  expect(codeOf(await finishWithRecoveryCode(ctx, challenger, { recoveryCode }))).toBe('challenge-over')
  expect(codeOf(await disableTwoFactor(ctx, member, { password: agent.password }))).not.toBe('ok')
  if (how === 'removed') expect(await shownCodes(ctx, member)).toBeNull()
  const again = codeOf(await agent.enterPassword())
  expect(again).toBe({ suspended: 'account-suspended', removed: 'credentials-wrong' }[how] ?? 'ok')
})

test('someone who is not active is nobody, even where nothing of theirs was ended', async () => {
  const org = await organization()
  const { ctx } = org
  for (const status of ['suspended', 'invited'] as const) {
    const agent = await org.agent({ enrolled: true })
    const session = await agent.openSession()
    const ticket = await agent.ticket()
    const challenge = granted(await agent.enterPassword()).token
    const challenger = await challengerOf(ctx, { token: challenge })
    await plantUser(ctx, agent.id, { status })
    expect(await findSession(ctx, session.token)).toBeNull()
    expect(await findChallenge(ctx, challenge, 'web')).toBeNull()
    expect(codeOf(await redeemTicket(ctx, ticket, 'web'))).toBe('ticket-invalid')
    const code = await agent.phone.nextCode()
    expect(codeOf(await finishWithCode(ctx, challenger, { code }))).toBe('challenge-over')
    expect(codeOf(await agent.enterPassword())).toBe('account-suspended')
  }
})

test.each(Object.keys(deaths))('a setup key that waits is dead with someone %s', async (how) => {
  const org = await organization()
  const { ctx } = org
  const agent = await org.agent()
  const member = await agent.signIn()
  granted(await beginEnrollment(ctx, member, { password: agent.password }))
  const shown = await showEnrollment(ctx, member)
  await deaths[how]?.(org, agent.id)
  expect(await showEnrollment(ctx, member)).toBeNull()
  const code = await new Authenticator(shown?.setupKey ?? '', { clock: org.world.clock }).shownCode()
  expect(codeOf(await confirmEnrollment(ctx, member, { code }))).toBe('enrollment-over')
  const { enrollments } = ctx.db.tables
  expect(await ctx.db.read.select().from(enrollments)).toEqual([])
})

test.each(Object.keys(deaths))('a sign-in that waits for enrollment is dead with someone %s', async (how) => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  const { setupKey } = granted(await startEnrollment(org.ctx, challenger))
  await deaths[how]?.(org, agent.id)
  const code = await new Authenticator(setupKey, { clock: org.world.clock }).shownCode()
  expect(codeOf(await startEnrollment(org.ctx, challenger))).toBe('challenge-over')
  expect(codeOf(await finishWithEnrollment(org.ctx, challenger, { code }))).toBe('enrollment-over')
})

test('an invitation is dead once its person is removed, was renewed, or has joined', async () => {
  const org = await organization()
  const password = 'seven quiet umbrellas'
  const removed = await org.agent({ invited: true })
  granted(await removeUser(org.ctx, await org.asAdmin(), { userId: removed.id }))
  const renewed = await org.agent({ invited: true })
  granted(await renewInvitation(org.ctx, await org.asAdmin(), { userId: renewed.id }))
  const joined = await org.agent()
  const expired = await org.agent({ invited: true })
  for (const { invitation } of [removed, renewed, joined]) {
    expect(await findInvitation(org.ctx, invitation)).toBeNull()
    expect(codeOf(await acceptInvitation(org.ctx, { token: invitation, password }))).toBe('invitation-over')
  }
  org.world.clock.pass(minutes(72 * 60))
  expect(codeOf(await acceptInvitation(org.ctx, { token: expired.invitation, password }))).toBe(
    'invitation-over',
  )
})

test('of fifty who accept one invitation at once, one joins', async () => {
  const org = await organization()
  const { invitation } = await org.agent({ invited: true })
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      acceptInvitation(org.ctx, { token: invitation, password: `seven quiet umbrellas ${n}` }),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('someone merely invited cannot sign in, with any password', async () => {
  const org = await organization()
  const agent = await org.agent({ invited: true })
  for (const password of ['', ' ', 'null', 'undefined', agent.password, agent.invitation])
    expect(codeOf(await agent.enterPassword(password))).toBe('credentials-wrong')
})
