import * as oidc from 'openid-client'
import { beforeAll, expect, test } from 'vitest'
import { addApp } from '@/lib/acts/apps/add'
import { builtAction, filled } from '../support/server/build-manifest'
import { GatedBrowser } from '../support/server/gated-browser'
import { RelyingParty } from '../support/server/relying-party'
import { openSite, type Site } from '../support/server/site'
import type { Answer, Visitor } from '../support/server/visitor'
import { bytesOf } from '../support/world/sealed'

let site: Site
beforeAll(async () => {
  site = await openSite({ LOG_LEVEL: 'debug', WORKERS: '2' })
})

/** In what shapes a secret could lie around; all but a character of a token is as good as the token. */
const shapes = (secret: string) => [
  secret.length === 43 ? secret.slice(0, 42) : secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
]

/** What is secret of a signed token: whoever has all of it could show it; its parts are no secrets. */
const signatureOf = (token: string) => token.split('.').at(-1) ?? ''

const tokenIn = (page: string, before: RegExp) => {
  const found = new RegExp(`${before.source}([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])`).exec(page)?.[1]
  if (!found) throw new Error('Nothing is shown there.')
  return found
}

/** A cookie of a browser whose name ends like this. */
const cookieOf = ({ cookies }: Visitor, noun: string): [string, string] => {
  const found = [...cookies].find(([name]) => name.endsWith(`.${noun}`))
  if (!found) throw new Error(`There is no cookie ${noun}.`)
  return found
}

