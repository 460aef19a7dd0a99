import { beforeAll, expect, test } from 'vitest'
import { createClient, memoryStorage } from '@/client/client'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Visitor } from '../support/server/visitor'

/* The strangers of 04-the-stranger.test.ts, against a running server. */

const newPassword = 'seven crates of marmalade'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

const enter = async (visitor: Visitor, { email, password }: Pick<Resident, 'email' | 'password'>) => {
  const { leadsTo, body } = await visitor.act(builtAction('signIn'), { email, password })
  return leadsTo ?? (body.includes('Too many attempts') ? 'wait' : 'wrong')
}

/** Makes whoever is not known wait at this account. */
async function besiege({ email }: Resident): Promise<void> {
  for (let looked = 0; looked < 9; ) {
    const answer = await enter(site.visitor(), { email, password: 'not the password' })
    if (answer === 'wrong') looked++
  }
}

test('on the web: a browser with which the person has signed in is let in, others wait', async () => {
  const who = await site.seed.agent()
  const home = site.visitor()
  expect(await enter(home, who)).toBe('/profile')
  await home.submit('/profile', {}, 'Sign out')
  await besiege(who)
  expect(await enter(site.visitor(), who)).toBe('wait')
  expect(await enter(home, who)).toBe('/profile')
})

test('on the web: with a stolen device cookie guessing waits as without, and its owner is let in elsewhere', async () => {
  const who = await site.seed.agent()
  const [home, office] = [site.visitor(), site.visitor()]
  for (const browser of [home, office]) {
    expect(await enter(browser, who)).toBe('/profile')
    await browser.submit('/profile', {}, 'Sign out')
  }
  const device = home.cookies.get(home.cookieName('browser'))
  expect(device).toMatch(/^[\w-]{43}$/)
  const answers: string[] = []
  for (let n = 0; n < 20 && !answers.includes('wait'); n++) {
    // From another address each time, as by many machines.
    const thief = site.visitor()
    thief.cookies.set(thief.cookieName('browser'), device ?? '')
    answers.push(await enter(thief, { email: who.email, password: 'not the password' }))
  }
  expect(answers.at(-1)).toBe('wait')
  expect(await enter(office, who)).toBe('/profile')
  // It is no sign-in by itself.
  const bare = site.visitor()
  bare.cookies.set(bare.cookieName('browser'), device ?? '')
  expect((await bare.get('/profile')).leadsTo).toBe('/sign-in?next=%2Fprofile')
})

test('on the web: a new password by email lets its browser in', async () => {
  const who = await site.seed.agent()
  const visitor = site.visitor()
  await visitor.act(builtAction('sendResetLink'), { email: who.email })
  const { token } = await site.mail.next(who.email, 'Choose a new password')
  await visitor.act(builtAction('savePassword'), { token, newPassword })
  who.password = newPassword
  await besiege(who)
  expect(await enter(site.visitor(), who)).toBe('wait')
  expect(await enter(visitor, who)).toBe('/profile')
})

test('over the token API: a client that keeps its device token is let in, one without waits', async () => {
  const who = await site.seed.agent({ enrolled: true })
  const { email, password, phone } = who
  const clientFrom = (storage = memoryStorage()) =>
    createClient({
      ...{ origin: site.server.origin, storage },
      fetch: (request) => {
        request.headers.set('X-Forwarded-For', site.newAddress())
        return fetch(request)
      },
    })
  const given = { email, password, client: { kind: 'mobile', name: 'Pixel 9' } } as const
  const storage = memoryStorage()
  const own = clientFrom(storage)
  const first = await own.signIn(given)
  const device = await storage.readDevice?.()
  expect(first).toMatchObject({ ok: true, value: { status: 'code-required', deviceToken: device } })
  if (!first.ok || first.value.status !== 'code-required') return expect.fail('No code was asked for.')
  await own.finishWithCode({ challenge: first.value.challenge, code: await phone.nextCode() })
  await own.signOut()

  await besiege(who)
  expect(await clientFrom().signIn(given)).toMatchObject({ problem: { code: 'too-many-attempts' } })
  const again = await own.signIn(given)
  expect(again).toMatchObject({ ok: true, value: { status: 'code-required' } })
  expect(again.ok && again.value.deviceToken).toBeUndefined()
  expect(await storage.readDevice?.()).toBe(device)
})
