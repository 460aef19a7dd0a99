import { and, eq, isNull } from 'drizzle-orm'
import * as oidc from 'openid-client'
import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { type policyDraft, savePolicy } from '@/lib/acts/policy/save'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { suspendUser } from '@/lib/acts/users/suspend'
import { days } from '@/lib/duration'
import { previewPolicy } from '@/lib/queries/policy/find'
import { RelyingParty } from '../support/server/relying-party'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Visitor } from '../support/server/visitor'
import { foreigners } from '../support/world/foreigners'

/*
 * People who may not open an app, or may no longer, at each endpoint of the OpenID provider.
 */

let site: Site
let wiki: RelyingParty
beforeAll(async () => {
  site = await openSite({ WORKERS: '2' })
  wiki = await RelyingParty.of(site)
})

const codeFor = async (who: Resident, app = wiki) => app.codeFor(await site.signedIn(who))

const noLonger = async (tokens: { access_token: string; refresh_token?: string }) => {
  expect(await wiki.userinfoStatus(tokens.access_token)).toBe(401)
  await expect(wiki.refresh(tokens.refresh_token ?? '')).rejects.toThrow()
}

const silently = async (visitor: Visitor, app = wiki) => {
  const { url } = await app.begin({ prompt: 'none' })
  return (await app.follow(visitor, url)).searchParams.get('error')
}

test('someone who signed out, was suspended or was reset is refused at each endpoint', async () => {
  const admin = await site.seed.asAdmin()
  const ends: ((who: Resident, session: string) => Promise<unknown>)[] = [
    async (_, session) => signOut(site.ctx(), await site.memberOf(session)),
    (who) => suspendUser(site.ctx(), admin, { userId: who.id }),
    (who) => resetTwoFactor(site.ctx(), admin, { userId: who.id }),
  ]
  for (const end of ends) {
    const who = await site.seed.agent({ enrolled: true })
    const session = await site.openSession(who)
    const visitor = site.visitor({ session })
    const { tokens } = await wiki.enter(visitor)
    const got = await codeFor(who)
    await end(who, session)
    await noLonger(tokens)
    expect(await silently(visitor)).toBe('login_required')
    if (end !== ends[0]) expect((await wiki.redeem(got)).error).toBe('invalid_grant')
  }
})

test('an app is for the groups it was given to, asked at each endpoint, and nobody learns of another organization’s', async () => {
  const ctx = site.ctx()
  const { apps } = ctx.db.tables
  const closed = await RelyingParty.of(site, { name: 'Closed' })
  const visitor = await site.signedIn(await site.seed.agent())
  const { tokens } = await closed.enter(visitor)
  await ctx.db.write((tx) => tx.update(apps).set({ forEveryone: false }).where(eq(apps.id, closed.id)))
  expect(await wiki.userinfoStatus(tokens.access_token)).toBe(401)
  await expect(closed.refresh(tokens.refresh_token ?? '')).rejects.toThrow()
  expect(await silently(visitor, closed)).toBe('access_denied')
  const begun = await closed.begin()
  const page = await visitor.get((await closed.follow(visitor, begun.url)).pathname)
  expect(page.body).toContain('isn’t allowed to use Closed')
})

test('an app that was suspended opens for nobody', async () => {
  const off = await RelyingParty.of(site, { name: 'Off' })
  const visitor = await site.signedIn(await site.seed.agent())
  const { tokens } = await off.enter(visitor)
  const suspended = await suspendApp(site.ctx(), await site.seed.asAdmin(), { appId: off.id })
  expect(suspended.ok).toBe(true)
  expect(await wiki.userinfoStatus(tokens.access_token)).toBe(401)
  expect(await silently(visitor, off)).toBe('access_denied')
})

test('whoever must have a second factor and has not set it up opens no app with a session of before', async () => {
  const who = await site.seed.agent()
  const visitor = await site.signedIn(who)
  await wiki.enter(visitor)
  await site.seed.require(who, { signOut: false })
  expect(await silently(visitor)).toBe('unmet_authentication_requirements')
  const begun = await wiki.begin()
  expect((await wiki.follow(visitor, begun.url)).pathname).toBe('/sign-in')
})

test('whoever the policy asks opens no app, and what apps hold of them ends with its hour, or a day later', async () => {
  const [ben, mei] = [await site.seed.agent(), await site.seed.agent({ enrolled: true })]
  const groupIds = [await site.seed.group('Ruled', [ben, mei])]
  const [bens, meis] = [await site.signedIn(ben), await site.signedIn(mei)]
  const [tokens, others] = [(await wiki.enter(bens)).tokens, (await wiki.enter(meis)).tokens]
  const rule = { who: 'groups', groupIds, from: 'at-once', newPeople: false } as const
  await saveRule({ ...rule, sessions: 'day' })
  expect(await wiki.userinfoStatus(tokens.access_token)).toBe(200)
  expect(await silently(bens)).toBe('unmet_authentication_requirements')
  await saveRule({ ...rule, sessions: 'end' })
  await noLonger(tokens)
  expect(await silently(bens)).toBe('login_required')
  await saveRule({ ...rule, who: 'nobody', groupIds: [], sessions: 'end' })
  expect(await wiki.userinfoStatus(others.access_token)).toBe(200)
})

