import { eq, isNull } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { minutes } from '@/lib/duration'
import { isOffLimits, postForm } from '@/lib/jobs/post-form'
import { readAuthorization } from '@/lib/records/oidc/authorization'
import { RelyingParty } from '../support/server/relying-party'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { formsOf, multipart, plainForm, Visitor } from '../support/server/visitor'

/*
 * The OpenID provider, attacked as apps, people and strangers could. Two processes serve, on one database.
 */

let site: Site
let wiki: RelyingParty
beforeAll(async () => {
  site = await openSite({ WORKERS: '2' })
  wiki = await RelyingParty.of(site)
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

  test('a cookie that begins with a space of another kind, as a neighbour could plant it, is none of ours', async () => {
    const eve = await site.openSession(await site.seed.agent())
    const { url } = await wiki.begin({ prompt: 'none' })
    const visitor = site.visitor()
    const led = async (before: string) => {
      const Cookie = `a=b;${before}${visitor.cookieName('session')}=${eve}`
      const answer = await visitor.get(url.pathname + url.search, { Cookie })
      return new URL(answer.headers.location ?? '').searchParams.get('error')
    }
    expect(await led(' ')).toBeNull()
    for (const space of ['\u00a0', '\u0085', '\u00ad']) expect(await led(space)).toBe('login_required')
  })

  test('saying that it is them is no sign-in, for an app that asks for one', async () => {
    const asked: Record<string, string>[] = [
      { prompt: 'select_account login' },
      { prompt: 'select_account', max_age: '60' },
    ]
    for (const more of asked) {
      const visitor = await signedInLongAgo(await site.seed.agent())
      const begun = await wiki.begin(more)
      const at = await wiki.follow(visitor, begun.url)
      const said = await visitor.submit(at.pathname, {}, 'Continue')
      const end = await wiki.follow(visitor, new URL(said.leadsTo ?? '', site.server.origin))
      expect([end.pathname, end.searchParams.get('again')]).toEqual(['/sign-in', 'yes'])
    }
  })

  test('what one person allowed is not allowed by the next one at the same browser', async () => {
    const [ben, eve] = [await site.seed.agent(), await site.seed.agent()]
    const browser = await site.signedIn(ben)
    const begun = await wiki.begin({ prompt: 'consent', scope: 'openid offline_access' })
    const at = await wiki.follow(browser, begun.url)
    await browser.submit(at.pathname, {}, 'Continue')
    browser.cookies.set(browser.cookieName('session'), await site.openSession(eve))
    const again = await wiki.follow(browser, new URL(at.pathname, site.server.origin))
    expect(again.origin).toBe(site.server.origin)
    expect((await browser.get(again.pathname)).body).toContain(`stay signed in as ${eve.name}`)
  })

  test('no code for an app with a secret lies behind the number sign of an address', async () => {
    const visitor = await site.signedIn(await site.seed.agent())
    for (const response_mode of ['fragment', 'form_post', 'web_message', 'query.jwt']) {
      const { url } = await wiki.begin({ response_mode })
      const answer = await visitor.get(url.pathname + url.search)
      expect([response_mode, (answer.headers.location ?? '') + answer.body]).toEqual([
        response_mode,
        expect.not.stringMatching(/[?&#"]code=|name="code"/),
      ])
    }
  })

  test('consent is given by the form of its own page in its own browser, and by nothing else', async () => {
    const ctx = site.ctx()
    const browser = await site.signedIn(await site.seed.agent())
    const begun = await wiki.begin({ prompt: 'consent', scope: 'openid offline_access' })
    const { pathname } = await wiki.follow(browser, begun.url)
    const uid = pathname.split('/').at(-1) ?? ''
    const page = await browser.get(pathname)
    expect(page.body).toContain('stay signed in')
    expect(page.headers['x-frame-options']).toBe('DENY')
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    const answer = async () => (await readAuthorization(ctx.db.read, ctx, uid))?.result
    for (const Origin of ['https://evil.example', 'null', new URL(wiki.returnsTo).origin])
      expect([Origin, (await browser.submit(pathname, {}, 'Continue', { Origin })).status]).toEqual([
        Origin,
        403,
      ])
    // The same form, sent by someone else who is signed in.
    const { hidden = {} } = formsOf(page.body).find(({ html }) => html.includes('>Continue<')) ?? {}
    expect(hidden.uid).toBe(uid)
    const victim = await site.signedIn(await site.seed.agent())
    const sent = await victim.request('POST', pathname, plainForm, multipart(Object.entries(hidden)))
    expect(sent.body).toContain('has expired')
    expect((await victim.get(pathname)).body).toContain('has expired')
    expect(await answer()).toBeNull()
    await browser.submit(pathname, {}, 'Continue')
    expect(await answer()).toMatchObject({ consent: { allowedBy: expect.any(String) } })
  })
})

/** In a browser whose owner signed in ten minutes ago. */
async function signedInLongAgo(who: Resident): Promise<Visitor> {
  const ctx = site.ctx()
  const { sessions } = ctx.db.tables
  const visitor = await site.signedIn(who)
  const createdAt = earlierBy(minutes(10))
  await ctx.db.write((tx) => tx.update(sessions).set({ createdAt }).where(eq(sessions.userId, who.id)))
  return visitor
}

const earlierBy = (milliseconds: number) => new Date(Date.now() - milliseconds)

describe('strangers', () => {
  /** How much is kept for nobody in particular, in characters. */
  async function kept() {
    const ctx = site.ctx()
    const { oidcRows } = ctx.db.tables
    const rows = await ctx.db.read.select().from(oidcRows).where(isNull(oidcRows.userId))
    return rows.reduce((sum, { payload }) => sum + payload.length, 0)
  }

  test('who signs out without having signed in leaves nothing behind', async () => {
    const before = await kept()
    const words = new URLSearchParams({ client_id: wiki.id, state: 'x'.repeat(40_000) })
    for (let n = 0; n < 5; n++) {
      const answer = await site.visitor().get(`/oidc/sign-out?${words}`)
      expect(answer.leadsTo).toContain('/sign-in?notice=signed-out')
    }
    expect(await kept()).toBe(before)
  })

  test('nor who begins a sign-in with more words than any app has', async () => {
    const before = await kept()
    for (const name of ['state', 'nonce', 'claims', 'login_hint', 'acr_values']) {
      const { url } = await wiki.begin({
        [name]: name === 'claims' ? `{"a":"${'x'.repeat(9_000)}"}` : 'x'.repeat(9_000),
      })
      const at = new URL((await site.visitor().get(url.pathname + url.search)).headers.location ?? '')
      expect([name, at.searchParams.get('error')]).toEqual([name, 'invalid_request'])
    }
    expect(await kept()).toBe(before)
  })

  test('who begins thousands of them waits, and nobody else does', async () => {
    const ctx = site.ctx()
    const address = site.newAddress()
    const { throttles } = ctx.db.tables
    const full = { key: `authorization:address:${address}`, attempts: 5000, retryAt: null }
    const expiresAt = new Date(Date.now() + minutes(10))
    await ctx.db.write((tx) => tx.insert(throttles).values({ ...full, expiresAt }))
    const { url } = await wiki.begin()
    const ask = (from: string) =>
      new Visitor(site.server, { headers: { 'X-Forwarded-For': from } }).get(url.pathname + url.search)
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(address)))
    const begun = answers.filter(({ leadsTo }) => leadsTo?.startsWith('/authorize/'))
    expect(begun).toHaveLength(1)
    for (const { headers } of answers.filter((answer) => !begun.includes(answer)))
      expect(headers.location).toMatch(/callback\?error=temporarily_unavailable&/)
    expect((await ask(site.newAddress())).leadsTo).toMatch(/^\/authorize\//)
  })
})

describe('pages of other sites', () => {
  const shared = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    form: Record<string, string> = {},
  ) => {
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const body = method === 'POST' ? new URLSearchParams(form).toString() : undefined
    const answer = await site.visitor().request(method, path, { ...type, ...headers }, body)
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
    return answer.headers['access-control-allow-origin'] ?? null
  }

  test('read what is answered to an app only if they are its own, and never with cookies', async () => {
    const phone = await RelyingParty.of(site, { publicClient: true, name: 'Phone' })
    for (const app of [wiki, phone]) {
      const { tokens } = await app.enter(await site.signedIn(await site.seed.agent()))
      const own = new URL(app.returnsTo).origin
      const Authorization = `Bearer ${tokens.access_token}`
      const basic = `Basic ${Buffer.from(`${app.id}:${app.secret}`).toString('base64')}`
      const client: Record<string, string> = app.secret ? { Authorization: basic } : {}
      const named: Record<string, string> = app.secret ? {} : { client_id: app.id }
      for (const Origin of [own, 'https://evil.example', `${own}.evil.example`, 'null']) {
        const mine = Origin === own ? own : null
        expect([Origin, await shared('GET', '/oidc/userinfo', { Origin, Authorization })]).toEqual([
          Origin,
          mine,
        ])
        for (const endpoint of ['token', 'introspect', 'revoke']) {
          const form = { ...named, grant_type: 'refresh_token', refresh_token: 'x', token: 'x' }
          const readable = await shared('POST', `/oidc/${endpoint}`, { Origin, ...client }, form)
          // A page can keep no secret: one that shows it is not read by any.
          expect([Origin, endpoint, readable]).toEqual([Origin, endpoint, app === phone ? mine : null])
        }
        for (const path of ['/oidc/authorize', '/oidc/sign-out', '/oidc/nothing'])
          expect([path, await shared('GET', path, { Origin })]).toEqual([path, null])
      }
    }
  })
})

describe('sign-out of apps', () => {
  test('a logout token goes to private addresses, where apps are, and never to link-local ones', async () => {
    for (const address of [
      '10.0.0.5',
      '192.168.1.7',
      '127.0.0.1',
      'fd00::1',
      '203.0.113.9',
      '64:ff9b::a00:5',
    ])
      expect(isOffLimits(address), address).toBe(false)
    for (const address of [
      '169.254.169.254',
      'fe80::1',
      '::ffff:169.254.169.254',
      '0.0.0.0',
      '::',
      '224.0.0.1',
      '64:ff9b::a9fe:a9fe',
      'fd00:ec2::254',
      '100.100.100.200',
    ])
      expect(isOffLimits(address), address).toBe(true)
    const signal = AbortSignal.timeout(2_000)
    for (const host of ['169.254.169.254', '[fe80::1]', '[::ffff:a9fe:a9fe]', '0xa9fea9fe', '2852039166'])
      expect((await postForm(`http://${host}/`, {}, signal)).status, host).toBeNull()
  })
})
