import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import * as oidc from 'openid-client'
import { beforeAll, describe, expect, test } from 'vitest'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { suspendUser } from '@/lib/acts/users/suspend'
import { isOffLimits, postForm } from '@/lib/jobs/post-form'
import { RelyingParty } from '../support/server/relying-party'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Visitor } from '../support/server/visitor'

/*
 * The OpenID provider, attacked as apps, people and strangers could. Two processes serve, on one database.
 */

let site: Site
let wiki: RelyingParty
beforeAll(async () => {
  site = await openSite({ WORKERS: '2' })
  wiki = await RelyingParty.of(site)
})

const isAtApp = (at: URL, app = wiki) => at.origin === new URL(app.returnsTo).origin

/** A code for someone who is signed in, with what the app remembers. */
async function codeFor(who: Resident, app = wiki) {
  const begun = await app.begin()
  const at = await app.follow(await site.signedIn(who), begun.url)
  expect(isAtApp(at, app), at.href).toBe(true)
  return { ...begun, at, code: at.searchParams.get('code') ?? '' }
}

/** A call of the token endpoint as it stands in the request. */
async function token(app: RelyingParty, form: Record<string, string>, secret = app.secret) {
  const basic = Buffer.from(`${app.id}:${secret}`).toString('base64')
  const answer = await fetch(`${site.server.origin}/oidc/token`, {
    method: 'POST',
    headers: secret ? { Authorization: `Basic ${basic}` } : {},
    body: new URLSearchParams(secret ? form : { client_id: app.id, ...form }),
  })
  return {
    status: answer.status,
    ...((await answer.json()) as { error?: string; access_token?: string; refresh_token?: string }),
  }
}

const exchange = (
  app: RelyingParty,
  { code, verifier }: { code: string; verifier: string },
  secret?: string,
) =>
  token(
    app,
    { grant_type: 'authorization_code', code, redirect_uri: app.returnsTo, code_verifier: verifier },
    secret,
  )

const userinfoStatus = async (accessToken: string | undefined) =>
  (
    await fetch(`${site.server.origin}/oidc/userinfo`, {
      headers: { Authorization: `Bearer ${accessToken}` },
    })
  ).status

