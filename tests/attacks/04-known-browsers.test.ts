import { expect, test } from 'vitest'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { changePassword } from '@/lib/acts/passwords/change'
import { resetPassword } from '@/lib/acts/passwords/reset'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { newToken } from '@/lib/crypto/token'
import { minutes } from '@/lib/duration'
import { type Organization, organization } from '../support/world/organization'
import { granted } from '../support/world/outcome'
import { memberOf, type Person } from '../support/world/person'
import { besiege, entry, mailedToken, newPassword, settled } from '../support/world/strangers'

test('a right password without the second step makes no browser known, nor does a token that someone invents', async () => {
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
