import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actors'
import { handOver } from '@/lib/acts/sessions/hand-over'
import { refreshSession } from '@/lib/acts/sessions/refresh'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { takeHandOver } from '@/lib/acts/sessions/take-hand-over'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context } from '@/lib/context'
import { newToken } from '@/lib/crypto/token'
import { hours, seconds } from '@/lib/duration'
import { findSession } from '@/lib/queries/sessions/find'
import { findHandOver } from '@/lib/queries/sessions/hand-over'
import { callApi } from '../support/server/api-client'
import { builtAction } from '../support/server/build-manifest'
import { openSite, type Site } from '../support/server/site'
import { type Organization, organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { memberOf, type Person } from '../support/world/person'
import { auditTrail } from '../support/world/rows'

/* The link from an app or extension to a page, which opens a session on the web. */

const path = '/profile'

async function inExtension(person: Person): Promise<{ member: Member; refreshToken: string }> {
  const opened = await person.openSession({ channel: 'api', kind: 'extension' })
  const member = await memberOf(person.world.ctx, opened.token)
  return { member, refreshToken: opened.refresh?.token ?? '' }
}

async function linkOf(ctx: Context, member: Member): Promise<string> {
  return granted(await handOver(ctx, member, { path })).token
}

const take = async (ctx: Context, token: string) => codeOf(await takeHandOver(ctx, { token }))

async function sessionRow({ ctx }: Organization, id: string) {
  const { sessions } = ctx.db.tables
  const [row] = await ctx.db.read.select().from(sessions).where(eq(sessions.id, id))
  return row
}

test('it opens a session on the web with the same proof, that ends when the first one does at the latest', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const { member } = await inExtension(ben)
  const first = await sessionRow(org, member.sessionId)
  // An hour before its absolute end; what is used stays alive.
  const { sessions } = org.ctx.db.tables
  const expiresAt = new Date(org.ctx.now().getTime() + hours(1))
  await org.ctx.db.write((tx) =>
    tx.update(sessions).set({ expiresAt }).where(eq(sessions.id, member.sessionId)),
  )
  const taken = granted(await takeHandOver(org.ctx, { token: await linkOf(org.ctx, member) }))
  expect(taken.path).toBe(path)
  const opened = granted(await redeemTicket(org.ctx, taken.ticket, 'web', newToken()))
  expect(await findSession(org.ctx, opened.token)).toMatchObject({
    userId: ben.id,
    channel: 'web',
    kind: 'web',
  })
  const second = await sessionRow(org, opened.sessionId)
  expect([first?.proof, second?.proof]).toEqual(['code', 'code'])
  expect(second?.expiresAt).toEqual(expiresAt)
  const trail = (await auditTrail(org.ctx, org.id)).slice(-2)
  expect(trail.map(({ event }) => event)).toEqual(['hand-over.used', 'sign-in.succeeded'])
})

test('of twenty who post one link at once, one gets a session', async () => {
  const org = await organization()
  const { member } = await inExtension(await org.agent())
  const token = await linkOf(org.ctx, member)
  const answers = await Promise.all(Array.from({ length: 20 }, () => take(org.ctx, token)))
  expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
})

test('it is over after 60 seconds, and once there is a newer one; looking at it spends nothing', async () => {
  const org = await organization()
  const { member } = await inExtension(await org.agent())
  const older = await linkOf(org.ctx, member)
  const newer = await linkOf(org.ctx, member)
  expect(await take(org.ctx, older)).toBe('hand-over-over')
  org.world.clock.pass(seconds(60) - 1)
  for (let n = 0; n < 3; n++) expect(await findHandOver(org.ctx, newer)).toMatchObject({ path })
  org.world.clock.pass(1)
  expect(await findHandOver(org.ctx, newer)).toBeNull()
  expect(await take(org.ctx, newer)).toBe('hand-over-over')
})

test('made while the clock was a day ahead, it does not work for longer once it is right', async () => {
  const org = await organization()
  const { member } = await inExtension(await org.agent())
  org.world.clock.pass(hours(24))
  const token = await linkOf(org.ctx, member)
  org.world.clock.pass(-hours(24))
  expect(await take(org.ctx, token)).toBe('hand-over-over')
})

const endings: Record<string, (org: Organization, member: Member) => Promise<unknown>> = {
  'signed out': (org, member) => signOut(org.ctx, member),
  'signed out by an admin': async (org, { userId }) => signOutUser(org.ctx, await org.asAdmin(), { userId }),
  suspended: async (org, { userId }) => suspendUser(org.ctx, await org.asAdmin(), { userId }),
}

test.each(Object.keys(endings))('%s meanwhile: the link is dead', async (ending) => {
  const org = await organization()
  const { member } = await inExtension(await org.agent())
  const token = await linkOf(org.ctx, member)
  await endings[ending]?.(org, member)
  expect(await findHandOver(org.ctx, token)).toBeNull()
  expect(await take(org.ctx, token)).toBe('hand-over-over')
  expect(codeOf(await handOver(org.ctx, member, { path }))).toBe('token-invalid')
})

