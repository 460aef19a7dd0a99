import { beforeAll, describe, expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { resetPassword } from '@/lib/acts/passwords/reset'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { newToken } from '@/lib/crypto/token'
import { hours, seconds } from '@/lib/duration'
import { type Organization, organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import type { Person } from '../support/world/person'
import {
  besiege,
  elsewhere,
  entry,
  guess,
  mailedToken,
  newPassword,
  settled,
} from '../support/world/strangers'

/*
 * Strangers who know an address and send wrong passwords for it. They slow down strangers: not a browser in which this person
 * has signed in before, and not whoever gets a new password by email.
 */

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

  test('a new password by email opens at once, in the browser that chose it and in any other', async () => {
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

test('someone whom strangers keep out is let in by a reset, and told that a new password opens at once', async () => {
  const org = await organization()
  const { person, browser } = await settled(org, { enrolled: true })
  for (const actor of [await org.asAdmin(), mintConsole('root')]) {
    await besiege(org, person)
    granted(await resetTwoFactor(org.ctx, actor, { userId: person.id, reason: 'lost the phone' }))
    expect(await entry(person, browser)).toBe('ok')
  }
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: person.id }))
  await besiege(org, person)
  const refused = await person.enterPassword(person.password, { browser })
  expect(refused).toMatchObject({ code: 'too-many-attempts', detail: { resetHelps: true } })
})
