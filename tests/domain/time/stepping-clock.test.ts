import { expect, test } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { days, hours, minutes, seconds } from '@/lib/duration'
import { proveBothFactors } from '@/lib/records/factors/prove'
import { waits } from '@/lib/records/factors/waits'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { spentSteps, userRow } from '../../support/world/rows'

/*
 * The clock of the server is wrong, and then right. After each step whoever has the right password and the code that
 * their phone shows signs in at once, and no used code works again.
 */

const to1970 = ({ world }: Organization) => -world.clock.now().getTime() + minutes(1)

/** How far a clock is off, and back. */
const errors = [
  ['a day ahead', () => days(1)],
  ['an hour ahead', () => hours(1)],
  ['ten years ahead', () => days(3650)],
  ['an hour behind', () => -hours(1)],
  ['in 1970', to1970],
] as const

/** Signs in with what the phone shows at the clock's time. */
async function signIn(person: Person, code?: string): Promise<string> {
  const entered = await person.enterPassword()
  if (!entered.ok) return entered.code
  const challenger = await person.challenge()
  const shown = code ?? (await person.phone.shownCode())
  return codeOf(await finishWithCode(person.world.ctx, challenger, { code: shown }))
}

for (const [name, off] of errors) {
  test(`passwords and codes while the clock is ${name}, and after it is right again`, async () => {
    const org = await organization()
    const ben = await org.agent({ enrolled: true })
    org.world.clock.pass(minutes(5))
    const step = off(org)
    org.world.clock.pass(step)
    const wrongly = await ben.phone.shownCode()
    expect(await signIn(ben)).toBe('ok')
    expect(await signIn(ben, wrongly)).toBe('code-wrong')
    org.world.clock.pass(-step)
    const used = await ben.phone.shownCode()
    expect(await signIn(ben)).toBe('ok')
    expect(await signIn(ben, used)).toBe('code-wrong')
    org.world.clock.pass(step)
    expect(await signIn(ben, wrongly)).toBe('code-wrong')
  })

  test(`wrong passwords while the clock is ${name} make nobody wait once it is right`, async () => {
    const org = await organization()
    const ben = await org.agent({ enrolled: true })
    org.world.clock.pass(minutes(5))
    const step = off(org)
    org.world.clock.pass(step)
    for (let n = 0; n < 8; n++) await ben.enterPassword('not the right password')
    expect(codeOf(await ben.enterPassword())).toBe('too-many-attempts')
    org.world.clock.pass(-step)
    expect(await waits(org.ctx.db.read, org.ctx, await userRow(org.ctx, ben.id))).toBe(false)
    expect(await signIn(ben)).toBe('ok')
  })
}

test('wrong passwords from before the clock went back make nobody wait for longer than they would have', async () => {
  const org = await organization()
  const ben = await org.agent()
  for (let n = 0; n < 8; n++) await ben.enterPassword('not the right password')
  org.world.clock.pass(-hours(1))
  expect(codeOf(await ben.enterPassword())).toBe('ok')
})

test('a delay is still a delay when the clock is right, and when it is two minutes off', async () => {
  const org = await organization()
  const ben = await org.agent()
  for (let n = 0; n < 30; n++) {
    await ben.enterPassword('not the right password')
    org.world.clock.pass(minutes(1))
  }
  while (codeOf(await ben.enterPassword('not the right password')) !== 'too-many-attempts');
  org.world.clock.pass(-minutes(1))
  expect(codeOf(await ben.enterPassword())).toBe('too-many-attempts')
})

test('wrong codes while the clock was ahead make nobody wait once it is right', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  org.world.clock.pass(minutes(5))
  for (const ahead of [hours(1), days(1)]) {
    org.world.clock.pass(ahead)
    const wrong = await ben.phone.wrongCode()
    for (let n = 0; n < 10; n++) await signIn(ben, wrong)
    expect(await signIn(ben)).toBe('too-many-attempts')
    org.world.clock.pass(-ahead)
    expect(await signIn(ben)).toBe('ok')
    org.world.clock.pass(minutes(1))
  }
})

test('a counter without a delay holds none', async () => {
  const org = await organization()
  const ben = await org.agent()
  await ben.enterPassword('not the right password')
  const rows = await org.ctx.db.read.select().from(org.ctx.db.tables.throttles)
  expect(rows.map(({ retryAt }) => retryAt)).toEqual(rows.map(() => null))
  expect(rows.length).toBeGreaterThan(0)
})

test('a password asked for again, and both factors, after the clock was ahead', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  org.world.clock.pass(minutes(5))
  const member = await ben.signIn()
  org.world.clock.pass(days(1))
  for (let n = 0; n < 8; n++)
    await proveBothFactors(org.ctx, member, { password: 'not the right password', code: '000000' })
  org.world.clock.pass(-days(1) + seconds(60))
  const given = { password: ben.password, code: await ben.phone.shownCode() }
  granted(await proveBothFactors(org.ctx, member, given))
  expect(codeOf(await proveBothFactors(org.ctx, member, given))).toBe('code-wrong')
})

test('a code one step older than the last accepted one is refused after the clock was ahead, too', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  org.world.clock.pass(minutes(5))
  org.world.clock.pass(days(1))
  expect(await signIn(ben)).toBe('ok')
  org.world.clock.pass(-days(1))
  const older = await ben.phone.codeOff(-seconds(30))
  expect(await signIn(ben)).toBe('ok')
  expect(await signIn(ben, older)).toBe('code-wrong')
})

test('the code that confirmed an enrollment is used for good, and the next one is not', async () => {
  const org = await organization()
  org.world.clock.pass(days(1))
  const ben = await org.agent({ enrolled: true })
  const confirming = await ben.phone.shownCode()
  org.world.clock.pass(-days(1))
  expect(await signIn(ben)).toBe('ok')
  org.world.clock.pass(days(1))
  expect(await signIn(ben, confirming)).toBe('code-wrong')
})

test('used codes are forgotten when they are both old and many', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const count = async () => (await spentSteps(org.ctx, ben.id)).length
  for (let n = 0; n < 50; n++) {
    org.world.clock.pass(minutes(1))
    expect(await signIn(ben)).toBe('ok')
  }
  expect(await count()).toBe(51)
  org.world.clock.pass(days(8))
  const seen: string[] = []
  for (let n = 0; n < 3; n++) {
    org.world.clock.pass(minutes(1))
    seen.push(await ben.phone.shownCode())
    expect(await signIn(ben)).toBe('ok')
  }
  expect(await count()).toBeLessThan(40)
  expect(await count()).toBeGreaterThan(20)
  expect(await signIn(ben, seen[2])).toBe('code-wrong')
})