test('it proves no more than the session did: past an enrollment that is required now it does not lead', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { member } = await inExtension(ben)
  const token = await linkOf(org.ctx, member)
  const { ticket } = granted(await takeHandOver(org.ctx, { token: await linkOf(org.ctx, member) }))
  const demand = { userId: ben.id, required: true, signOut: false }
  granted(await requireTwoFactor(org.ctx, await org.asAdmin(), demand))
  expect(await take(org.ctx, token)).toBe('hand-over-over')
  expect(await take(org.ctx, await linkOf(org.ctx, member))).toBe('hand-over-over')
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ticket-invalid')
})

test('where the refresh token of the first session is used twice, what it opened ends with it', async () => {
  const org = await organization()
  const { member, refreshToken } = await inExtension(await org.agent())
  const taken = granted(await takeHandOver(org.ctx, { token: await linkOf(org.ctx, member) }))
  const opened = granted(await redeemTicket(org.ctx, taken.ticket, 'web'))
  granted(await refreshSession(org.ctx, { refreshToken }))
  org.world.clock.pass(seconds(30))
  expect(codeOf(await refreshSession(org.ctx, { refreshToken }))).toBe('token-invalid')
  expect(await findSession(org.ctx, opened.token)).toBeNull()
})

test('it leads to pages of this server only, and no other token is one', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { token: bearer } = await ben.openSession({ channel: 'api', kind: 'extension' })
  const ask = (given: unknown) => callApi(org.ctx, 'POST', '/hand-over', { bearer, body: { path: given } })
  for (const elsewhere of [
    ...['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '', 'profile'],
    ...['/sign-in', '/hand-over/x', '/%0d%0aLocation: x', '/x'.repeat(300), ['/profile'], null],
  ])
    expect([elsewhere, (await ask(elsewhere)).status]).toEqual([elsewhere, 422])
  const made = await ask('/profile')
  expect(made.body).toEqual({
    link: expect.stringMatching(/^\/hand-over\/[\w-]{43}$/),
    expiresAt: new Date(org.ctx.now().getTime() + seconds(60)).toISOString(),
  })
  for (const token of [bearer, newToken(), '', 'x', (await ben.openSession()).token])
    expect(await take(org.ctx, token)).toBe('hand-over-over')
  const cookie = (await ben.openSession()).token
  expect((await callApi(org.ctx, 'POST', '/hand-over', { bearer: cookie, body: { path } })).status).toBe(401)
})

describe('in a browser', () => {
  let site: Site

  beforeAll(async () => {
    site = await openSite()
  })

  async function linkFor(email: string, password: string): Promise<string> {
    const json = { 'Content-Type': 'application/json' }
    const client = { kind: 'extension', name: 'Chrome on Linux' }
    const call = async (at: string, body: object, headers: Record<string, string> = {}) => {
      const visitor = site.visitor()
      const answer = await visitor.request('POST', at, { ...json, ...headers }, JSON.stringify(body))
      return JSON.parse(answer.body)
    }
    const { tokens } = await call('/api/v1/sign-in', { email, password, client })
    const bearer = { Authorization: `Bearer ${tokens.accessToken}` }
    return (await call('/api/v1/hand-over', { path }, bearer)).link
  }

  test('opening the link changes nothing and says who goes on; posting it signs in, once', async () => {
    const who = await site.seed.agent()
    const link = await linkFor(who.email, who.password)
    const visitor = site.visitor()
    const before = await site.snapshot()
    for (const method of ['GET', 'HEAD']) await visitor.request(method, link)
    const page = await visitor.get(link)
    expect(page.body).toContain(who.email)
    expect(page.headers['cache-control']).toContain('no-store')
    expect(page.headers['referrer-policy']).toBe('same-origin')
    expect(await site.snapshot()).toEqual(before)
    expect([...visitor.cookies]).toEqual([])
    expect((await visitor.submit(link, {}, 'Continue')).leadsTo).toBe(path)
    expect((await visitor.get(path)).body).toContain(who.email)
    // Opened again by someone who is signed in as the same person, it has nothing left to do.
    expect((await site.visitor().get(link)).body).toContain('This link was used or has expired')
  })

  test('whoever else was signed in there is named, and their session ends', async () => {
    const [who, other] = [await site.seed.agent(), await site.seed.agent({ name: 'Mallory Mason' })]
    const session = await site.openSession(other)
    const visitor = site.visitor({ session })
    const link = await linkFor(who.email, who.password)
    expect((await visitor.get(link)).body).toContain('Mallory Mason')
    expect((await visitor.submit(link, {}, 'Continue')).leadsTo).toBe(path)
    expect((await visitor.get(path)).body).toContain(who.email)
    expect(await site.opens(session)).toBe(false)
  })

  test('the same person is led on at once; a page of elsewhere cannot post it', async () => {
    const who = await site.seed.agent()
    const link = await linkFor(who.email, who.password)
    expect((await (await site.signedIn(who)).get(link)).leadsTo).toBe(path)
    const token = link.split('/').at(-1) ?? ''
    const lured = site.visitor()
    const answer = await lured.act(builtAction('continueHere'), { token }, { Origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
    expect([...lured.cookies]).toEqual([])
  })
})
