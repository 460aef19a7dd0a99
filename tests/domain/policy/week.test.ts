import { expect, test } from 'vitest'
import { giveGrace } from '@/lib/acts/policy/give-grace'
import { days, hours, minutes, seconds } from '@/lib/duration'
import { followPolicies } from '@/lib/jobs/policy'
import { findSession } from '@/lib/queries/sessions/find'
import { headcount } from '@/lib/queries/users/headcount'
import { listUsers, listUsersInput } from '@/lib/queries/users/list'
import { groupIn } from '../../support/world/group'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { ruled } from '../../support/world/policy'

/** The clocks of the tests begin on Tuesday, 24 November 2026, at 12:00:05 UTC. */
const friday = '2026-12-04T18:00'

const stepOf = async (person: Awaited<ReturnType<Organization['agent']>>) =>
  granted(await person.enterPassword()).step

const namesOf = async (org: Organization, twoFactor: string) =>
  (await listUsers(org.ctx, await org.asAdmin(), listUsersInput.parse({ twoFactor }))).users
    .map(({ name }) => name)
    .toSorted()

test('a rule with a date asks nobody before it, and everybody from that very second on', async () => {
  const org = await organization()
  const { clock } = org.world
  const [ben, chloe] = [await org.agent(), await org.agent({ enrolled: true })]
  granted(await ruled(org, { who: 'everyone', date: friday }))
  const { token } = await ben.openSession()
  expect(await stepOf(ben)).toBe('none')
  expect(await namesOf(org, 'off')).toEqual(['Ada Lindqvist', ben.name])
  expect(await namesOf(org, 'due')).toEqual(['Ada Lindqvist', ben.name])
  expect(await namesOf(org, 'required')).toEqual([])
  const hour = new Date('2026-12-04T18:00:00Z').getTime()
  clock.pass(hour - clock.now().getTime() - seconds(1))
  const last = await ben.openSession()
  expect(await findSession(org.ctx, last.token)).not.toBeNull()
  expect(await headcount(org.ctx, await org.asAdmin())).toEqual({
    ...{ people: 3, on: 1, required: 0, off: 2, due: 2, locked: 0 },
  })
  const admin = await org.asAdmin()
  clock.pass(seconds(1))
  expect(await findSession(org.ctx, last.token)).toBeNull()
  expect(await findSession(org.ctx, token)).toBeNull()
  expect(await stepOf(ben)).toBe('enrollment')
  expect(await headcount(org.ctx, admin)).toEqual({
    ...{ people: 3, on: 1, required: 2, off: 0, due: 0, locked: 0 },
  })
  const shown = await listUsers(org.ctx, admin, listUsersInput.parse({ twoFactor: 'required' }))
  expect(shown.users.map(({ name, secondFactor }) => [name, secondFactor])).toEqual([
    ['Ada Lindqvist', 'required'],
    [ben.name, 'required'],
  ])
  expect(granted(await chloe.enterPassword()).step).toBe('code')
  await ben.enrollAtSignIn()
  expect(await stepOf(ben)).toBe('code')
})

test('a list has as many people as its count says, before the hour, after it, and with more time', async () => {
  const org = await organization()
  const { clock } = org.world
  const eve = await org.anotherAdmin()
  await org.agent()
  await org.agent()
  granted(await ruled(org, { who: 'admins', date: friday }))
  const agree = async () => {
    const { off, due, required } = await headcount(org.ctx, await org.asAdmin())
    const listed = Promise.all(
      ['off', 'due', 'unasked', 'required', 'missing'].map(async (one) => (await namesOf(org, one)).length),
    )
    expect(await listed).toEqual([off, due, off - due, required, off + required])
    return [due, off - due, required]
  }
  expect(await agree()).toEqual([2, 2, 0])
  const admin = await org.asAdmin()
  const until = '2026-12-08T09:00'
  granted(await giveGrace(org.ctx, admin, { userId: eve.id, until, reason: 'On a ship' }))
  expect(await agree()).toEqual([2, 2, 0])
  clock.pass(new Date('2026-12-04T18:00:00Z').getTime() - clock.now().getTime())
  await org.admin.enrollAtSignIn()
  expect(await agree()).toEqual([1, 2, 0])
  clock.pass(days(5))
  expect(await agree()).toEqual([0, 2, 1])
})

