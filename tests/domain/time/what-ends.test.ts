import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { refreshSession } from '@/lib/acts/sessions/refresh'
import { abandonChallenge } from '@/lib/acts/sign-in/abandon'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { newToken } from '@/lib/crypto/token'
import { days, hours, later, minutes, seconds } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { findChallenge } from '@/lib/queries/challenges'
import { showEnrollment } from '@/lib/queries/enrollment'
import { findInvitation } from '@/lib/queries/invitations'
import { findLink } from '@/lib/queries/links'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findSession } from '@/lib/queries/sessions/find'
import { offerSetupKey, readEnrollment } from '@/lib/records/factors/enrollment'
import { issueLink } from '@/lib/records/links/link'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'

/*
 * Rows that have a time, made while the clock of the server was wrong. Once it is right they work no longer than if it had
 * been right all along, and what ended does not work again.
 */

const ahead = [
  ['a day', days(1)],
  ['an hour', hours(1)],
  ['ten minutes', minutes(10)],
] as const

/** Something that works for a while: whether it does now. */
type Works = () => Promise<boolean>

const makers: Record<string, (org: Organization, ben: Person) => Promise<Works>> = {
  async 'a session'({ ctx }, ben) {
    const { token } = await ben.openSession()
    return async () => (await findSession(ctx, token)) !== null
  },
  async 'a session of the extension'({ ctx }, ben) {
    const { token } = await ben.openSession({ channel: 'api' })
    return async () => (await findSession(ctx, token)) !== null
  },
  async 'a challenge'({ ctx }, ben) {
    const { token } = granted(await ben.enterPassword())
    return async () => (await findChallenge(ctx, token, 'web')) !== null
  },
  async 'a ticket'({ ctx }, ben) {
    const ticket = await ben.ticket()
    // Redeeming it spends it: what is asked is whether it could be, in a transaction that is undone.
    return async () => {
      const { challenges } = ctx.db.tables
      const before = await ctx.db.read.select().from(challenges).where(eq(challenges.userId, ben.id))
      const redeemed = await redeemTicket(ctx, ticket, 'web')
      for (const row of redeemed.ok ? before : [])
        await ctx.db.write((tx) => tx.insert(challenges).values(row).onConflictDoNothing())
      return redeemed.ok
    }
  },
  async 'a link for a new password'({ ctx }, ben) {
    const link = { purpose: 'password-reset', userId: ben.id, email: ben.email } as const
    const token = await ctx.db.write((tx) => issueLink(tx, ctx, link))
    return async () => (await findLink(ctx, token, 'password-reset')) !== null
  },
  async 'an invitation'(org) {
    const { invitation } = await org.agent({ invited: true })
    return async () => (await findInvitation(org.ctx, invitation)) !== null
  },
  async 'a setup key'({ ctx }, ben) {
    const signIn = { challengeId: (await ben.challenge()).challengeId }
    await ctx.db.write((tx) => offerSetupKey(tx, ctx, ben.id, signIn))
    return () => ctx.db.write(async (tx) => (await readEnrollment(tx, ctx, signIn)) !== null)
  },
  async 'recovery codes on show'({ ctx }, ben) {
    const member = await ben.enroll()
    return async () => (await shownCodes(ctx, member)) !== null
  },
}

for (const [name, make] of Object.entries(makers))
  for (const [words, by] of ahead)
    test(`${name}, made while the clock was ${words} ahead, does not work when it is right`, async () => {
      const org = await organization()
      const ben = await org.agent({ enrolled: name !== 'recovery codes on show' })
      org.world.clock.pass(minutes(5))
      org.world.clock.pass(by)
      const works = await make(org, ben)
      expect(await works()).toBe(true)
      org.world.clock.pass(-by)
      expect(await works()).toBe(false)
      // Nor when its time comes, for the server has swept meanwhile; an invitation has its life from now.
      await sweep(org.ctx)
      if (name === 'an invitation') {
        expect(await works()).toBe(true)
        org.world.clock.pass(hours(72))
      } else org.world.clock.pass(by)
      expect(await works()).toBe(false)
    })

for (const [name, make] of Object.entries(makers))
  test(`${name} that had ended does not work when the clock is set back`, async () => {
    const org = await organization()
    const ben = await org.agent({ enrolled: name !== 'recovery codes on show' })
    org.world.clock.pass(minutes(5))
    const works = await make(org, ben)
    for (const back of [hours(1), org.world.clock.now().getTime()]) {
      org.world.clock.pass(-back)
      expect(await works()).toBe(false)
      org.world.clock.pass(back)
    }
    expect(await works()).toBe(true)
  })