describe('codes and tokens', () => {
  test('a code that was used is worth nothing, and ends what it was used for', async () => {
    const ben = await site.seed.agent()
    const got = await codeFor(ben)
    const first = await exchange(wiki, got)
    expect(first.status).toBe(200)
    expect(await exchange(wiki, got)).toMatchObject({ status: 400, error: 'invalid_grant' })
    expect(await userinfoStatus(first.access_token)).toBe(401)
  })

  test('of 20 exchanges of a code at once, at two processes, one succeeds at most', async () => {
    for (let round = 0; round < 5; round++) {
      const got = await codeFor(await site.seed.agent())
      const all = await Promise.all(Array.from({ length: 20 }, () => exchange(wiki, got)))
      // None does where another one came when it was spent already: that ends the grant before its tokens are there.
      expect(all.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
      expect(all.every(({ status, error }) => status === 200 || error === 'invalid_grant')).toBe(true)
    }
  })

  test('a code that was shown for someone who may not open the app is used all the same', async () => {
    const ctx = site.ctx()
    const { apps } = ctx.db.tables
    const club = await RelyingParty.of(site, { name: 'Club' })
    const openTo = (forEveryone: boolean) =>
      ctx.db.write((tx) => tx.update(apps).set({ forEveryone }).where(eq(apps.id, club.id)))
    const got = await codeFor(await site.seed.agent(), club)
    await openTo(false)
    expect(await exchange(club, got)).toMatchObject({ status: 400, error: 'invalid_grant' })
    await openTo(true)
    expect(await exchange(club, got)).toMatchObject({ status: 400, error: 'invalid_grant' })
  })

  test('a code is worth nothing to another app, with another verifier or without one, or after another address', async () => {
    const other = await RelyingParty.of(site, { name: 'Chat' })
    const ben = await site.seed.agent()
    const got = await codeFor(ben)
    expect(await exchange(other, got)).toMatchObject({ status: 400, error: 'invalid_grant' })
    const wrong = { ...got, verifier: oidc.randomPKCECodeVerifier() }
    expect(await exchange(wiki, wrong)).toMatchObject({ status: 400, error: 'invalid_grant' })
    const { code } = got
    const bare = { grant_type: 'authorization_code', code, redirect_uri: wiki.returnsTo }
    expect(await token(wiki, bare)).toMatchObject({ status: 400, error: 'invalid_grant' })
    const elsewhere = { ...bare, code_verifier: got.verifier, redirect_uri: `${wiki.returnsTo}/` }
    expect(await token(wiki, elsewhere)).toMatchObject({ status: 400, error: 'invalid_grant' })
    expect(await exchange(wiki, got, 'another-secret')).toMatchObject({
      status: 401,
      error: 'invalid_client',
    })
    // None of these has spent it.
    expect((await exchange(wiki, got)).status).toBe(200)
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
    expect(await userinfoStatus(next.access_token)).toBe(401)
  })

  test('a token of one app cannot be looked at or revoked by another', async () => {
    const other = await RelyingParty.of(site, { name: 'Chat' })
    const ben = await site.seed.agent()
    const { tokens } = await wiki.enter(await site.signedIn(ben))
    expect(await oidc.tokenIntrospection(other.config, tokens.access_token)).toEqual({ active: false })
    await oidc.tokenRevocation(other.config, tokens.access_token).catch(() => {})
    expect((await oidc.tokenIntrospection(wiki.config, tokens.access_token)).active).toBe(true)
    expect(await userinfoStatus(tokens.access_token)).toBe(200)
    await oidc.tokenRevocation(wiki.config, tokens.access_token)
    expect(await userinfoStatus(tokens.access_token)).toBe(401)
  })
})

describe('addresses', () => {
  test.each([
    ['a slash at the end', (uri: string) => `${uri}/`],
    ['another case', (uri: string) => uri.replace('callback', 'CALLBACK')],
    ['a dot segment', (uri: string) => uri.replace('/callback', '/x/../callback')],
    ['an encoded letter', (uri: string) => uri.replace('callback', '%63allback')],
    ['a query', (uri: string) => `${uri}?x=1`],
    ['a fragment', (uri: string) => `${uri}#x`],
    ['a user name', (uri: string) => uri.replace('https://', 'https://evil@')],
    ['another host behind an at sign', (uri: string) => uri.replace('https://', 'https://evil.example/@')],
    ['a host that begins with it', (uri: string) => uri.replace('.example.com', '.example.com.evil.example')],
    ['a backslash', (uri: string) => uri.replace('https://', 'https:\\\\')],
    ['http', (uri: string) => uri.replace('https:', 'http:')],
    ['a port', (uri: string) => uri.replace('.com/', '.com:444/')],
    ['javascript', () => 'javascript:alert(1)'],
    ['two of them', (uri: string) => `${uri} https://evil.example`],
    ['an empty one', () => ''],
  ])('an app is returned to as it is registered, not with %s', async (_, change) => {
    const visitor = await site.signedIn(await site.seed.agent())
    const { url } = await wiki.begin({ redirect_uri: change(wiki.returnsTo) })
    const at = await wiki.follow(visitor, url)
    expect(at.origin).toBe(site.server.origin)
    expect(at.pathname).toBe('/authorize/problem')
  })

  test('an address given twice is no address', async () => {
    const visitor = await site.signedIn(await site.seed.agent())
    const { url } = await wiki.begin()
    url.searchParams.append('redirect_uri', 'https://evil.example')
    expect((await wiki.follow(visitor, url)).pathname).toBe('/authorize/problem')
  })

  test('discovery names APP_URL, whatever the request says of host and scheme', async () => {
    const visitor = site.visitor()
    const told = await visitor.get('/.well-known/openid-configuration', {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      Forwarded: 'host=evil.example;proto=https',
    })
    const document = JSON.parse(told.body) as Record<string, unknown>
    expect(document.issuer).toBe(site.server.origin)
    expect(told.body).not.toContain('evil')
    for (const endpoint of ['authorization', 'token', 'userinfo', 'end_session'])
      expect(document[`${endpoint}_endpoint`]).toMatch(new RegExp(`^${site.server.origin}/oidc/`))
  })

  test('nothing else is switched on', async () => {
    const told = JSON.parse((await site.visitor().get('/.well-known/openid-configuration')).body)
    expect(told.grant_types_supported).toEqual(['authorization_code', 'refresh_token'])
    expect(told.response_types_supported).toEqual(['code'])
    expect(told.code_challenge_methods_supported).toEqual(['S256'])
    expect(told.registration_endpoint ?? told.device_authorization_endpoint).toBeUndefined()
    expect(told.pushed_authorization_request_endpoint).toBeUndefined()
    expect(told.id_token_signing_alg_values_supported.toSorted()).toEqual(['ES256', 'RS256'])
    const jwks = await site.visitor().get('/oidc/jwks')
    for (const key of JSON.parse(jwks.body).keys)
      for (const secret of ['d', 'p', 'q']) expect(key).not.toHaveProperty(secret)
  })

  test('an app is led back to after sign-out where it is registered, and nowhere else', async () => {
    const visitor = await site.signedIn(await site.seed.agent())
    const { tokens } = await wiki.enter(visitor)
    const out = new URLSearchParams({
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'https://evil.example',
    })
    const at = await wiki.follow(visitor, new URL(`/oidc/sign-out?${out}`, site.server.origin))
    expect(at.origin).toBe(site.server.origin)
    const page = await site
      .visitor()
      .get(`/authorize/sign-out?app=${wiki.id}&back=${encodeURIComponent('https://evil.example')}`)
    expect(page.body).not.toMatch(/(?:href="|url=)https:\/\/evil/)
  })
})

describe('PKCE', () => {
  const refused = async (app: RelyingParty, change: (url: URL) => void) => {
    const { url } = await app.begin()
    change(url)
    return app.follow(await site.signedIn(await site.seed.agent()), url)
  }

  test('cannot be left out or downgraded, by an app with a secret or without one', async () => {
    const phone = await RelyingParty.of(site, { publicClient: true, name: 'Phone' })
    for (const app of [wiki, phone]) {
      const without = await refused(app, ({ searchParams }) => {
        searchParams.delete('code_challenge')
        searchParams.delete('code_challenge_method')
      })
      expect(without.searchParams.get('error')).toBe('invalid_request')
      const plain = await refused(app, ({ searchParams }) =>
        searchParams.set('code_challenge_method', 'plain'),
      )
      expect(plain.searchParams.get('error')).toBe('invalid_request')
    }
  })
})

describe('whose browser it is', () => {
  test("a link to someone's authorization does nothing in another browser", async () => {
    const mallory = site.visitor()
    const begun = await wiki.begin()
    const asked = await mallory.get(begun.url.pathname + begun.url.search)
    const page = asked.leadsTo ?? ''
    expect(page).toMatch(/^\/authorize\//)
    const ada = await site.signedIn(await site.seed.agent())
    expect((await ada.get(page)).body).toContain('has expired')
    // The one who began it is still asked to sign in.
    expect((await mallory.get(page)).leadsTo).toMatch(/^\/sign-in\?next=/)
    const resumed = await mallory.get(`/oidc${page}`)
    expect(resumed.leadsTo ?? '').not.toContain('code=')
  })

  test("the provider's cookie alone opens nothing: it needs the portal's of the same session", async () => {
    const ben = await site.signedIn(await site.seed.agent())
    await wiki.enter(ben)
    const thief = site.visitor()
    for (const [name, value] of ben.cookies) if (name.includes('.op')) thief.cookies.set(name, value)
    const silent = await wiki.begin({ prompt: 'none' })
    const at = await wiki.follow(thief, silent.url)
    expect(at.searchParams.get('error')).toBe('login_required')
    // Nor together with another person's.
    const other = await site.seed.agent()
    const mixed = await site.signedIn(other)
    for (const [name, value] of thief.cookies) mixed.cookies.set(name, value)
    expect((await wiki.enter(mixed)).claims.sub).toBe(other.id)
  })

  test('whoever is signed in when the authorization goes on is who the app gets', async () => {
    const [ben, eve] = [await site.seed.agent(), await site.seed.agent()]
    const browser = site.visitor()
    const begun = await wiki.begin()
    const asked = await browser.get(begun.url.pathname + begun.url.search)
    browser.cookies.set(browser.cookieName('session'), await site.openSession(ben))
    await browser.get(asked.leadsTo ?? '')
    // Someone else signs in in another tab.
    browser.cookies.set(browser.cookieName('session'), await site.openSession(eve))
    const at = await wiki.follow(browser, new URL(`/oidc${asked.leadsTo}`, site.server.origin))
    const { claims } = await wiki.exchange(at, begun)
    expect(claims.sub).toBe(eve.id)
  })

  test('an answer to an authorization is taken from its own browser alone, and no page of it can be framed', async () => {
    const browser = await site.signedIn(await site.seed.agent())
    const begun = await wiki.begin({ prompt: 'consent', scope: 'openid offline_access' })
    const asked = await browser.get(begun.url.pathname + begun.url.search)
    const at = await wiki.follow(browser, begun.url)
    expect(at.pathname).toMatch(/^\/authorize\//)
    const page = await browser.get(at.pathname)
    expect(page.body).toContain('stay signed in')
    expect(page.headers['x-frame-options']).toBe('DENY')
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(asked.headers['x-frame-options']).toBe('DENY')
    const uid = at.pathname.split('/').at(-1) ?? ''
    const victim = await site.signedIn(await site.seed.agent())
    const posted = await victim.submit('/authorize/sign-out', { app: '', back: '' }).catch(() => null)
    expect(posted?.status).not.toBe(500)
    expect((await victim.get(`/authorize/${uid}`)).body).toContain('has expired')
  })
})

describe('people who may not', () => {
  const noLonger = async (tokens: { access_token: string; refresh_token?: string }) => {
    expect(await userinfoStatus(tokens.access_token)).toBe(401)
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
      if (end !== ends[0]) expect((await exchange(wiki, got)).error).toBe('invalid_grant')
    }
  })

  test('an app is for the groups it was given to, asked at each endpoint, and nobody learns of another organization’s', async () => {
    const ctx = site.ctx()
    const { apps } = ctx.db.tables
    const closed = await RelyingParty.of(site, { name: 'Closed' })
    const visitor = await site.signedIn(await site.seed.agent())
    const { tokens } = await closed.enter(visitor)
    await ctx.db.write((tx) => tx.update(apps).set({ forEveryone: false }).where(eq(apps.id, closed.id)))
    expect(await userinfoStatus(tokens.access_token)).toBe(401)
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
    expect(await userinfoStatus(tokens.access_token)).toBe(401)
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

  test('an app that asks for a second factor gets nobody without one', async () => {
    const ctx = site.ctx()
    const { apps } = ctx.db.tables
    const vault = await RelyingParty.of(site, { name: 'Vault' })
    const visitor = await site.signedIn(await site.seed.agent())
    const { tokens } = await vault.enter(visitor)
    await ctx.db.write((tx) => tx.update(apps).set({ twoFactor: 'always' }).where(eq(apps.id, vault.id)))
    expect(await userinfoStatus(tokens.access_token)).toBe(401)
    await expect(vault.refresh(tokens.refresh_token ?? '')).rejects.toThrow()
    expect(await silently(visitor, vault)).toBe('unmet_authentication_requirements')
  })
})

describe('sign-out of apps', () => {
  test('a logout token goes to private addresses, where apps are, and never to link-local ones', async () => {
    for (const address of ['10.0.0.5', '192.168.1.7', '127.0.0.1', 'fd00::1', '203.0.113.9'])
      expect(isOffLimits(address), address).toBe(false)
    for (const address of [
      '169.254.169.254',
      'fe80::1',
      '::ffff:169.254.169.254',
      '0.0.0.0',
      '::',
      '224.0.0.1',
    ])
      expect(isOffLimits(address), address).toBe(true)
    const signal = AbortSignal.timeout(2_000)
    for (const host of ['169.254.169.254', '[fe80::1]', '[::ffff:a9fe:a9fe]', '0xa9fea9fe', '2852039166'])
      expect((await postForm(`http://${host}/`, {}, signal)).status, host).toBeNull()
  })
})

test('no code, token or secret of an app stands in the database or in the log', async () => {
  const ben = await site.seed.agent()
  const got = await codeFor(ben)
  const exchanged = await exchange(wiki, got)
  const another = await codeFor(ben)
  const canaries = [
    ...[got.code, another.code, wiki.secret, got.verifier],
    ...[exchanged.access_token ?? '', exchanged.refresh_token ?? ''],
  ]
  const { database, server } = site
  const files = database
    ? readdirSync(join(database, '..')).map((name) => readFileSync(join(database, '..', name)))
    : []
  for (const canary of canaries) {
    expect(canary.length).toBeGreaterThan(20)
    for (const file of files) expect(file.includes(canary)).toBe(false)
    expect(server.output().includes(canary)).toBe(false)
  }
})
