import { beforeAll, expect, test } from 'vitest'
import { RelyingParty } from '../support/server/relying-party'
import { openSite, type Site } from '../support/server/site'

/*
 * Where the OpenID provider leads people, and what it says of itself, whatever a request says of addresses.
 */

let site: Site
let wiki: RelyingParty
beforeAll(async () => {
  site = await openSite({ WORKERS: '2' })
  wiki = await RelyingParty.of(site)
})

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
