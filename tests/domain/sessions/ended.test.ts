import { expect, test } from 'vitest'
import { changePassword } from '@/lib/acts/passwords/change'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { changeRole } from '@/lib/acts/users/change-role'
import { removeUser } from '@/lib/acts/users/remove'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { days, minutes } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { sentence } from '@/lib/messages/codes'
import { whyEnded } from '@/lib/queries/sessions/ended'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { memberOf, type Person } from '../../support/world/person'

/** What the browser that holds this token is told. */
async function told({ ctx }: Organization, token: string): Promise<string | null> {
  const why = await whyEnded(ctx, token)
  return why && sentence(why.code, why.detail)
}

const over = 'Your session has ended. Sign in again.'

/** Everything by which someone else, or they themselves elsewhere, end a session; and what is said of it. */
const endings: Record<string, [said: string, end: (org: Organization, person: Person) => Promise<unknown>]> =
  {
    'two-factor authentication is required': [
      'Harbor Support now requires two-factor authentication. Sign in again to continue.',
      (org, person) => org.require(person),
    ],
    'two-factor authentication is reset': [
      'Your two-factor authentication was reset, so you were signed out. Sign in again.',
      async (org, { id }) => granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: id })),
    ],
    'the password is changed elsewhere': [
      'Your password was changed, so you were signed out. Sign in with the new one.',
      async ({ ctx }, person) => {
        const newPassword = 'seven crates of marmalade'
        granted(await changePassword(ctx, await person.signIn(), { password: person.password, newPassword }))
      },
    ],
    'a second factor is turned on elsewhere': [
      'Your two-factor authentication was changed, so you were signed out here. Sign in again.',
      (_org, person) => person.enroll(),
    ],
    'an admin signs them out': [
      'An admin signed you out everywhere. Sign in again.',
      async (org, { id }) => granted(await signOutUser(org.ctx, await org.asAdmin(), { userId: id })),
    ],
    'they sign out everywhere else': [
      'You were signed out here from another device. Sign in again.',
      async ({ ctx }, person) => granted(await endOtherSessions(ctx, await person.signIn())),
    ],
    'their role is changed': [
      'Your role was changed, so you were signed out. Sign in again.',
      async (org, { id }) =>
        granted(await changeRole(org.ctx, await org.asAdmin(), { userId: id, role: 'admin' })),
    ],
    'they are suspended, which is told after the right password only': [
      over,
      async (org, { id }) => granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: id })),
    ],
  }

test.each(Object.keys(endings))('a session that ends because %s says so, once', async (how) => {
  const org = await organization('Harbor Support')
  const person = await org.agent()
  const { token } = await person.openSession()
  expect(await told(org, token)).toBeNull()
  const [said, end] = endings[how] ?? [over, async () => {}]
  await end(org, person)
  expect(await told(org, token)).toBe(said)
  expect(await told(org, token)).toBeNull()
})

test.each([false, true])('an expired session says after how long; swept before: %s', async (swept) => {
  const org = await organization()
  const agent = await org.agent()
  const idle = await agent.openSession()
  const admin = await org.admin.openSession()
  org.world.clock.pass(minutes(60))
  if (swept) await sweep(org.ctx)
  expect(await told(org, idle.token)).toBe('You were signed out after 60 minutes without use. Sign in again.')
  expect(await told(org, admin.token)).toBe(
    'You were signed out after 30 minutes without use. Sign in again.',
  )
  expect(await told(org, idle.token)).toBeNull()
  const { token } = await agent.openSession()
  for (let n = 0; n < 27; n++) {
    await memberOf(org.ctx, token).catch(() => {})
    org.world.clock.pass(minutes(55))
  }
  if (swept) await sweep(org.ctx)
  expect(await told(org, token)).toBe(
    'You were signed out because a session lasts 24 hours at most. Sign in again.',
  )
})

test('a session that was left open when 2FA was required says that, when it runs out after a day', async () => {
  const org = await organization('Harbor Support')
  const agent = await org.agent()
  const { token } = await agent.openSession()
  await org.require(agent, true, false)
  for (let n = 0; n < 27; n++) {
    await memberOf(org.ctx, token).catch(() => {})
    org.world.clock.pass(minutes(55))
  }
  expect(await told(org, token)).toBe(
    'Harbor Support now requires two-factor authentication. Sign in again to continue.',
  )
})

test('nothing is said to whoever signed out, holds a token of the API, of someone removed, or none of ours', async () => {
  const org = await organization()
  const agent = await org.agent()
  const [mine, api] = [await agent.openSession(), await agent.openSession({ channel: 'api', kind: 'mobile' })]
  granted(await signOut(org.ctx, await memberOf(org.ctx, mine.token)))
  expect(await told(org, mine.token)).toBeNull()
  granted(await signOutUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await told(org, api.token)).toBeNull()
  const { token } = await agent.openSession()
  granted(await removeUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await told(org, token)).toBeNull()
  for (const strange of ['', 'x', 'A'.repeat(43), "' or 1=1 --"]) expect(await told(org, strange)).toBeNull()
})

test('of several pages that are opened at once, one says it, whether the session was ended or ran out', async () => {
  const org = await organization()
  const agent = await org.agent()
  const [ended, expired] = [await agent.openSession(), await agent.openSession()]
  const says = async (token: string) => {
    const all = await Promise.all(Array.from({ length: 5 }, () => told(org, token)))
    return all.filter((said) => said !== null).length
  }
  org.world.clock.pass(minutes(61))
  expect(await says(expired.token)).toBe(1)
  org.world.clock.pass(-minutes(61))
  granted(await signOutUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await says(ended.token)).toBe(1)
})

test('it is remembered over a weekend, and opens nothing', async () => {
  const org = await organization()
  const agent = await org.agent()
  const [one, two] = [await agent.openSession(), await agent.openSession()]
  granted(await signOutUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  await expect(memberOf(org.ctx, one.token)).rejects.toThrow('dead')
  org.world.clock.pass(days(2.5))
  await sweep(org.ctx)
  expect(await told(org, one.token)).not.toBeNull()
  org.world.clock.pass(days(0.5))
  await sweep(org.ctx)
  expect(await told(org, two.token)).toBeNull()
  expect(codeOf(await agent.enterPassword())).toBe('ok')
})