test('secrets of apps, sites and programs are in no log, in no row, and on no page but the one that shows them', async () => {
  const secrets: Record<string, string> = {}
  const who = await site.seed.agent()
  const [boss, other] = [await site.seed.admin(), await site.seed.admin()]
  const admin = await site.signedIn(boss)
  const act = (name: string, fields: Record<string, string>, id = 'none') => {
    const action = builtAction(name)
    return admin.act({ ...action, path: filled(action.path, id) }, fields)
  }

  // An app, by the forms: its secret is shown once, and so is the next one.
  const returnsTo = 'https://canary.example.com/callback'
  const form = { what: 'other', name: 'Canary', address: 'https://canary.example.com' }
  const added = await act('addToOrganization', { ...form, redirectUris: returnsTo })
  const page = (added.leadsTo ?? '').split('?')[0] ?? ''
  const appId = page.split('/').at(-1) ?? ''
  const secretOn = (answer: Answer) => tokenIn(answer.body, /Client secret[\s\S]{0,2000}?value="/)
  secrets['first client secret'] = secretOn(await admin.get(page))
  secrets['the cookie in which it is kept'] = cookieOf(admin, 'shown')[1]
  await act('makeNewSecret', { appId, keepFormer: 'on' }, appId)
  const secret = secretOn(await admin.get(page))
  secrets['second client secret'] = secret
  expect(secret).not.toBe(secrets['first client secret'])

  // An API key: used, misspelled, and used where it may not.
  const key = { name: 'Canary', days: '1', 'users:read': 'on', password: boss.password }
  await act('createKey', key)
  const apiKey = /csk_[A-Za-z0-9_-]{43}/.exec((await admin.get('/organization/keys')).body)?.[0] ?? ''
  secrets['API key'] = apiKey
  for (const [path, token] of [
    ['/api/v1/users', apiKey],
    [`/api/v1/users?search=${apiKey}`, apiKey],
    ['/api/v1/audit', apiKey],
    ['/api/v1/users', `${apiKey}x`],
    [`/api/v1/${apiKey}`, 'x'],
  ])
    await site.visitor().request('GET', path ?? '', { Authorization: `Bearer ${token}` })

  // Someone signs in to the app, which makes every mistake that there is.
  const app = await RelyingParty.at(site, { id: appId, secret, returnsTo })
  const browser = await site.signedIn(who)
  const { tokens } = await app.enter(browser)
  const got = await app.codeFor(browser)
  Object.assign(secrets, { code: got.code, verifier: got.verifier, state: got.state })
  await app.redeem(got, `${secret.slice(0, -1)}!`)
  await app.redeem({ ...got, verifier: oidc.randomPKCECodeVerifier() })
  const again = await app.redeem(got)
  await app.redeem(got)
  await app.token({ grant_type: 'nothing', code: got.code, client_secret: secret })
  await app.token({ grant_type: 'refresh_token', refresh_token: `${tokens.refresh_token}x` })
  const refreshed = await app.refresh(tokens.refresh_token ?? '')
  secrets['ID token'] = signatureOf(tokens.id_token ?? '')
  secrets['ID token of a refresh'] = signatureOf(refreshed.id_token ?? '')
  for (const [n, given] of [tokens, again, refreshed].entries()) {
    secrets[`access token ${n}`] = given.access_token ?? ''
    secrets[`refresh token ${n}`] = given.refresh_token ?? ''
    await app.userinfoStatus(given.access_token)
    await browser.get(`/oidc/userinfo?access_token=${given.access_token}`)
  }
  await oidc.tokenIntrospection(app.config, tokens.access_token)
  secrets["the provider's session"] = cookieOf(browser, 'op')[1]

  // A site behind a proxy: its ticket, its mark and its gate.
  const address = 'https://cage.example.com'
  const cage = { what: 'site', name: 'Cage', address, redirectUris: [], publicClient: false }
  await addApp(site.ctx(), await site.seed.asAdmin(), cage)
  const gated = new GatedBrowser(site, browser)
  const link = await gated.ticketFor(`${address}/x`)
  secrets.ticket = new URL(link).searchParams.get('ticket') ?? ''
  await gated.open(link)
  await gated.open(link)
  const jar = gated.jar('cage.example.com')
  for (const [name, value] of jar) secrets[`cookie ${name} of the site`] = value
  expect([...jar.keys()].filter((name) => /gate|nonce/.test(name))).toHaveLength(2)
  for (const proxy of ['nginx', 'forward'] as const) await gated.verify(proxy, `${address}/x?y`)

  // What others see later, and the same admin in another browser.
  const seen: string[] = []
  for (const visitor of [await site.signedIn(other), await site.signedIn(boss)])
    for (const path of [
      ...[page, `${page}?notice=app-secret-renewed`, `${page}/test`, '/organization/apps', '/apps'],
      ...['/organization/keys', '/organization/audit', '/organization/users', '/profile'],
    ])
      for (const answer of [await visitor.get(path), await visitor.rsc(path)])
        seen.push(JSON.stringify({ ...answer.headers, 'set-cookie': '' }) + answer.body)
  // And who is led out of the app, with an ID token in the address.
  await browser.get(
    `/oidc/sign-out?id_token_hint=${tokens.id_token}&post_logout_redirect_uri=https://x.example`,
  )

  const rows = await bytesOf(site.place)
  const log = site.server.output()
  expect(log).toContain('/oidc/token')
  for (const [name, value] of Object.entries(secrets)) {
    expect([name, value.length > 30]).toEqual([name, true])
    for (const shape of shapes(value))
      expect({
        name,
        stored: rows.includes(shape),
        logged: log.includes(shape),
        shown: seen.some((text) => text.includes(shape)),
      }).toEqual({ name, stored: false, logged: false, shown: false })
  }
})

test('the cookie of a secret that is shown once opens for nobody else, nowhere else and no later', async () => {
  const boss = await site.seed.admin()
  const [session, elsewhere] = [await site.openSession(boss), await site.openSession(boss)]
  const admin = site.visitor({ session })
  const add = async (name: string) => {
    const typed = { what: 'other', name, address: 'https://wiki.example.com' }
    const added = await admin.act(builtAction('addToOrganization'), {
      ...{ ...typed, redirectUris: 'https://wiki.example.com/callback' },
    })
    return (added.leadsTo ?? '').split('?')[0] ?? ''
  }
  const [first, second] = [await add('First'), await add('Second')]
  const shown = (answer: Answer) =>
    /Client secret[\s\S]{0,2000}?value="([A-Za-z0-9_-]{43})"/.exec(answer.body)?.[1]
  const secret = shown(await admin.get(second)) ?? ''
  expect(secret).toHaveLength(43)
  // A reload shows it once more, and the page of another app does not.
  expect(shown(await admin.get(second))).toBe(secret)
  expect((await admin.get(first)).body).not.toContain(secret)
  const [name, value] = cookieOf(admin, 'shown')
  expect(Buffer.from(value, 'base64url').includes(secret)).toBe(false)
  const thieves = [
    site.visitor({ session: elsewhere }),
    await site.signedIn(await site.seed.admin()),
    await site.signedIn(await site.seed.agent()),
    site.visitor(),
  ]
  for (const thief of thieves) {
    thief.cookies.set(name, value)
    expect((await thief.get(second)).body).not.toContain(secret)
  }
  // A flipped bit shows nothing, and is no error.
  const bytes = Buffer.from(value, 'base64url')
  bytes[40] = (bytes[40] ?? 0) ^ 1
  admin.cookies.set(name, bytes.toString('base64url'))
  const flipped = await admin.get(second)
  expect([flipped.status, flipped.body.includes(secret)]).toEqual([200, false])
})
