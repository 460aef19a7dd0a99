import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { continueSignIn } from '@/lib/acts/sign-in/continue'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { days, later, minutes } from '@/lib/duration'
import { findSession } from '@/lib/queries/sessions/find'
import { builtRoutes, filled } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Visitor } from '../support/server/visitor'
import { Authenticator } from '../support/world/authenticator'
import { LiveSession } from '../support/world/live-session'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'

let site: Site
let required: Resident

beforeAll(async () => {
  site = await openSite()
  required = await site.seed.agent()
  await site.seed.require(required)
})

async function signIn(who: Resident): Promise<Visitor> {
  const browser = site.visitor()
  const { email, password } = who
  const answer = await browser.submit('/sign-in', { email, password })
  expect([answer.status, answer.leadsTo]).toEqual([303, '/sign-in/enroll'])
  expect(browser.cookie('session')).toBeUndefined()
  return browser
}

const setupKeyIn = (page: string) => /secret=([A-Z2-7]{32})/.exec(page)?.[1]

test('the right password reaches enrollment and signing out, and nothing else', async () => {
  const browser = await signIn(required)
  const reached: string[] = []
  for (const route of builtRoutes()) {
    const path = filled(route, required.id)
    for (const answer of [await browser.get(path), await browser.rsc(path)]) {
      const refused =
        answer.status >= 300 || route === '/_not-found' || answer.body.includes('"digest":"NEXT_')
      if (!refused && !reached.includes(route)) reached.push(route)
    }
  }
  // The way in, links that are over, pictures, the app's name: what anyone may see.
  const open = [
    '/apple-icon.png',
    '/authorize/[id]',
    '/authorize/problem',
    '/authorize/sign-out',
    '/email/confirm/[token]',
    '/email/restore/[token]',
    '/enrollment/[token]',
    '/favicon.ico',
    '/forgot-password',
    '/gate',
    '/hand-over/[token]',
  ]
  const links = ['/icon.svg', '/invitation/[token]', '/manifest.webmanifest', '/recovery']
  const more = [
    '/recovery/[token]',
    '/recovery/[token]/stop',
    '/recovery/complete/[token]',
    '/reset-password/[token]',
    '/sign-in',
    '/sign-in/ask-admin',
    '/sign-in/enroll',
    '/sign-in/enroll/passkey',
    '/sign-in/passkey/[page]',
  ]
  expect(reached).toEqual([...open, ...links, ...more])
  const out = await browser.submit('/sign-in/enroll', {}, 'Sign out')
  expect(out.leadsTo).toBe('/sign-in?notice=signed-out')
  expect((await browser.get('/sign-in/enroll')).leadsTo).toBe('/sign-in?notice=challenge-over')
})

test('closing the tab and signing in again changes nothing, and shows another setup key', async () => {
  const first = await signIn(required)
  const key = setupKeyIn((await first.get('/sign-in/enroll')).body)
  expect(key).toBeDefined()
  const second = await signIn(required)
  expect(setupKeyIn((await second.get('/sign-in/enroll')).body)).not.toBe(key)
  for (const path of ['/sign-in/code', '/sign-in/recovery-code'])
    expect((await second.get(path)).leadsTo).toBe('/sign-in/enroll')
})

test('neither a code of the key on show, nor going on without, finishes the sign-in', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  const { setupKey } = granted(await startEnrollment(org.ctx, challenger))
  const code = await new Authenticator(setupKey, { clock: org.world.clock }).shownCode()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).toBe('challenge-over')
  expect(codeOf(await continueSignIn(org.ctx, challenger))).toBe('challenge-over')
  const recoveryCode = '0000-0000-0000-0000'
  expect(codeOf(await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode }))).toBe('challenge-over')
})

test('sessions left open end within a day, whatever kind they are and however they are used', async () => {
  const org = await organization()
  const agent = await org.agent()
  const web = await agent.openSession()
  const mobile = new LiveSession(org.ctx, await agent.openSession({ channel: 'api', kind: 'mobile' }))
  await org.require(agent, true, false)
  const { sessions } = org.ctx.db.tables
  const end = later(org.world.clock.now(), days(1))
  expect([await findSession(org.ctx, web.token), await mobile.use()]).toEqual([expect.anything(), true])
  for (let passed = 0; passed < days(1) - minutes(50); passed += minutes(50)) {
    org.world.clock.pass(minutes(50))
    await findSession(org.ctx, web.token)
    await mobile.use()
  }
  const rows = await org.ctx.db.read.select().from(sessions).where(eq(sessions.userId, agent.id))
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(row.expiresAt.getTime()).toBeLessThanOrEqual(end.getTime())
  org.world.clock.pass(minutes(50))
  expect([await findSession(org.ctx, web.token), await mobile.use()]).toEqual([null, false])
})

test('a ticket issued before the requirement opens nothing after it, signed out or not', async () => {
  const org = await organization()
  for (const signOut of [true, false]) {
    const agent = await org.agent()
    const ticket = await agent.ticket()
    await org.require(agent, true, signOut)
    expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ticket-invalid')
  }
})
