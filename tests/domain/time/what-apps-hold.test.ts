import { createHash, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Member } from '@/lib/actors'
import { addApp, addAppInput } from '@/lib/acts/apps/add'
import { renewSecret } from '@/lib/acts/apps/renew-secret'
import { enterSite } from '@/lib/acts/gates/enter'
import { openGate } from '@/lib/acts/gates/open'
import { keepRow } from '@/lib/acts/oidc/keep'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { newToken } from '@/lib/crypto/token'
import { days, hours, later, minutes, seconds } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { clientOf, isSecretOf } from '@/lib/oidc/client'
import { findApiKey } from '@/lib/queries/api-keys/find'
import { findGate } from '@/lib/queries/gates'
import { findClient } from '@/lib/queries/oidc/client'
import { findRow } from '@/lib/queries/oidc/rows'
import type { Model } from '@/lib/records/oidc/rows'
import { keyIn } from '../../support/world/api-keys'
import { added, signedInTo } from '../../support/world/apps'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'

/*
 * What apps, sites behind a proxy and programs hold, made while the clock of the server was wrong, and looked at once it
 * is right: as in what-ends.test.ts.
 */

/** Something that works for a while: whether it does now. */
type Works = () => Promise<boolean>
type Make = (org: Organization, member: Member) => Promise<Works>

const host = 'wiki.example.com'

/** A site behind a proxy, opened by this member, and what their browser keeps for it. */
async function ticketTo(org: Organization, member: Member) {
  const site = addAppInput.parse({ what: 'site', name: 'Wiki', address: `https://${host}`, redirectUris: '' })
  await addApp(org.ctx, await org.asAdmin(), site)
  const nonce = createHash('sha256').update(newToken()).digest('base64url')
  const step = granted(await openGate(org.ctx, member, { host, nonce }))
  if (step.step !== 'enter') throw new Error(`No ticket, but ${step.step}.`)
  return { ticket: step.ticket, host, nonceDigest: nonce }
}

/** A row of the provider, on a grant of its own. `offline`: it outlives the session. */
const kept =
  (model: Model, lasts: number, offline = false): Make =>
  async (org, { userId, sessionId }) => {
    const { appId } = await added(org)
    const owner = { accountId: userId, clientId: appId }
    const grantId = randomUUID()
    const scope = offline ? 'openid offline_access' : 'openid'
    const portal = { sessionId, userId }
    const opening = { providerSession: randomUUID(), sid: randomUUID() }
    const grant = { ...owner, openid: { scope } }
    const keep = async (kind: Model, id: string, payload: object, life: number) => {
      const over = await keepRow(
        org.ctx,
        { model: kind, id, payload: { ...payload }, lasts: life / 1000 },
        portal,
        opening,
      )
      if (over) throw new Error('This session is over.')
    }
    await keep('Grant', grantId, grant, days(180))
    const id = newToken()
    await keep(model, id, { ...owner, grantId }, lasts)
    return async () => (await findRow(org.ctx, model, id)) !== null
  }

const makers: Record<string, Make> = {
  async 'a ticket to a site'(org, member) {
    const entrance = await ticketTo(org, member)
    const { gateTickets } = org.ctx.db.tables
    // To use it is to spend it: it is put back.
    return async () => {
      const before = await org.ctx.db.read.select().from(gateTickets)
      const entered = await enterSite(org.ctx, entrance)
      if (entered.ok) await org.ctx.db.write((tx) => tx.insert(gateTickets).values(before))
      return entered.ok
    }
  },
  async 'a gate'(org, member) {
    const { token } = granted(await enterSite(org.ctx, await ticketTo(org, member)))
    return async () => (await findGate(org.ctx, token, host, false)) !== null
  },
  'a code': kept('AuthorizationCode', seconds(60)),
  'an access token': kept('AccessToken', minutes(10)),
  'a refresh token': kept('RefreshToken', days(30)),
  'a refresh token for while someone is away': kept('RefreshToken', days(180), true),
}

/** Someone who has been signed in for a while, and can be for as long as the clock is off. */
async function someone(org: Organization) {
  const member = await (await org.agent()).signIn()
  const { sessions } = org.ctx.db.tables
  const ends = later(org.ctx.now(), days(30))
  await org.ctx.db.write((tx) =>
    tx
      .update(sessions)
      .set({ expiresAt: ends, idleExpiresAt: ends })
      .where(eq(sessions.id, member.sessionId)),
  )
  org.world.clock.pass(minutes(5))
  return member
}