test('an access token does not outlive its ten minutes because the clock was ahead when it was renewed', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { refresh } = await ben.openSession({ channel: 'api', kind: 'mobile' })
  const ahead = hours(2)
  org.world.clock.pass(ahead)
  const next = granted(await refreshSession(org.ctx, { refreshToken: refresh?.token ?? '' }))
  org.world.clock.pass(-ahead)
  expect(await findSession(org.ctx, next.token)).toBeNull()
  const renewing = () => refreshSession(org.ctx, { refreshToken: next.refresh?.token ?? '' })
  expect(codeOf(await renewing())).toBe('token-invalid')
  await sweep(org.ctx)
  org.world.clock.pass(ahead)
  expect(codeOf(await renewing())).toBe('token-invalid')
})

test('a session that was used while the clock was ahead ends as if it had been used now', async () => {
  const org = await organization()
  const ben = await org.agent()
  const used = await ben.openSession()
  const unused = await ben.openSession()
  org.world.clock.pass(minutes(50))
  expect(await findSession(org.ctx, used.token)).not.toBeNull()
  expect(await findSession(org.ctx, unused.token)).not.toBeNull()
  org.world.clock.pass(-minutes(50))
  // One by its next use, the other by the sweep.
  expect(await findSession(org.ctx, used.token)).not.toBeNull()
  await sweep(org.ctx)
  org.world.clock.pass(minutes(60))
  expect(await findSession(org.ctx, used.token)).toBeNull()
  expect(await findSession(org.ctx, unused.token)).toBeNull()
})

test('a sign-in that was given up is over for good, whatever the clock does', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const accepted = granted(await ben.enterPassword())
  const challenger = await ben.challenge()
  await abandonChallenge(org.ctx, challenger)
  const { challenges } = org.ctx.db.tables
  const row = async () =>
    (await org.ctx.db.read.select().from(challenges).where(eq(challenges.id, challenger.challengeId)))[0]
  for (const back of [minutes(1), hours(1), org.world.clock.now().getTime() - 1]) {
    org.world.clock.pass(-back)
    expect((await row())?.expiresAt.getTime()).toBeLessThan(org.ctx.now().getTime())
    org.world.clock.pass(back)
  }
  expect(await findChallenge(org.ctx, accepted.token, 'web')).not.toBeNull()
})

test('a setup key of a time that has yet to come is not shown, and a new one is', async () => {
  const org = await organization()
  const ben = await org.agent({ required: true })
  const early = await ben.challenge()
  org.world.clock.pass(minutes(30))
  const first = granted(await startEnrollment(org.ctx, early)).setupKey
  org.world.clock.pass(-minutes(30))
  expect(granted(await startEnrollment(org.ctx, early)).setupKey).not.toBe(first)
  const member = await (await org.agent()).signIn()
  expect(await showEnrollment(org.ctx, member)).toBeNull()
})

test('links that undo or stop something work for their life from when the clock is right', async () => {
  const org = await organization()
  const ben = await org.agent()
  org.world.clock.pass(days(1))
  const link = { purpose: 'email-undo', userId: ben.id, email: ben.email } as const
  const token = await org.ctx.db.write((tx) => issueLink(tx, org.ctx, link))
  org.world.clock.pass(-days(1))
  await sweep(org.ctx)
  expect(await findLink(org.ctx, token, 'email-undo')).not.toBeNull()
  org.world.clock.pass(days(7))
  expect(await findLink(org.ctx, token, 'email-undo')).toBeNull()
  expect(await shownRequest(org.ctx, token)).toBeNull()
})

test('a clock that is far ahead for a while costs nobody what could not be had again', async () => {
  const org = await organization()
  const ben = await org.agent()
  const browser = newToken()
  await ben.signIn({ browser })
  const { invitation } = await org.agent({ invited: true })
  const link = { purpose: 'email-undo', userId: ben.id, email: ben.email } as const
  const undo = await org.ctx.db.write((tx) => issueLink(tx, org.ctx, link))
  const { browsers, auditEntries } = org.ctx.db.tables
  const entries = (await org.ctx.db.read.select().from(auditEntries)).length
  await sweep(org.ctx)
  org.world.clock.pass(days(3650))
  for (let minute = 0; minute < 60; minute++) await sweep(org.ctx)
  org.world.clock.pass(-days(3650))
  await sweep(org.ctx)
  expect(await findInvitation(org.ctx, invitation)).not.toBeNull()
  expect(await findLink(org.ctx, undo, 'email-undo')).not.toBeNull()
  expect(await org.ctx.db.read.select().from(browsers)).toHaveLength(1)
  expect(await org.ctx.db.read.select().from(auditEntries)).toHaveLength(entries)
})

test('a clock in 1970 sweeps nothing', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { token } = await ben.openSession()
  const back = org.world.clock.now().getTime() - seconds(30)
  org.world.clock.pass(-back)
  await sweep(org.ctx)
  expect(codeOf(await ben.enterPassword())).toBe('ok')
  org.world.clock.pass(back)
  expect(await findSession(org.ctx, token)).not.toBeNull()
  const { expiresAt } = granted(await ben.enterPassword())
  expect(expiresAt).toEqual(later(org.ctx.now(), minutes(10)))
})
