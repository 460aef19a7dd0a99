import { beforeAll, expect, test } from 'vitest'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { formsOf, type Visitor } from '../support/server/visitor'

/*
 * A browser that keeps no cookies, and the right password.
 */

let site: Site

beforeAll(async () => {
  site = await openSite()
})

const needed = '/sign-in?cookies=needed'
const neededAt = (next: string) => `${needed}&next=${encodeURIComponent(next)}`

/** Follows the form as a browser does that keeps no cookies: each page is asked for with none, and says where from. */
async function signIn(browser: Visitor, { email, password }: Pick<Resident, 'email' | 'password'>) {
  const answer = await browser.submit('/sign-in', { email, password })
  browser.cookies.clear()
  return browser.get(answer.leadsTo ?? '', { Referer: `${site.server.origin}/sign-in` })
}

test('the right password says that cookies are needed, whatever the next step is, and leads round no circle', async () => {
  for (const who of [
    await site.seed.agent(),
    await site.seed.agent({ enrolled: true }),
    await site.seed.agent({ required: true }),
  ]) {
    const browser = site.visitor()
    const next = await signIn(browser, who)
    expect(next.leadsTo?.startsWith(needed)).toBe(true)
    const page = await browser.get(needed, { Referer: `${site.server.origin}/sign-in` })
    expect([page.status, page.leadsTo]).toEqual([200, null])
    expect(page.body).toMatch(/role="alert"[^>]*>[^<]*blocks cookies/)
  }
})

test('so does a code, where a script has drawn its page with the cookie that the browser dropped', async () => {
  const who = await site.seed.agent({ enrolled: true })
  const page = await site.visitor({ challenge: await site.challenge(who) }).get('/sign-in/code')
  const challenge =
    formsOf(page.body).find(({ html }) => html.includes('name="code"'))?.hidden.challenge ?? ''
  const code = await who.phone.nextCode()
  const answer = await site.visitor().act(builtAction('verifyCode'), { challenge, code })
  expect(answer.leadsTo).toBe(needed)
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('so does each step from a page that gave a cookie, or that a script has drawn with the one that was dropped', async () => {
  const from = (path: string) => ({ Referer: `${site.server.origin}${path}` })
  for (const path of [
    '/sign-in',
    '/setup',
    '/invitation/x',
    '/hand-over/x',
    '/profile',
    '/organization/users',
  ])
    expect([path, (await site.visitor().get('/profile', from(path))).leadsTo]).toEqual([
      path,
      neededAt('/profile'),
    ])
  expect((await site.visitor().get('/sign-in/enroll', from('/invitation/x'))).leadsTo).toBe(needed)
  for (const path of ['/', '/forgot-password', '/reset-password/x', '/email/confirm/x', '/recovery/x'])
    expect([path, (await site.visitor().get('/profile', from(path))).leadsTo]).toEqual([
      path,
      '/sign-in?next=%2Fprofile',
    ])
})

test('a wrong password says nothing of it, nor a sign-in that has ended, nor a page that others lead to', async () => {
  const { email } = await site.seed.agent()
  const browser = site.visitor()
  const answer = await browser.submit('/sign-in', { email, password: 'not the right password' })
  expect([answer.leadsTo, /role="alert"[^>]*>[^<]*blocks cookies/.test(answer.body)]).toEqual([null, false])
  const elsewhere = { Referer: 'https://evil.example/sign-in' }
  expect((await browser.get('/profile', elsewhere)).leadsTo).toBe('/sign-in?next=%2Fprofile')
  expect((await browser.get('/profile')).leadsTo).toBe('/sign-in?next=%2Fprofile')
  expect((await browser.get('/sign-in/code')).leadsTo).toBe('/sign-in?notice=challenge-over')
  const unknown = '00000000-0000-4000-8000-000000000000'
  const acted = await browser.act(builtAction('verifyCode'), { challenge: unknown, code: '123456' })
  expect(acted.leadsTo).toBe('/sign-in?notice=challenge-over')
})
