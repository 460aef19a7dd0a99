import { beforeAll, describe, expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { askForReset } from '@/lib/acts/passwords/ask-for-reset'
import { changePassword } from '@/lib/acts/passwords/change'
import { resetPassword } from '@/lib/acts/passwords/reset'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context } from '@/lib/context'
import { newToken } from '@/lib/crypto/token'
import { hours, minutes, seconds } from '@/lib/duration'
import { runErrands } from '@/lib/jobs/errands'
import { Letters } from '../support/world/letters'
import { type Organization, organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { memberOf, type Person } from '../support/world/person'

/*
 * Strangers who know an address and send wrong passwords for it. They slow down strangers: not a browser in which this person
 * has signed in before, and not whoever gets a new password by mail.
 */

const elsewhere = { address: '203.0.113.66' }
const newPassword = 'seven crates of marmalade'

/** One wrong password for an address; it is looked at, or the stranger is told to wait. */
const guess = (ctx: Context, email: string, deviceToken?: string) =>
  signInWithPassword(ctx, { email, password: 'not the password', deviceToken }, 'web').then(codeOf)

/** Makes whoever is not known wait at this account. */
async function besiege(org: Organization, { email }: Person): Promise<void> {
  const ctx = org.world.from(elsewhere)
  while ((await guess(ctx, email)) !== 'too-many-attempts');
}

/** A person who has signed in with one browser, whose token is returned. */
async function settled(org: Organization, options = {}): Promise<{ person: Person; browser: string }> {
  const person = await org.agent(options)
  const browser = newToken()
  await person.signIn({ browser })
  return { person, browser }
}

async function mailedToken(org: Organization, { email }: Person): Promise<string> {
  const letters = new Letters(org.world)
  granted(await askForReset(org.ctx, { email }))
  await runErrands(org.ctx)
  return (await letters.arrived()).find(({ subject }) => subject === 'Choose a new password')?.token ?? ''
}

const entry = async (person: Person, browser?: string) =>
  codeOf(await person.enterPassword(person.password, browser === undefined ? {} : { browser }))

describe('for an hour, a wrong password whenever the delay ends', () => {
  const rounds = hours(1) / seconds(15)
  const seen = { known: [] as string[], overApi: [] as string[], unknown: [] as string[], stranger: 0 }
  let org: Organization
  let person: Person

  beforeAll(async () => {
    org = await organization()
    const one = await settled(org)
    person = one.person
    const phone = newToken()
    await person.openSession({ channel: 'api', kind: 'mobile', browser: phone })
    const ctx = org.world.from(elsewhere)
    await besiege(org, person)
    for (let round = 0; round < rounds; round++) {
      if ((await guess(ctx, person.email)) !== 'too-many-attempts') seen.stranger++
      seen.known.push(await entry(person, one.browser))
      const way = { channel: 'api', kind: 'mobile', browser: phone } as const
      seen.overApi.push(codeOf(await person.enterPassword(person.password, way)))
      if (round % 20 === 0) seen.unknown.push(await entry(person, newToken()))
      org.world.clock.pass(seconds(15))
    }
  }, 120_000)

  test('each right password is looked at in a known browser, and in a known app', () => {
    expect(seen.known).toEqual(Array(rounds).fill('ok'))
    expect(seen.overApi).toEqual(Array(rounds).fill('ok'))
  })

  test('the stranger is slowed down all the same, and so is a new browser', () => {
    expect(seen.stranger).toBeLessThan(50)
    expect(new Set(seen.unknown)).toEqual(new Set(['too-many-attempts']))
  })

  test('a new password by mail opens at once, in the browser that chose it and in any other', async () => {
    const token = await mailedToken(org, person)
    const browser = newToken()
    granted(await resetPassword(org.ctx, { token, newPassword }, browser))
    person.password = newPassword
    expect(await entry(person, newToken())).toBe('ok')
    await besiege(org, person)
    expect(await entry(person, newToken())).toBe('too-many-attempts')
    expect(await entry(person, browser)).toBe('ok')
  })
})

test('with a stolen device token guessing is slowed down as before, and its owner only in that browser', async () => {
  const org = await organization()
  const { person, browser } = await settled(org)
  const other = newToken()
  await person.signIn({ browser: other })
  const looked = async (deviceToken?: string) => {
    let n = 0
    for (const end = org.ctx.now().getTime() + hours(1); org.ctx.now().getTime() < end; ) {
      if ((await guess(org.world.from(elsewhere), person.email, deviceToken)) === 'credentials-wrong') n++
      else org.world.clock.pass(seconds(5))
    }
    return n
  }
  const withToken = await looked(browser)
  expect(await entry(person, other)).toBe('ok')
  expect(withToken).toBeLessThanOrEqual(await looked())
}, 60_000)

test('64 wrong passwords behind one address do not stop the known browsers of colleagues there', async () => {
  const org = await organization()
  const colleagues = [await settled(org), await settled(org), await settled(org)]
  const answers: string[] = []
  for (let n = 0; n < 64; n++) answers.push(await guess(org.ctx, `guess${n}@example.com`))
  expect(answers.at(-1)).toBe('too-many-attempts')
  for (const { person, browser } of colleagues) {
    expect(await entry(person)).toBe('too-many-attempts')
    expect(await entry(person, browser)).toBe('ok')
  }
})

test('after a reset behind that address the browser that chose the password is let in', async () => {
  const org = await organization()
  const person = await org.agent()
  for (let n = 0; n < 64; n++) await guess(org.ctx, `guess${n}@example.com`)
  const token = await mailedToken(org, person)
  const browser = newToken()
  granted(await resetPassword(org.ctx, { token, newPassword }, browser))
  person.password = newPassword
  expect(await entry(person, browser)).toBe('ok')
})

test('the token of one person does nothing for another, and nothing to the first', async () => {
  const org = await organization()
  const [ben, cleo] = [await settled(org), await settled(org)]
  await besiege(org, cleo.person)
  expect(await entry(cleo.person, ben.browser)).toBe('too-many-attempts')
  const unknown = await guess(org.world.from(elsewhere), 'nobody@example.com', ben.browser)
  expect(unknown).toBe('credentials-wrong')
  for (let n = 0; n < 9; n++) await guess(org.ctx, 'nobody@example.com', ben.browser)
  expect(await entry(ben.person, ben.browser)).toBe('ok')
})

test('a right password without the second step makes no browser known, nor does a token that somebody invents', async () => {
  const org = await organization()
  const person = await org.agent({ enrolled: true })
  const browser = newToken()
  granted(await person.enterPassword(person.password, { browser }))
  await besiege(org, person)
  for (const token of [browser, newToken(), '', 'x'.repeat(43), "' or 1=1 --"])
    expect([token, await entry(person, token)]).toEqual([token, 'too-many-attempts'])
})

test('a joined person is known in the browser they joined with', async () => {
  const org = await organization()
  const person = await org.agent({ invited: true })
  const browser = newToken()
  granted(await acceptInvitation(org.ctx, { token: person.invitation, password: newPassword }, browser))
  person.password = newPassword
  await besiege(org, person)
  expect(await entry(person, browser)).toBe('ok')
  expect(await entry(person, newToken())).toBe('too-many-attempts')
})

test('ten browsers are known for each person; an eleventh takes the place of the one used longest ago', async () => {
  const org = await organization()
  const person = await org.agent()
  const browsers = Array.from({ length: 11 }, () => newToken())
  for (const browser of browsers) {
    await person.signIn({ browser })
    org.world.clock.pass(minutes(1))
  }
  await besiege(org, person)
  const answers: string[] = []
  for (const browser of browsers) answers.push(await entry(person, browser))
  expect(answers).toEqual(['too-many-attempts', ...Array(10).fill('ok')])
})

/** What ends everything of a person. */
const endings: Record<string, (org: Organization, person: Person) => Promise<unknown>> = {
  'signed out everywhere by an admin': async (org, { id }) =>
    signOutUser(org.ctx, await org.asAdmin(), { userId: id }),
  'signed out everywhere else': async (org, person) => endOtherSessions(org.ctx, await person.signIn()),
  'suspended and reactivated': async (org, { id }) => {
    const admin = await org.asAdmin()
    granted(await suspendUser(org.ctx, admin, { userId: id }))
    return reactivateUser(org.ctx, admin, { userId: id })
  },
  'second factor reset': async (org, { id }) => resetTwoFactor(org.ctx, await org.asAdmin(), { userId: id }),
  'password changed': async (org, person) => {
    const { password } = person
    person.password = newPassword
    return changePassword(org.ctx, await memberOf(org.ctx, (await signInAs(person, password)).token), {
      ...{ password, newPassword },
    })
  },
  'password reset': async (org, person) => {
    const token = await mailedToken(org, person)
    person.password = newPassword
    return resetPassword(org.ctx, { token, newPassword })
  },
}

async function signInAs(person: Person, password: string) {
  const now = person.password
  person.password = password
  const opened = await person.openSession()
  person.password = now
  return opened
}

test.each(Object.keys(endings))('%s: the browsers of before are known no more', async (ending) => {
  const org = await organization()
  const { person, browser } = await settled(org)
  await endings[ending]?.(org, person)
  await besiege(org, person)
  expect(await entry(person, browser)).toBe('too-many-attempts')
})

test('the browser from which one ends all the rest stays known, and signing out forgets none', async () => {
  const org = await organization()
  const { person, browser } = await settled(org)
  const here = newToken()
  granted(await endOtherSessions(org.ctx, await person.signIn({ browser: here })))
  const { password } = person
  granted(
    await changePassword(org.ctx, await person.signIn({ browser: here }), { ...{ password, newPassword } }),
  )
  person.password = newPassword
  granted(await signOut(org.ctx, await person.signIn({ browser: here })))
  await besiege(org, person)
  expect(await entry(person, here)).toBe('ok')
  expect(await entry(person, browser)).toBe('too-many-attempts')
})

test('an admin and the console unlock an account that strangers keep busy', async () => {
  const org = await organization()
  const person = await org.agent()
  await besiege(org, person)
  granted(await unlockSecondStep(org.ctx, await org.asAdmin(), { userId: person.id }))
  expect(await entry(person)).toBe('ok')
  await besiege(org, person)
  granted(await unlockSecondStep(org.ctx, mintConsole('root'), { userId: person.id, reason: 'kept out' }))
  expect(await entry(person)).toBe('ok')
})
