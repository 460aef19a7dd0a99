import { expect, test } from 'vitest'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { killFiftyTimes } from '../support/process/kill'
import type { Job } from '../support/process/victim'
import { type Organization, organization } from '../support/world/organization'
import { codeOf } from '../support/world/outcome'
import type { Person } from '../support/world/person'
import { after, expectWhole, placeOf, type Standing, standingOf } from '../support/world/standing'

/** What remains of a second factor: nothing. */
const off: Partial<Standing> = {
  ...{ factor: 'off', step: null, codeSets: 0, codes: 0, codesUsed: 0, pendingKeys: 0 },
  ...{ challenges: 0, attempts: 0, tickets: 0 },
}

/** Three people with a second factor, a session of before, a sign-in under way and a recovery code that is used. */
async function threePeople(org: Organization): Promise<Person[]> {
  const people = [1, 2, 3].map(() => org.agent({ enrolled: true }))
  const all = await Promise.all(people)
  for (const person of all) await person.challenge()
  return all
}

test('killed while three people turn it off: it is on with all that hangs on it, or off with none of it', async () => {
  const org = await organization()
  const people = await threePeople(org)
  const jobs: (Job & { act: 'disable' })[] = []
  for (const person of people) {
    org.world.clock.pass(60_000)
    jobs.push({ act: 'disable', member: await person.signIn(), password: person.password })
  }
  const ways: Standing[][] = []
  for (const { id } of people) {
    const on = await standingOf(org.ctx, id)
    const changes = { ...off, version: on.version + 1, sessions: 1 }
    ways.push([on, after(on, changes, 'two-factor.disabled', 'two-factor-disabled')])
  }
  const inTransaction = await killFiftyTimes(org.world, jobs, async (remains) => {
    await expectWhole(remains.world)
    const { ctx, clock } = remains.world
    clock.pass(60_000)
    for (const [n, person] of people.entries()) {
      const isOff = (await placeOf(remains, n, ways[n] ?? [], person.id)) === 1
      const { member, password } = jobs[n] as (typeof jobs)[0]
      expect(codeOf(await disableTwoFactor(ctx, member, { password }))).toBe(isOff ? 'two-factor-off' : 'ok')
    }
  })
  expect(inTransaction).toBeGreaterThan(10)
})

test('killed while an admin resets three people: each has everything, or nothing, no session either', async () => {
  const org = await organization()
  const people = await threePeople(org)
  for (const person of people) {
    org.world.clock.pass(60_000)
    await person.signIn()
    await person.challenge()
  }
  const admin = await org.asAdmin()
  const ways: Standing[][] = []
  for (const { id } of people) {
    const on = await standingOf(org.ctx, id)
    const changes = { ...off, version: on.version + 1, sessions: 0 }
    ways.push([on, after(on, changes, 'two-factor.reset', 'two-factor-reset')])
  }
  const jobs = people.map(({ id }): Job => ({ act: 'reset', admin, userId: id }))
  const inTransaction = await killFiftyTimes(org.world, jobs, async (remains) => {
    await expectWhole(remains.world)
    remains.world.clock.pass(60_000)
    for (const [n, person] of people.entries()) {
      const isReset = (await placeOf(remains, n, ways[n] ?? [], person.id)) === 1
      const accepted = await person.in(remains.world).enterPassword()
      expect(accepted).toMatchObject({ ok: true, value: { step: isReset ? 'none' : 'code' } })
    }
  })
  expect(inTransaction).toBeGreaterThan(10)
})
