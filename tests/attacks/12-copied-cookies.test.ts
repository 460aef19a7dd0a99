import { beforeAll, expect, test } from 'vitest'
import { builtAction, filled } from '../support/server/build-manifest'
import { Postbox } from '../support/server/postbox'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Fields, Visitor } from '../support/server/visitor'
import { Authenticator } from '../support/world/authenticator'

let site: Site
let admin: Resident
let postbox: Postbox

beforeAll(async () => {
  site = await openSite()
  postbox = new Postbox(site.server)
  admin = await site.seed.admin({ enrolled: true })
})

type Case = {
  enrolled?: boolean
  /** Ends challenges as well, not sessions only. */
  challenges: boolean
  /** What ends it. `own` is another browser of the person, from which it happens. */
  ends(who: Resident, own: Visitor, copied: Visitor): Promise<string | null>
}

const setupKeyIn = (page: string) => /secret=([A-Z2-7]{32})/.exec(page)?.[1] ?? ''

const act = async (visitor: Visitor, name: string, fields: Fields, path?: string) => {
  const action = builtAction(name)
  const answer = await visitor.act({ ...action, path: path ?? action.path }, fields)
  return answer.leadsTo ?? (/"status":"(\w+)"/.exec(answer.body)?.[1] || answer.body)
}

const byAdmin = (name: string, extra: Fields = {}): Case => ({
  enrolled: true,
  challenges: true,
  ends: async ({ id }) =>
    act(await site.signedIn(admin), name, { userId: id, ...extra }, filled(builtAction(name).path, id)),
})

async function enroll(own: Visitor, first: string, fields: Fields, page = '/profile/two-factor') {
  expect(await act(own, first, fields)).toBe(page)
  const key = setupKeyIn((await own.get(page)).body)
  return act(own, 'confirm', { code: await new Authenticator(key).shownCode() })
}

/** Adds one more authenticator, with a recovery code. */
const addAnother = (own: Visitor, who: Resident) => {
  const fields = { name: 'Tablet', password: who.password, code: who.nextRecoveryCode() }
  return enroll(own, 'addAnother', fields, '/profile/two-factor/add')
}

const cases: Record<string, Case> = {
  'signing out': { challenges: false, ends: (_who, _own, copied) => act(copied, 'signOutHere', {}) },
  'signing out everywhere else': { challenges: false, ends: (_who, own) => act(own, 'signOutElsewhere', {}) },
  'ending that session': {
    challenges: false,
    ends: async (_who, own) => {
      const page = (await own.get('/profile')).body
      const sessionId = /name="sessionId" value="([^"]+)"/.exec(page)?.[1] ?? ''
      return act(own, 'endSession', { sessionId })
    },
  },
  'changing the password': {
    challenges: true,
    enrolled: true,
    ends: ({ password }, own) =>
      act(own, 'changeOwnPassword', { password, newPassword: 'seven quiet umbrellas' }),
  },
  'a new password by a link in a mail': {
    challenges: true,
    enrolled: true,
    async ends({ email }) {
      await act(site.visitor(), 'sendResetLink', { email })
      const { token } = await postbox.next(email, 'Choose a new password')
      return act(site.visitor(), 'savePassword', { token, newPassword: 'seven quiet umbrellas' })
    },
  },
  'taking back a change of the email address': {
    challenges: true,
    enrolled: true,
    async ends({ id, email, password }, own) {
      await act(own, 'changeOwnEmail', { email: `${id}@example.com`, password })
      const { token } = await postbox.next(email, 'Your email address is about to change')
      return act(site.visitor(), 'restoreEmail', { token })
    },
  },
  'turning two-factor authentication on': {
    challenges: false,
    ends: ({ password }, own) => enroll(own, 'begin', { password }),
  },
  'turning it off': {
    enrolled: true,
    challenges: true,
    ends: ({ password }, own) => act(own, 'turnOff', { password }),
  },
  'replacing the authenticator': {
    enrolled: true,
    challenges: true,
    ends: (who, own) => enroll(own, 'replace', { password: who.password, code: who.nextRecoveryCode() }),
  },
  'adding one more authenticator': {
    enrolled: true,
    challenges: true,
    ends: (who, own) => addAnother(own, who),
  },
  'making new recovery codes': {
    enrolled: true,
    challenges: true,
    ends: (who, own) =>
      act(own, 'makeNewRecoveryCodes', { password: who.password, code: who.nextRecoveryCode() }),
  },
  'a requirement with signing out': byAdmin('requireOrLift', { required: 'on', signOut: 'on' }),
  'a reset by an admin': byAdmin('reset'),
  'a suspension': byAdmin('suspend'),
  'a removal': byAdmin('remove'),
  'a change of role': byAdmin('setRole', { role: 'admin' }),
  'signing out everywhere by an admin': byAdmin('signOutEverywhere'),
}

