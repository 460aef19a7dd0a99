import { beforeAll, expect, test } from 'vitest'
import { finishChallenge } from '@/lib/records/challenges/challenge'
import { fieldsOf } from '../support/server/action-fields'
import { builtActions, builtRoutes, filled } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Answer, Visitor } from '../support/server/visitor'

let site: Site
let victim: Resident
let agent: Resident
let intruders: Record<string, Visitor>

beforeAll(async () => {
  site = await openSite()
  victim = await site.seed.agent({ enrolled: true, name: 'Vivian Victim' })
  agent = await site.seed.agent()
  const challenge = await site.challenge(victim)
  const session = await site.openSession(agent)
  const finished = await site.challengerOf(await site.challenge(victim))
  const ticket = await site
    .ctx()
    .db.write((tx) => finishChallenge(tx, site.ctx(), finished.challengeId, 'code'))
  intruders = {
    'no cookie': site.visitor(),
    'an unfinished challenge': site.visitor({ challenge }),
    'a ticket for a session': site.visitor({ session: ticket ?? '' }),
    'a challenge for a session': site.visitor({ session: challenge }),
    'a session for a challenge': site.visitor({ challenge: session }),
    "an agent's session": site.visitor({ session }),
  }
})

/** Pages that answer people who are not signed in, and why. */
const openPages: Record<string, string> = {
  '/sign-in': 'the way in',
  '/sign-in/passkey/[page]': 'says that the sign-in has ended: its address is what opens it',
  '/gate': 'says that the site is not known',
  '/invitation/[token]': 'says that the link is over',
  '/authorize/[id]': 'says that the sign-in is over: it is for the browser that an app sent here',
  '/authorize/problem': 'says what is wrong with the request of an app',
  '/authorize/sign-out': 'says that nobody is signed in',
  '/hand-over/[token]': 'says that the link is over',
  '/forgot-password': 'anybody may ask',
  '/reset-password/[token]': 'says that the link is over',
  '/email/confirm/[token]': 'says that the link is over',
  '/enrollment/[token]': 'says that the link is over',
  '/email/restore/[token]': 'says that the link is over',
  '/recovery': 'anybody may ask',
  '/recovery/[token]': 'says that the link is over',
  '/recovery/[token]/stop': 'says that the link is over',
  '/recovery/complete/[token]': 'says that the link is over',
  '/favicon.ico': 'a picture',
  '/icon.svg': 'a picture',
  '/apple-icon.png': 'a picture',
  '/manifest.webmanifest': 'the name and icons of the app',
  '/_not-found': 'says that there is nothing here',
  '/_global-error': "Next's prerendered last resort: a constant text",
}

/** What a challenge or a session is for. Everything else refuses them. */
const allowed: Record<string, readonly string[]> = {
  'an unfinished challenge': ['/sign-in/code', '/sign-in/recovery-code', '/sign-in/ask-admin'],
  "an agent's session": [
    '/profile',
    '/profile/name',
    '/profile/[question]',
    '/profile/two-factor',
    '/profile/two-factor/add',
    '/profile/two-factor/passkey',
    '/profile/authenticators/[id]/[question]',
    '/profile/passkeys/[id]/[question]',
    '/apps',
  ],
}

const fill = (route: string) => filled(route, victim.id)

function expectRefused(what: string, { status, leadsTo, body }: Answer): void {
  const refused =
    status === 403 ||
    status === 404 ||
    /^\/(sign-in(\/code|\/passkey\/over)?(\?.*)?|profile|)$/.test(leadsTo ?? 'nowhere') ||
    // As RSC the refusal stands in the stream, in place of the page.
    /"digest":"NEXT_(REDIRECT;\w+;\/(sign-in[^;]*|profile|);|HTTP_ERROR_FALLBACK;404)/.test(body)
  expect([what, refused ? 'refused' : `${status} ${leadsTo ?? body.slice(-300)}`]).toEqual([what, 'refused'])
}

test('every page refuses, drawn as HTML and as RSC, whoever has not finished signing in', async () => {
  const before = await site.snapshot()
  for (const [name, intruder] of Object.entries(intruders)) {
    for (const route of builtRoutes()) {
      const path = fill(route)
      for (const [as, answer] of [
        ['HTML', await intruder.get(path)],
        ['RSC', await intruder.rsc(path)],
      ] as const) {
        const what = `${path} as ${as} with ${name}`
        const ownProfile = name === "an agent's session" && path.startsWith('/profile')
        if (!ownProfile) expect([what, answer.body.includes(agent.email)]).toEqual([what, false])
        expect([what, answer.body.includes('Vivian')]).toEqual([what, false])
        // The outline of a page, which has nothing of it.
        const prefetched = await intruder.rsc(path, { 'Next-Router-Prefetch': '1' })
        expect([what, /Vivian|@example\.com/.test(prefetched.body) && !ownProfile]).toEqual([what, false])
        if (route in openPages || allowed[name]?.includes(route)) continue
        expectRefused(what, answer)
      }
    }
  }
  expect(await site.snapshot()).toEqual(before)
})

test('every action refuses whoever has no right to it, and changes nothing', async () => {
  const before = await site.snapshot()
  expect(builtActions().length).toBeGreaterThan(25)
  for (const { name, id, path } of builtActions()) {
    const { gate, fields } = fieldsOf(name)
    const action = { id, path: fill(path) }
    for (const [who, intruder] of Object.entries(intruders)) {
      if (gate === 'challenger' && who === 'an unfinished challenge') continue
      if (gate === 'member' && who === "an agent's session") continue
      const cookies = new Map(intruder.cookies)
      const answers = [
        await intruder.act(action, fields(victim)),
        await intruder.actJson(action, JSON.stringify([{ status: 'idle' }, fields(victim)])),
      ]
      intruder.cookies.clear()
      for (const [cookie, value] of cookies) intruder.cookies.set(cookie, value)
      for (const answer of answers) {
        const what = `${name} with ${who}`
        if (gate !== 'anyone') expectRefused(what, answer)
        // A browser's own matter: it sets a cookie and nothing else.
        else if (name !== 'chooseTheme')
          expect([what, answer.body]).toEqual([what, expect.stringContaining('"status":"failed"')])
      }
    }
  }
  expect(await site.snapshot()).toEqual(before)
})

test('an action posted to a page that does not have it does nothing, and nobody comes from this machine', async () => {
  const before = await site.snapshot()
  const { id } = builtActions().find(({ name }) => name === 'signIn') ?? { id: '' }
  const action = { id, path: '/setup' }
  const answer = await site.visitor().act(action, { email: agent.email, password: agent.password })
  expect(answer.leadsTo).toBeNull()
  expect(answer.headers['set-cookie']).toBeUndefined()
  const { throttles } = site.ctx().db.tables
  const counters = await site.ctx().db.read.select({ key: throttles.key }).from(throttles)
  expect(counters.map(({ key }) => key)).not.toContain('password:address:127.0.0.1')
  expect(await site.snapshot()).toEqual(before)
})
