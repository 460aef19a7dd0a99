import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { forgetTrustedBrowser } from '@/lib/acts/browsers/forget'
import { forgetBrowsersOfOther } from '@/lib/acts/browsers/forget-of-other'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { authenticationContext, isMultiFactor, singleFactor } from '@/lib/authentication-context'
import { digest } from '@/lib/crypto/token'
import { days, minutes } from '@/lib/duration'
import { findChallenge } from '@/lib/queries/challenges'
import { countTrustedBrowsers, listTrustedBrowsers } from '@/lib/queries/trusted-browsers'
import { refusalOf } from '@/lib/records/apps/admission'
import { demandColumns } from '@/lib/records/policy/demand'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditEvents, auditTrail } from '../../support/world/rows'
import { letsIn, letTrust, trusting } from '../../support/world/trusting'

test('for 30 days the password is enough in that browser, and no longer', async () => {
  const org = await organization()
  await letTrust(org)
  const agent = await org.agent({ enrolled: true })
  const { token } = await trusting(org, agent)
  expect(await letsIn(org, agent, token)).toBe(true)
  await org.world.clock.pass(days(30) - 60_000)
  expect(await letsIn(org, agent, token)).toBe(true)
  // Used a moment ago, and yet at its end.
  await org.world.clock.pass(60_000)
  expect(await letsIn(org, agent, token)).toBe(false)
})

test('only what the organization allows: off by default, agents, admins by choice, fewer days at once', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const admin = await org.anotherAdmin({ enrolled: true })
  expect(await letsIn(org, agent, (await trusting(org, agent)).token)).toBe(false)
  await letTrust(org)
  const { token } = await trusting(org, agent)
  expect(await letsIn(org, agent, token)).toBe(true)
  expect(await letsIn(org, admin, (await trusting(org, admin)).token)).toBe(false)
  await letTrust(org, { admins: true })
  const ofAdmin = await trusting(org, admin)
  expect(await letsIn(org, admin, ofAdmin.token)).toBe(true)
  await letTrust(org, { admins: false })
  expect(await letsIn(org, admin, ofAdmin.token)).toBe(false)

  await org.world.clock.pass(days(8))
  expect(await letsIn(org, agent, token)).toBe(true)
  await letTrust(org, { trust: '7' })
  expect(await letsIn(org, agent, token)).toBe(false)
  await letTrust(org, { trust: 'off', admins: true })
  expect(await letsIn(org, agent, token)).toBe(false)
  expect(await auditEvents(org.ctx, org.id)).toContain('policy.trust-changed')
})

test('a longer time holds for browsers trusted from then on', async () => {
  const org = await organization()
  await letTrust(org, { trust: '7' })
  const agent = await org.agent({ enrolled: true })
  const { token } = await trusting(org, agent)
  await letTrust(org, { trust: '30' })
  await org.world.clock.pass(days(8))
  expect(await letsIn(org, agent, token)).toBe(false)
})

test('the step says for how many days, to those who may', async () => {
  const org = await organization()
  await letTrust(org, { trust: '7' })
  const offered = async (person: { email: string; password: string }) => {
    const accepted = granted(await signInWithPassword(org.ctx, person, 'web'))
    return (await findChallenge(org.ctx, accepted.token, 'web'))?.trustDays
  }
  const agent = await org.agent({ enrolled: true })
  const admin = await org.anotherAdmin({ enrolled: true })
  expect(await offered(agent)).toBe(7)
  expect(await offered(admin)).toBe(null)
})

test('the session claims no second factor: an app that always asks, or asks for a recent one, gets it', async () => {
  const org = await organization()
  await letTrust(org)
  const agent = await org.agent({ enrolled: true, required: false })
  const { token } = await trusting(org, agent)
  const accepted = granted(await signInWithPassword(org.ctx, { ...agent, trustToken: token }, 'web'))
  granted(await redeemTicket(org.ctx, accepted.ticket ?? '', 'web'))
  const { organizations, sessions, users } = org.ctx.db.tables
  const [session] = (await org.ctx.db.read.select().from(sessions)).filter(
    ({ proof }) => proof === 'trusted-browser',
  )
  expect(session).toBeDefined()
  const proof = session?.proof ?? null
  expect(isMultiFactor(proof)).toBe(false)
  expect(authenticationContext(proof)).toEqual({ acr: singleFactor, amr: ['pwd'] })

  const people = await org.ctx.db.read
    .select({ id: users.id, demand: demandColumns({ users, organizations }) })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
  const person = people.find(({ id }) => id === agent.id)
  if (!person) throw new Error('Not there.')
  const required = { demand: { ...person.demand, twoFactorRequired: true } }
  const opens = (app: { twoFactor: 'person' | 'always'; freshHours: number | null }) =>
    refusalOf(
      { app: { suspendedAt: null, ...app }, person: required, assigned: true },
      { proof, signedInAt: org.ctx.now() },
      org.ctx.now(),
    )
  expect(opens({ twoFactor: 'person', freshHours: null })).toBe(null)
  expect(opens({ twoFactor: 'always', freshHours: null })).toBe('second-factor')
  expect(opens({ twoFactor: 'person', freshHours: 12 })).toBe('second-factor')
})

