import { beforeAll, expect, test } from 'vitest'
import { ownPath } from '@/lib/web/own-path'
import { builtAction } from '../support/server/build-manifest'
import { openSite, type Site } from '../support/server/site'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

const evilPaths = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  'https://evil.example',
  'HTTPS:evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/.//evil.example',
  '/./\\evil.example',
  '/profile/..//evil.example',
  '/profile/../..//evil.example',
  '/%2e%2e//evil.example',
  '@evil.example',
  'evil.example',
  '.evil.example',
  '/\u0000/evil.example',
  '/\u2028/evil.example',
  '/\u00a0/evil.example',
  '//localhost@evil.example',
  '/sign-in',
  '/setup?token=x',
  '/invitation/x',
]

/** These stay here, whatever a browser makes of them. */
const harmless = [
  '/%2f%2fevil.example',
  '/%5cevil.example',
  '/profile?next=//evil.example',
  '/%09/evil.example',
]

test('next leads to paths of our own only', async () => {
  for (const path of evilPaths) expect([path, ownPath(path)]).toEqual([path, null])
  for (const value of [undefined, null, 1, {}, ['/profile'], `/${'a'.repeat(600)}`])
    expect(ownPath(value)).toBeNull()
  for (const path of [...harmless, '/profile', '/organization/users?q=a#b']) {
    const own = ownPath(path)
    expect(new URL(own ?? '', site.server.origin).origin).toBe(site.server.origin)
  }
  expect(ownPath('/profile?a=1&_rsc=1a2b3&notice=signed-out')).toBe('/profile?a=1')
  expect((await site.visitor().rsc('/profile')).body).toContain('/sign-in?next=%2Fprofile;')
  const who = await site.seed.agent()
  const { email, password } = who
  for (const path of [...evilPaths, ...harmless]) {
    const page = `/sign-in?next=${encodeURIComponent(path)}`
    const signedIn = await (await site.signedIn(who)).get(page)
    expect(new URL(signedIn.leadsTo ?? '/', site.server.origin).origin).toBe(site.server.origin)
    const form = await site.visitor().get(page)
    if (evilPaths.includes(path)) expect(form.body).not.toContain('name="returnTo"')
  }
  for (const returnTo of evilPaths.filter((path) => !/\p{Cc}/u.test(path)).slice(0, 12)) {
    const answer = await site.visitor().act(builtAction('signIn'), { email, password, returnTo })
    expect([returnTo, answer.leadsTo]).toEqual([returnTo, '/profile'])
  }
})