/** By an admin who saw what it does. */
async function saveRule(draft: z.output<typeof policyDraft>): Promise<void> {
  const [ctx, admin] = [site.ctx(), await site.seed.asAdmin()]
  const shown = (await previewPolicy(ctx, admin, draft)).mark
  expect(await savePolicy(ctx, admin, { ...draft, shown })).toMatchObject({ ok: true })
}

test('what an app keeps of them while they are away ends within a day, too', async () => {
  const who = await site.seed.agent()
  const visitor = await site.signedIn(who)
  const begun = await wiki.begin({ prompt: 'consent', scope: 'openid offline_access' })
  const asked = await wiki.follow(visitor, begun.url)
  const said = await visitor.submit(asked.pathname, {}, 'Continue')
  const at = await wiki.follow(visitor, new URL(said.leadsTo ?? '', site.server.origin))
  await wiki.exchange(at, begun)
  await site.seed.require(who, { signOut: false })
  const ctx = site.ctx()
  const { oidcRows } = ctx.db.tables
  const away = and(eq(oidcRows.userId, who.id), isNull(oidcRows.sessionId))
  const rows = await ctx.db.read.select().from(oidcRows).where(away)
  expect(rows.map(({ model }) => model).toSorted()).toEqual(
    expect.arrayContaining(['AccessToken', 'Grant', 'RefreshToken']),
  )
  for (const { model, expiresAt } of rows)
    expect(expiresAt?.getTime(), model).toBeLessThanOrEqual(Date.now() + days(1))
})

test('an app that asks for a second factor gets nobody without one', async () => {
  const ctx = site.ctx()
  const { apps } = ctx.db.tables
  const vault = await RelyingParty.of(site, { name: 'Vault' })
  const visitor = await site.signedIn(await site.seed.agent())
  const { tokens } = await vault.enter(visitor)
  await ctx.db.write((tx) => tx.update(apps).set({ twoFactor: 'always' }).where(eq(apps.id, vault.id)))
  expect(await wiki.userinfoStatus(tokens.access_token)).toBe(401)
  await expect(vault.refresh(tokens.refresh_token ?? '')).rejects.toThrow()
  expect(await silently(visitor, vault)).toBe('unmet_authentication_requirements')
})

test('a token is not active at introspection for whom the app may not know any more', async () => {
  const ctx = site.ctx()
  const { apps } = ctx.db.tables
  for (const closed of [{ forEveryone: false }, { twoFactor: 'always' as const }]) {
    const app = await RelyingParty.of(site, { name: 'Api' })
    const { tokens } = await app.enter(await site.signedIn(await site.seed.agent()))
    const held = [tokens.access_token, tokens.refresh_token ?? '']
    const active = async () =>
      Promise.all(held.map(async (token) => (await oidc.tokenIntrospection(app.config, token)).active))
    expect(await active()).toEqual([true, true])
    await ctx.db.write((tx) => tx.update(apps).set(closed).where(eq(apps.id, app.id)))
    expect(await active()).toEqual([false, false])
  }
})

test('an app of another organization is refused at each endpoint, and nobody here is named to its admins', async () => {
  const ctx = site.ctx()
  const { apps, appProblems } = ctx.db.tables
  const app = await RelyingParty.of(site, { name: 'Strange' })
  const visitor = await site.signedIn(await site.seed.agent())
  const { tokens } = await app.enter(visitor)
  const got = await app.codeFor(visitor)
  const { id: organizationId } = await foreigners(ctx)
  await ctx.db.write((tx) => tx.update(apps).set({ organizationId }).where(eq(apps.id, app.id)))
  expect(await app.redeem(got)).toMatchObject({ status: 400, error: 'invalid_grant' })
  expect(await app.userinfoStatus(tokens.access_token)).toBe(401)
  await expect(app.refresh(tokens.refresh_token ?? '')).rejects.toThrow()
  expect(await oidc.tokenIntrospection(app.config, tokens.access_token)).toEqual({ active: false })
  expect(await silently(visitor, app)).toBe('access_denied')
  const begun = await app.begin()
  const page = await visitor.get((await app.follow(visitor, begun.url)).pathname)
  expect(page.body).toContain('isn’t allowed to use Strange')
  const problems = await ctx.db.read.select().from(appProblems).where(eq(appProblems.appId, app.id))
  expect(problems.filter(({ userId }) => userId !== null)).toEqual([])
})