test('a clock that is put back once the hour has come changes nothing', async () => {
  const org = await organization()
  const { clock } = org.world
  const ben = await org.agent()
  granted(await ruled(org, { who: 'everyone', date: friday }))
  clock.pass(days(11))
  await followPolicies(org.ctx)
  clock.pass(-days(5))
  expect(await stepOf(ben)).toBe('enrollment')
  expect(granted(await ruled(org, { who: 'nobody' }, await enrolledAdmin(org)))).toBeUndefined()
  expect(await stepOf(ben)).toBe('none')
})

test('nor does one that is put back once the time that someone was given is over; until then they have it', async () => {
  const org = await organization()
  const { clock } = org.world
  const eve = await org.agent()
  granted(await ruled(org, { who: 'everyone', date: friday }))
  const until = '2026-12-08T09:00'
  granted(await giveGrace(org.ctx, await org.asAdmin(), { userId: eve.id, until, reason: 'On a ship' }))
  clock.pass(days(11))
  await followPolicies(org.ctx)
  expect(await stepOf(eve)).toBe('none')
  clock.pass(days(4))
  await followPolicies(org.ctx)
  clock.pass(-days(4))
  expect(await stepOf(eve)).toBe('enrollment')
  await org.admin.enrollAtSignIn()
  const admin = await org.admin.signInAsAdmin()
  expect(await headcount(org.ctx, admin)).toMatchObject({ due: 0, required: 1 })
  const required = await listUsers(org.ctx, admin, listUsersInput.parse({ twoFactor: 'required' }))
  expect(required.users.map(({ id }) => id)).toEqual([eve.id])
  // Time that is given anew is time.
  const later = '2026-12-20T09:00'
  granted(await giveGrace(org.ctx, admin, { userId: eve.id, until: later, reason: 'Still at sea' }))
  expect(await stepOf(eve)).toBe('none')
})

async function enrolledAdmin(org: Organization) {
  await org.admin.enrollAtSignIn()
  return org.admin.signInAsAdmin()
}

test('open sessions go on for a day where the rule says so, and then end', async () => {
  const org = await organization()
  const { clock } = org.world
  const ben = await org.agent()
  clock.pass(seconds(1))
  const phone = await ben.openSession({ channel: 'api', kind: 'mobile' })
  granted(await ruled(org, { who: 'everyone', sessions: 'day' }))
  expect(await stepOf(ben)).toBe('enrollment')
  const { token } = phone
  expect(await findSession(org.ctx, token)).not.toBeNull()
  clock.pass(minutes(9))
  expect(await findSession(org.ctx, token)).not.toBeNull()
  clock.pass(hours(24))
  expect(await findSession(org.ctx, token)).toBeNull()
  const { sessions } = org.world.db.tables
  await followPolicies(org.ctx)
  const left = await org.world.db.read.select({ userId: sessions.userId }).from(sessions)
  expect(left.filter(({ userId }) => userId === ben.id)).toEqual([])
})

test('narrowing a rule, moving its date or switching it off frees whom it caught, at once', async () => {
  const org = await organization()
  const [ben, chloe] = [await org.agent(), await org.agent()]
  const groupId = await groupIn(org, 'Support', [ben])
  granted(await ruled(org, { who: 'everyone' }))
  const admin = await enrolledAdmin(org)
  expect([await stepOf(ben), await stepOf(chloe)]).toEqual(['enrollment', 'enrollment'])
  granted(await ruled(org, { who: 'groups', groupIds: [groupId] }, admin))
  expect([await stepOf(ben), await stepOf(chloe)]).toEqual(['enrollment', 'none'])
  granted(await ruled(org, { who: 'groups', groupIds: [groupId], date: friday }, admin))
  expect([await stepOf(ben), await stepOf(chloe)]).toEqual(['none', 'none'])
  granted(await ruled(org, { who: 'admins' }, admin))
  expect(await stepOf(ben)).toBe('none')
  expect(await headcount(org.ctx, admin)).toMatchObject({ on: 1, off: 2, required: 0, due: 0 })
})

