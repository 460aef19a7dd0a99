import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import type { Context } from '@/lib/context'
import { days, hours, later, minutes } from '@/lib/duration'
import { countDays } from '@/lib/jobs/days'
import { sweeps } from '@/lib/jobs/sweep'
import { attemptsThisWeek, coverageByDay } from '@/lib/queries/overview/days'
import { daysKept } from '@/lib/records/days/day'
import { changeUser } from '@/lib/records/users/change'
import { type Organization, organization } from '../../support/world/organization'
import { Person } from '../../support/world/person'

/** The clocks of the tests begin on Tuesday, 24 November 2026, at 12:00:05 UTC. */

async function zoned(org: Organization, timeZone: string) {
  const { organizations } = org.ctx.db.tables
  await org.ctx.db.write((tx) =>
    tx.update(organizations).set({ timeZone }).where(eq(organizations.id, org.id)),
  )
}

const rowsOf = async ({ db }: Context) => {
  const { organizationDays } = db.tables
  const rows = await db.read.select().from(organizationDays)
  return rows
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ day, people, protected: on, missing }) => [day, people, on, missing])
}

test('through a week people are counted once a day, as they are when the day begins', async () => {
  const org = await organization()
  const { clock } = org.world
  for (let day = 0; day < 7; day++) {
    await countDays(org.ctx)
    if (day < 3) await org.agent({ enrolled: day > 0 })
    if (day === 4) await org.agent({ suspended: true })
    await countDays(org.ctx)
    clock.pass(days(1))
  }
  const counted = [
    ['2026-11-24', 1, 0, 1],
    ['2026-11-25', 2, 0, 2],
    ['2026-11-26', 3, 1, 2],
    ['2026-11-27', 4, 2, 2],
    ['2026-11-28', 4, 2, 2],
    ['2026-11-29', 5, 2, 3],
    ['2026-11-30', 5, 2, 3],
  ]
  expect(await rowsOf(org.ctx)).toEqual(counted)
  const shown = await coverageByDay(org.ctx, await org.asAdmin())
  expect(shown.today).toBe('2026-12-01')
  expect(shown.days.map((one) => [one.day, one.people, one.protected, one.missing])).toEqual(counted)
})

test('a day begins at midnight in the time zone of the organization', async () => {
  const org = await organization()
  const { clock } = org.world
  await zoned(org, 'America/Los_Angeles')
  const dayOf = async () => {
    await countDays(org.ctx)
    return (await rowsOf(org.ctx)).map(([day]) => day)
  }
  clock.pass(-hours(5))
  expect(await dayOf()).toEqual(['2026-11-23'])
  clock.pass(minutes(59))
  expect(await dayOf()).toEqual(['2026-11-23'])
  clock.pass(minutes(1))
  expect(await dayOf()).toEqual(['2026-11-23', '2026-11-24'])
  await zoned(org, 'Pacific/Auckland')
  clock.pass(hours(3))
  expect(await dayOf()).toEqual(['2026-11-23', '2026-11-24', '2026-11-25'])
})

test('a clock that is put back rewrites no day and counts none twice', async () => {
  const org = await organization()
  const { clock } = org.world
  await countDays(org.ctx)
  clock.pass(days(1))
  await countDays(org.ctx)
  await org.agent({ enrolled: true })
  const before = await rowsOf(org.ctx)
  clock.pass(-days(1))
  await countDays(org.ctx)
  clock.pass(days(1))
  await countDays(org.ctx)
  expect(await rowsOf(org.ctx)).toEqual(before)
})

test('of several that count at once one is the first, and an attempt before it does not keep it away', async () => {
  const org = await organization()
  await org.admin.enterPassword('not this one')
  await Promise.all([countDays(org.ctx), countDays(org.ctx), countDays(org.ctx)])
  expect(await rowsOf(org.ctx)).toEqual([['2026-11-24', 1, 0, 1]])
})

test('a clock that has lost its time counts nothing', async () => {
  const org = await organization()
  await countDays({ ...org.ctx, now: () => new Date('1970-01-01T00:00:00Z') })
  expect(await rowsOf(org.ctx)).toEqual([])
})

test('after two years a day is forgotten, and not a day sooner', async () => {
  const org = await organization()
  const { organizationDays } = org.ctx.db.tables
  const dayBack = (back: number) => later(org.ctx.now(), -back).toISOString().slice(0, 10)
  const kept = [dayBack(daysKept), dayBack(days(1))]
  const rows = [dayBack(daysKept + days(1)), ...kept].map((day) => ({
    organizationId: org.id,
    day,
    people: 1,
  }))
  await org.ctx.db.write((tx) => tx.insert(organizationDays).values(rows))
  await sweeps.time?.(org.ctx)
  await sweeps.days?.(org.ctx)
  expect((await rowsOf(org.ctx)).map(([day]) => day)).toEqual(kept)
})

test('sign-ins that did not succeed are counted for seven days, each by what was missing', async () => {
  const org = await organization()
  const { clock } = org.world
  const ben = await org.agent({ enrolled: true })
  await org.admin.enterPassword('not this one')
  await org.admin.enterPassword('nor that one')
  const nobody = new Person(org.world, {
    ...{ id: ben.id, name: ben.name, password: ben.password },
    email: 'nobody@example.com',
  })
  await nobody.enterPassword()
  await ben.enterPassword('wrong as well')
  await ben.enterPassword()
  clock.pass(hours(1))
  await sweeps.challenges?.(org.ctx)
  const none = { wrongPasswords: 0, unfinished: 0, locked: 0 }
  expect(await attemptsThisWeek(org.ctx, await org.asAdmin())).toEqual({
    ...{ wrongPasswords: 3, unfinished: 1, locked: 0 },
  })
  await org.ctx.db.write((tx) => changeUser(tx, org.ctx, ben.id, { secondStepFailures: 99 }))
  await finishWithCode(org.ctx, await ben.challenge(), { code: '000000' })
  clock.pass(days(6) - hours(2))
  expect(await attemptsThisWeek(org.ctx, await org.asAdmin())).toMatchObject({ wrongPasswords: 3, locked: 1 })
  clock.pass(days(1) + minutes(1))
  expect(await attemptsThisWeek(org.ctx, await org.asAdmin())).toEqual(none)
})
