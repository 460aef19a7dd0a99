import { and, eq } from 'drizzle-orm'
import * as oidc from 'openid-client'
import { beforeAll, expect, test } from 'vitest'
import { RelyingParty } from '../support/server/relying-party'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Visitor } from '../support/server/visitor'
import { closeRefreshTokens, reopenRefreshTokens } from '../support/world/closed-tables'

/*
 * Codes and tokens of the OpenID provider, used twice, at once, and by others. Two processes serve, on one database.
 */

let site: Site
let wiki: RelyingParty
beforeAll(async () => {
  site = await openSite({ WORKERS: '2' })
  wiki = await RelyingParty.of(site)
})

const codeFor = async (who: Resident, app = wiki) => app.codeFor(await site.signedIn(who))

test('a code that was used is worth nothing, and ends what it was used for', async () => {
  const ben = await site.seed.agent()
  const got = await codeFor(ben)
  const first = await wiki.redeem(got)
  expect(first.status).toBe(200)
  expect(await wiki.redeem(got)).toMatchObject({ status: 400, error: 'invalid_grant' })
  expect(await wiki.userinfoStatus(first.access_token)).toBe(401)
})

test('a code that is shown again ends what came from it, refreshed or not, and nothing that another tab holds', async () => {
  const phone = await RelyingParty.of(site, { publicClient: true, name: 'Phone' })
  for (const app of [wiki, phone]) {
    const visitor = await site.signedIn(await site.seed.agent())
    const first = (await app.enter(visitor)).tokens
    const got = await app.codeFor(visitor)
    const second = await app.redeem(got)
    const refreshed = await app.refresh(second.refresh_token ?? '')
    // As a double click, or a proxy that asks again, would.
    expect(await app.redeem(got)).toMatchObject({ status: 400, error: 'invalid_grant' })
    for (const { access_token, refresh_token } of [second, refreshed]) {
      expect(await app.userinfoStatus(access_token)).toBe(401)
      await expect(app.refresh(refresh_token ?? '')).rejects.toThrow()
    }
    expect(await app.userinfoStatus(first.access_token)).toBe(200)
    expect((await app.refresh(first.refresh_token ?? '')).access_token).toBeTruthy()
    // And whoever lost an answer signs in anew, without a page.
    expect(await app.userinfoStatus((await app.enter(visitor)).tokens.access_token)).toBe(200)
  }
})