test('its owner sees it, forgets it, and nobody else can', async () => {
  const org = await organization()
  await letTrust(org)
  const agent = await org.agent({ enrolled: true })
  const { token, member } = await trusting(org, agent)
  const [listed] = await listTrustedBrowsers(org.ctx, member)
  expect(listed?.expiresAt.getTime()).toBe(org.ctx.now().getTime() + days(30))
  const other = await (await org.agent()).signIn()
  const input = { browserId: listed?.id ?? '' }
  expect(codeOf(await forgetTrustedBrowser(org.ctx, other, input))).toBe('browser-unknown')
  expect(await letsIn(org, agent, token)).toBe(true)
  granted(await forgetTrustedBrowser(org.ctx, member, input))
  expect(await listTrustedBrowsers(org.ctx, member)).toEqual([])
  expect(await letsIn(org, agent, token)).toBe(false)
  const events = await auditEvents(org.ctx, org.id)
  expect(events.filter((event) => event.startsWith('browser.'))).toEqual([
    'browser.trusted',
    'browser.trust-ended',
  ])
})

test('an admin sees how many browsers of someone are trusted, and has them all forgotten', async () => {
  const org = await organization()
  const { ctx } = org
  await letTrust(org)
  const [agent, other] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  const { token } = await trusting(org, agent)
  await org.world.clock.pass(minutes(1))
  await trusting(org, agent)
  const { token: others } = await trusting(org, other)
  const admin = await org.asAdmin()
  expect(await countTrustedBrowsers(ctx, admin, agent.id)).toBe(2)
  granted(await forgetBrowsersOfOther(ctx, admin, { userId: agent.id }))
  expect(await countTrustedBrowsers(ctx, admin, agent.id)).toBe(0)
  expect(await letsIn(org, agent, token)).toBe(false)
  expect(await letsIn(org, other, others)).toBe(true)
  const ended = (await auditTrail(ctx, org.id)).filter(({ event }) => event === 'browser.trust-ended')
  expect(ended.map(({ actor, subject }) => [actor, subject?.id])).toEqual(
    Array.from({ length: 2 }, () => [expect.objectContaining({ id: admin.userId }), agent.id]),
  )
  // There is nothing left to forget, and nothing to write down.
  granted(await forgetBrowsersOfOther(ctx, admin, { userId: agent.id }))
  expect((await auditEvents(ctx, org.id)).filter((event) => event === 'browser.trust-ended')).toHaveLength(2)
})

test('two people share a browser, each trusted for themselves; trusting again begins anew; ten at most', async () => {
  const org = await organization()
  await letTrust(org)
  const agent = await org.agent({ enrolled: true })
  const colleague = await org.agent({ enrolled: true })
  const { token, member } = await trusting(org, agent)
  expect(await letsIn(org, colleague, token)).toBe(false)
  await trusting(org, colleague, token)
  expect([await letsIn(org, agent, token), await letsIn(org, colleague, token)]).toEqual([true, true])
  await org.world.clock.pass(days(20))
  await trusting(org, agent, token)
  await org.world.clock.pass(days(20))
  expect([await letsIn(org, agent, token), await letsIn(org, colleague, token)]).toEqual([true, false])
  for (let n = 0; n < 10; n++) {
    await org.world.clock.pass(60_000)
    await trusting(org, agent)
  }
  const { trustedBrowsers } = org.ctx.db.tables
  const rows = (await org.ctx.db.read.select().from(trustedBrowsers)).filter(
    ({ userId }) => userId === agent.id,
  )
  expect(rows).toHaveLength(10)
  expect(rows.some(({ tokenDigest }) => tokenDigest.equals(digest(token)))).toBe(false)
  expect(member.userId).toBe(agent.id)
})