test.each(Object.keys(cases))('%s kills a copied cookie at once', async (name) => {
  const { enrolled = false, challenges, ends } = cases[name] as Case
  const who = await site.seed.agent({ enrolled })
  const token = await site.openSession(who)
  const challenge = await site.challenge(who)
  const own = site.visitor({ session: await site.openSession(who) })
  const copied = site.visitor({ session: token })
  expect(await site.opens(token)).toBe(true)

  const answer = await ends(who, own, copied)
  expect(answer).toMatch(/^(done|\/)/)

  const thief = site.visitor({ session: token, challenge })
  for (const path of ['/profile', '/profile/two-factor', '/two-factor/recovery-codes'])
    expect((await thief.get(path)).leadsTo).toMatch(/^\/sign-in/)
  expect((await thief.rsc('/profile')).body).not.toContain(who.email)
  expect(await act(thief, 'signOutElsewhere', {})).toMatch(/^\/sign-in/)
  if (challenges && enrolled)
    expect((await thief.get('/sign-in/code')).leadsTo).toBe('/sign-in?notice=challenge-over')
})

test('removing one of several authenticators kills a copied cookie at once', async () => {
  const who = await site.seed.agent({ enrolled: true })
  const own = site.visitor({ session: await site.openSession(who) })
  expect(await addAnother(own, who)).toMatch(/^\//)
  const [token, challenge] = [await site.openSession(who), await site.challenge(who)]
  expect(await site.opens(token)).toBe(true)
  const path = /\/profile\/authenticators\/[\w-]+\/remove/.exec((await own.get('/profile')).body)?.[0] ?? ''
  const authenticatorId = path.split('/')[3] ?? ''
  const fields = { authenticatorId, password: who.password, code: who.nextRecoveryCode() }
  expect(await act(own, 'removeAuthenticator', fields, path)).toMatch(/^\/profile/)
  const thief = site.visitor({ session: token, challenge })
  expect((await thief.get('/profile')).leadsTo).toMatch(/^\/sign-in/)
  expect((await thief.get('/sign-in/code')).leadsTo).toBe('/sign-in?notice=challenge-over')
  expect((await own.get('/profile')).status).toBe(200)
})

test('a demoted admin has no power left, in any tab that is still open', async () => {
  const fallen = await site.seed.admin()
  const victim = await site.seed.agent()
  const tab = site.visitor({ session: await site.openSession(fallen) })
  expect((await tab.get('/organization/users')).status).toBe(200)
  const path = `/organization/users/${fallen.id}`
  expect(await act(await site.signedIn(admin), 'setRole', { userId: fallen.id, role: 'agent' }, path)).toBe(
    `${path}?notice=role-changed`,
  )
  expect(
    await act(tab, 'suspend', { userId: victim.id }, `/organization/users/${victim.id}/suspend`),
  ).toMatch(/^\/sign-in/)
  const anew = site.visitor({ session: await site.openSession({ ...fallen, role: 'agent' }) })
  expect((await anew.get('/organization/users')).status).toBe(404)
})
