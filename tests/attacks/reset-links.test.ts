import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { builtAction, filled } from '../support/server/build-manifest'
import { Postbox } from '../support/server/postbox'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Fields, Visitor } from '../support/server/visitor'
import { userRow } from '../support/world/rows'

const newPassword = 'seven crates of marmalade'
const saved = '/sign-in?notice=password-reset'

let site: Site
let postbox: Postbox

beforeAll(async () => {
  site = await openSite()
  postbox = new Postbox(site.server)
})

const act = async (visitor: Visitor, name: string, fields: Fields, path?: string) => {
  const action = builtAction(name)
  const { leadsTo, body } = await visitor.act({ ...action, path: path ?? action.path }, fields)
  return leadsTo ?? (/"status":"(\w+)"/.exec(body)?.[1] || body)
}

/** The token of the link that this person is sent who asks for one. */
async function linkFor({ email }: Pick<Resident, 'email'>): Promise<string> {
  expect(await act(site.visitor(), 'sendResetLink', { email })).toBe('done')
  const { path, token } = await postbox.next(email, 'Choose a new password')
  expect(path).toBe(`/reset-password/${token}`)
  return token
}

/** Posts a new password, and shows that nothing came of it. */
async function expectDead(token: string, who: Resident): Promise<void> {
  const before = await userRow(site.ctx(), who.id)
  const visitor = site.visitor()
  expect((await visitor.get(`/reset-password/${token}`)).body).toContain('This link was used, has expired')
  const answer = await visitor.act(builtAction('savePassword'), { token, newPassword: `${newPassword} more` })
  expect(answer.body).toContain('This link was used, has expired')
  expect(await userRow(site.ctx(), who.id)).toEqual(before)
}

test('a reset signs nobody in, ends what was signed in, and leaves the second step in its place', async () => {
  const who = await site.seed.agent({ enrolled: true })
  const session = await site.openSession(who)
  const challenge = await site.challenge(who)
  const own = site.visitor()
  const answer = await own.act(builtAction('savePassword'), { token: await linkFor(who), newPassword })
  expect(answer.leadsTo).toBe(saved)
  // Whoever chose the password is known from now on, by a cookie that opens nothing.
  expect([...own.cookies.keys()]).toEqual([own.cookieName('browser')])
  expect((await own.get('/profile')).leadsTo).toMatch(/^\/sign-in/)
  expect(await site.opens(session)).toBe(false)
  expect((await site.visitor({ challenge }).get('/sign-in/code')).leadsTo).toMatch(/challenge-over/)
  await postbox.next(who.email, 'Your password was changed')

  const { email, password } = who
  expect(await act(own, 'signIn', { email, password })).toBe('failed')
  expect(await act(own, 'signIn', { email, password: newPassword })).toBe('/sign-in/code')
  expect(own.cookie('session')).toBeUndefined()
  expect((await own.get('/profile')).leadsTo).toMatch(/^\/sign-in/)
  expect(await act(own, 'verifyCode', { code: await who.phone.nextCode() })).toBe('/profile')
})

test('a reset does not lead past an enrollment that is required', async () => {
  const who = await site.seed.agent({ required: true })
  expect(await act(site.visitor(), 'savePassword', { token: await linkFor(who), newPassword })).toBe(saved)
  const own = site.visitor()
  expect(await act(own, 'signIn', { email: who.email, password: newPassword })).toBe('/sign-in/enroll')
  expect((await own.get('/profile')).leadsTo).toMatch(/^\/sign-in/)
})

test('of twenty who post one link at once, one sets the password', async () => {
  const who = await site.seed.agent()
  const token = await linkFor(who)
  const passwords = Array.from({ length: 20 }, (_, n) => `${newPassword} ${n}`)
  const answers = await Promise.all(
    passwords.map((password) => act(site.visitor(), 'savePassword', { token, newPassword: password })),
  )
  expect(answers.filter((answer) => answer !== 'failed')).toEqual([saved])
  const winner = passwords[answers.indexOf(saved)] ?? ''
  expect(await act(site.visitor(), 'signIn', { email: who.email, password: winner })).toBe('/profile')
  await expectDead(token, who)
})

test('a link is dead once it was used, and once there is a newer one', async () => {
  const who = await site.seed.agent()
  const older = await linkFor(who)
  const newer = await linkFor(who)
  await expectDead(older, who)
  expect(await act(site.visitor(), 'savePassword', { token: newer, newPassword })).toBe(saved)
  await expectDead(newer, who)
})

test('a link is dead once its hour is over', async () => {
  const who = await site.seed.agent()
  const token = await linkFor(who)
  const ctx = site.ctx()
  const { links } = ctx.db.tables
  await ctx.db.write((tx) => tx.update(links).set({ expiresAt: new Date() }).where(eq(links.userId, who.id)))
  await expectDead(token, who)
})

const admin = async (name: string, { id }: Resident, extra: Fields = {}) =>
  act(
    await site.signedIn(await site.seed.admin({ enrolled: true })),
    name,
    { userId: id, ...extra },
    filled(builtAction(name).path, id),
  )

/** What a person or an admin does meanwhile that makes a link of before worth nothing. */
const ends: Record<string, (who: Resident) => Promise<unknown>> = {
  'a change of the email address': async (who) => {
    const email = `moved.${who.id}@example.com`
    const { password } = who
    await act(await site.signedIn(who), 'changeOwnEmail', { email, password })
    const { token } = await postbox.next(email, 'Confirm your new email address')
    expect(await act(site.visitor(), 'confirmEmail', { token })).toMatch(/email-changed/)
  },
  'a change of the password': async (who) => {
    const { password } = who
    await act(await site.signedIn(who), 'changeOwnPassword', { password, newPassword })
  },
  'a suspension': (who) => admin('suspend', who),
  'a suspension that was lifted': async (who) => {
    expect(await admin('suspend', who)).toMatch(/^(done|\/)/)
    await admin('reactivate', who)
  },
  'a reset of the second factor': (who) => admin('reset', who),
}

test.each(Object.keys(ends))('a link is dead after %s', async (how) => {
  const who = await site.seed.agent({ enrolled: true })
  const token = await linkFor(who)
  expect((await site.visitor().get(`/reset-password/${token}`)).body).toContain(who.name)
  await ends[how]?.(who)
  await expectDead(token, who)
})

test('a link is dead after its person was removed', async () => {
  const who = await site.seed.agent()
  const token = await linkFor(who)
  await site.seed.remove(who)
  expect((await site.visitor().get(`/reset-password/${token}`)).body).not.toContain(who.name)
  expect(await act(site.visitor(), 'savePassword', { token, newPassword })).toBe('failed')
})