test('of 20 exchanges of a code at once, at two processes, one succeeds at most', async () => {
  for (let round = 0; round < 5; round++) {
    const got = await codeFor(await site.seed.agent())
    const all = await Promise.all(Array.from({ length: 20 }, () => wiki.redeem(got)))
    // None does where another one came when it was spent already: that ends the grant before its tokens are there.
    expect(all.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
    expect(all.every(({ status, error }) => status === 200 || error === 'invalid_grant')).toBe(true)
  }
})

test('an exchange is one transaction: one that fails on the way has neither spent its code nor kept a token', async () => {
  const got = await codeFor(await site.seed.agent())
  const { oidcRows } = site.ctx().db.tables
  const kept = () => site.ctx().db.read.select().from(oidcRows).orderBy(oidcRows.model, oidcRows.key)
  const before = await kept()
  await closeRefreshTokens(site.place)
  expect((await wiki.redeem(got)).status).toBe(500)
  await reopenRefreshTokens(site.place)
  expect(await kept()).toEqual(before)
  expect((await wiki.redeem(got)).status).toBe(200)
})

test("the provider's session is written once, however many authorizations it is open for", async () => {
  const ben = await site.seed.agent()
  const browser = await site.signedIn(ben)
  const { db } = site.ctx()
  const { oidcRows } = db.tables
  const ofBen = and(eq(oidcRows.model, 'Session'), eq(oidcRows.userId, ben.id))
  const written = () => db.read.select().from(oidcRows).where(ofBen)
  await wiki.enter(browser)
  const first = await written()
  expect(first).toHaveLength(1)
  await wiki.enter(browser)
  expect(await written()).toEqual(first)
})

test('a code that was shown for someone who may not open the app is used all the same', async () => {
  const ctx = site.ctx()
  const { apps } = ctx.db.tables
  const club = await RelyingParty.of(site, { name: 'Club' })
  const openTo = (forEveryone: boolean) =>
    ctx.db.write((tx) => tx.update(apps).set({ forEveryone }).where(eq(apps.id, club.id)))
  const got = await codeFor(await site.seed.agent(), club)
  await openTo(false)
  expect(await club.redeem(got)).toMatchObject({ status: 400, error: 'invalid_grant' })
  await openTo(true)
  expect(await club.redeem(got)).toMatchObject({ status: 400, error: 'invalid_grant' })
})

test('a code is worth nothing to another app, with another verifier or without one, or after another address', async () => {
  const other = await RelyingParty.of(site, { name: 'Chat' })
  const ben = await site.seed.agent()
  const got = await codeFor(ben)
  expect(await other.redeem(got)).toMatchObject({ status: 400, error: 'invalid_grant' })
  const wrong = { ...got, verifier: oidc.randomPKCECodeVerifier() }
  expect(await wiki.redeem(wrong)).toMatchObject({ status: 400, error: 'invalid_grant' })
  const { code } = got
  const bare = { grant_type: 'authorization_code', code, redirect_uri: wiki.returnsTo }
  expect(await wiki.token(bare)).toMatchObject({ status: 400, error: 'invalid_grant' })
  const elsewhere = { ...bare, code_verifier: got.verifier, redirect_uri: `${wiki.returnsTo}/` }
  expect(await wiki.token(elsewhere)).toMatchObject({ status: 400, error: 'invalid_grant' })
  expect(await wiki.redeem(got, 'another-secret')).toMatchObject({
    status: 401,
    error: 'invalid_client',
  })
  // None of these has spent it.
  expect((await wiki.redeem(got)).status).toBe(200)
})

test('eight tabs, and eight apps, that are opened at once all sign in', async () => {
  const visitor = await site.signedIn(await site.seed.agent())
  // The cookies of an authorization are of its path alone, so each tab has its own.
  const tab = (of: Visitor) => site.visitor({ session: of.cookie('session') ?? '' })
  const tabs = await Promise.all(Array.from({ length: 8 }, () => wiki.enter(tab(visitor))))
  for (const { tokens } of tabs)
    expect((await wiki.refresh(tokens.refresh_token ?? '')).access_token).toBeTruthy()
  const apps = await Promise.all(
    Array.from({ length: 8 }, (_, n) => RelyingParty.of(site, { name: `App ${n}` })),
  )
  const entered = await Promise.all(apps.map((app) => app.enter(tab(visitor))))
  await wiki.enter(visitor)
  await Promise.all(apps.map((app) => app.enter(visitor)))
  for (const [n, { tokens }] of entered.entries())
    expect((await apps[n]?.refresh(tokens.refresh_token ?? ''))?.access_token).toBeTruthy()
})

test('an app with a secret that refreshes twice at once, or lost the answer, stays signed in', async () => {
  const { tokens } = await wiki.enter(await site.signedIn(await site.seed.agent()))
  const twice = await Promise.all([1, 2, 3].map(() => wiki.refresh(tokens.refresh_token ?? '')))
  for (const { refresh_token } of twice) expect(refresh_token).toBe(tokens.refresh_token)
  expect((await wiki.refresh(tokens.refresh_token ?? '')).access_token).toBeTruthy()
})

test('a public app gets the same successor again while that is unused; once it was used, the old one ends the grant', async () => {
  const phone = await RelyingParty.of(site, { publicClient: true, name: 'Phone' })
  const { tokens } = await phone.enter(await site.signedIn(await site.seed.agent()))
  const first = tokens.refresh_token ?? ''
  const both = await Promise.all([1, 2].map(() => phone.refresh(first)))
  const [successor, same] = both.map(({ refresh_token }) => refresh_token ?? '')
  expect(successor).not.toBe(first)
  expect(same).toBe(successor)
  // The answer was lost: asked for again.
  expect((await phone.refresh(first)).refresh_token).toBe(successor)
  const next = await phone.refresh(successor ?? '')
  expect(next.refresh_token).not.toBe(successor)
  await expect(phone.refresh(first)).rejects.toThrow()
  // Someone has had both: the grant is over.
  await expect(phone.refresh(next.refresh_token ?? '')).rejects.toThrow()
  expect(await wiki.userinfoStatus(next.access_token)).toBe(401)
})

test('a token of one app cannot be looked at or revoked by another', async () => {
  const other = await RelyingParty.of(site, { name: 'Chat' })
  const ben = await site.seed.agent()
  const { tokens } = await wiki.enter(await site.signedIn(ben))
  expect(await oidc.tokenIntrospection(other.config, tokens.access_token)).toEqual({ active: false })
  await oidc.tokenRevocation(other.config, tokens.access_token).catch(() => {})
  expect((await oidc.tokenIntrospection(wiki.config, tokens.access_token)).active).toBe(true)
  expect(await wiki.userinfoStatus(tokens.access_token)).toBe(200)
  await oidc.tokenRevocation(wiki.config, tokens.access_token)
  expect(await wiki.userinfoStatus(tokens.access_token)).toBe(401)
})