test('someone who was given more time is asked at that hour, and everyone else at theirs', async () => {
  const org = await organization()
  const { clock } = org.world
  const [ben, chloe] = [await org.agent(), await org.agent()]
  granted(await ruled(org, { who: 'everyone', date: friday }))
  const admin = await org.asAdmin()
  const until = '2026-12-08T09:00'
  granted(await giveGrace(org.ctx, admin, { userId: ben.id, until, reason: 'On a ship until Monday' }))
  const own = await giveGrace(org.ctx, admin, { userId: admin.userId, until, reason: 'Mine' })
  expect(codeOf(own)).toBe('self')
  const early = await giveGrace(org.ctx, admin, { userId: chloe.id, until: '2026-12-01T09:00', reason: 'x' })
  expect(codeOf(early)).toBe('grace-date-refused')
  clock.pass(new Date('2026-12-05T12:00:00Z').getTime() - clock.now().getTime())
  await followPolicies(org.ctx)
  expect([await stepOf(ben), await stepOf(chloe)]).toEqual(['none', 'enrollment'])
  const ada = await enrolledAdmin(org)
  expect(await headcount(org.ctx, ada)).toMatchObject({ on: 1, required: 1, off: 1, due: 1 })
  const listed = async (twoFactor: string) =>
    (await listUsers(org.ctx, ada, listUsersInput.parse({ twoFactor }))).users.map(({ name }) => name)
  expect([await listed('due'), await listed('required'), await listed('missing')]).toEqual([
    [ben.name],
    [chloe.name],
    [ben.name, chloe.name],
  ])
  const { token } = await ben.openSession()
  clock.pass(new Date('2026-12-08T09:00:00Z').getTime() - clock.now().getTime())
  expect(await findSession(org.ctx, token)).toBeNull()
  expect(await stepOf(ben)).toBe('enrollment')
})

test('people are told when it is set, 7, 3 and 1 days before and on the day, and never twice', async () => {
  const org = await organization()
  const { clock } = org.world
  const letters = new Letters(org.world)
  const ben = await org.agent()
  await org.agent({ enrolled: true })
  await org.agent({ invited: true })
  await letters.arrived()
  granted(await ruled(org, { who: 'everyone', date: friday }))
  const told: string[] = []
  const end = new Date('2026-12-06T00:00:00Z').getTime()
  while (clock.now().getTime() < end) {
    await followPolicies(org.ctx)
    for (const letter of await letters.arrived())
      if (letter.to === ben.email) told.push(clock.now().toISOString().slice(0, 13))
    clock.pass(hours(1))
  }
  expect(told).toEqual(['2026-11-24T12', '2026-11-27T18', '2026-12-01T18', '2026-12-03T18', '2026-12-04T08'])
})

test('whoever is asked at once is told by email, once, and nobody who has it or was told before', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const ben = await org.agent()
  await org.agent({ enrolled: true })
  await org.agent({ required: true })
  await letters.arrived()
  granted(await ruled(org, { who: 'everyone' }))
  await followPolicies(org.ctx)
  org.world.clock.pass(hours(1))
  await followPolicies(org.ctx)
  const told = await letters.arrived()
  expect(told.map(({ to, subject }) => [to, subject]).toSorted()).toEqual(
    [
      [org.admin.email, 'Two-factor authentication is now required'],
      [ben.email, 'Two-factor authentication is now required'],
    ].toSorted(),
  )
})