for (const [name, make] of Object.entries(makers)) {
  test.each([
    ['a day', days(1)],
    ['an hour', hours(1)],
    ['ten minutes', minutes(10)],
  ])(`${name}, made while the clock was %s ahead, does not work when it is right`, async (_, by) => {
    const org = await organization()
    const member = await someone(org)
    org.world.clock.pass(by)
    const works = await make(org, member)
    expect(await works()).toBe(true)
    org.world.clock.pass(-by)
    expect(await works()).toBe(false)
    // Nor when its time comes, for the server has swept meanwhile.
    await sweep(org.ctx)
    org.world.clock.pass(by)
    expect(await works()).toBe(false)
  })

  test(`${name} does not work while the clock is set back to before it was made, and does again when it is right`, async () => {
    const org = await organization()
    const works = await make(org, await someone(org))
    for (const back of [hours(1), org.world.clock.now().getTime()]) {
      org.world.clock.pass(-back)
      expect(await works()).toBe(false)
      org.world.clock.pass(back)
    }
    expect(await works()).toBe(true)
  })
}

test('an API key that was made while the clock was ahead works as long as was asked for from when it is right', async () => {
  const org = await organization()
  await org.asAdmin()
  org.world.clock.pass(days(1))
  const { token } = await keyIn(org, { days: 2 })
  const works = async () => (await findApiKey(org.ctx, token)) !== null
  expect(await works()).toBe(true)
  org.world.clock.pass(-days(1))
  expect(await works()).toBe(false)
  await sweep(org.ctx)
  expect(await works()).toBe(true)
  org.world.clock.pass(days(2) - seconds(1))
  expect(await works()).toBe(true)
  org.world.clock.pass(seconds(1))
  expect(await works()).toBe(false)
})

test('an API key that expired works again at no time', async () => {
  const org = await organization()
  const { token } = await keyIn(org, { days: 1 })
  const works = async () => (await findApiKey(org.ctx, token)) !== null
  for (const back of [hours(1), org.world.clock.now().getTime()]) {
    org.world.clock.pass(-back)
    expect(await works()).toBe(false)
    org.world.clock.pass(back)
  }
  expect(await works()).toBe(true)
  org.world.clock.pass(days(1))
  expect(await works()).toBe(false)
})

/** An app whose secret was replaced; whether the one before still works. */
async function replaced(org: Organization) {
  const { appId, secret } = await added(org)
  granted(await renewSecret(org.ctx, await org.asAdmin(), { appId, keepFormer: true }))
  const is = async (given: string | null) => {
    const app = await findClient(org.ctx, appId)
    if (!app || given === null) throw new Error('There is no such app.')
    const client = clientOf(app, new URL('https://id.example.com'))
    return isSecretOf(client as Parameters<typeof isSecretOf>[0], given, org.ctx.now())
  }
  return { works: () => is(secret), appId }
}

test.each([
  ['a day', days(1)],
  ['an hour', hours(1)],
  ['ten years', days(3650)],
])(
  'a former secret whose successor was made while the clock was %s ahead works for 24 hours from when it is right',
  async (_, by) => {
    const org = await organization()
    org.world.clock.pass(by)
    const { works } = await replaced(org)
    org.world.clock.pass(-by)
    await sweep(org.ctx)
    expect(await works()).toBe(true)
    org.world.clock.pass(hours(24) - seconds(1))
    expect(await works()).toBe(true)
    org.world.clock.pass(seconds(1))
    expect(await works()).toBe(false)
  },
)

test('a former secret that has ended does not work again when the clock is set back', async () => {
  const org = await organization()
  const { works } = await replaced(org)
  org.world.clock.pass(hours(24))
  await sweep(org.ctx)
  org.world.clock.pass(-days(1))
  expect(await works()).toBe(false)
})

test('an app is told at once of a sign-out that happened while the clock was ahead', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const { apps, logoutNotices } = org.ctx.db.tables
  await org.ctx.db.write((tx) =>
    tx.update(apps).set({ backchannelUri: 'https://wiki.example.com/out' }).where(eq(apps.id, appId)),
  )
  const member = await someone(org)
  await signedInTo(org, appId, member)
  org.world.clock.pass(days(1))
  await signOut(org.ctx, member)
  org.world.clock.pass(-days(1))
  await sweep(org.ctx)
  const now = org.ctx.now()
  expect(await org.ctx.db.read.select().from(logoutNotices)).toMatchObject([
    { dueAt: now, expiresAt: later(now, days(1)), attempts: 0 },
  ])
})
