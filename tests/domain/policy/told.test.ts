import { expect, test } from 'vitest'
import { beginOnPeople } from '@/lib/acts/batches/begin-on-people'
import { addPeople } from '@/lib/acts/groups/add-people'
import { endGrace } from '@/lib/acts/policy/end-grace'
import { giveGrace } from '@/lib/acts/policy/give-grace'
import { changeRole } from '@/lib/acts/users/change-role'
import { days } from '@/lib/duration'
import { runBatches } from '@/lib/jobs/batches/run'
import { followPolicies } from '@/lib/jobs/policy'
import { groupIn } from '../../support/world/group'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { ruled } from '../../support/world/policy'
import { auditTrail } from '../../support/world/rows'

const now = 'Two-factor authentication is now required'
const byFriday = 'Set up two-factor authentication by Friday, 4 December, 18:00'

/** What came to each, once the job has had its turn as well: everyone is told once. */
async function told(org: Organization, letters: Letters): Promise<string[][]> {
  await followPolicies(org.ctx)
  return (await letters.arrived()).map(({ to, subject }) => [to, subject]).toSorted()
}

async function openOf(org: Organization, { id }: { id: string }): Promise<number> {
  const { sessions } = org.world.db.tables
  const all = await org.world.db.read.select({ userId: sessions.userId }).from(sessions)
  return all.filter(({ userId }) => userId === id).length
}

test('whoever loses the time they were given is told, before the hour and after it', async () => {
  const org = await organization()
  const { clock } = org.world
  const letters = new Letters(org.world)
  const [ben, mei] = [await org.agent(), await org.agent()]
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  await followPolicies(org.ctx)
  const admin = await org.asAdmin()
  for (const { id: userId } of [ben, mei])
    granted(await giveGrace(org.ctx, admin, { userId, until: '2026-12-08T09:00', reason: 'On a ship' }))
  await letters.arrived()
  granted(await endGrace(org.ctx, admin, { userId: ben.id }))
  expect(await told(org, letters)).toEqual([[ben.email, byFriday]])
  clock.pass(new Date('2026-12-05T12:00:00Z').getTime() - clock.now().getTime())
  await mei.openSession()
  await told(org, letters)
  await org.admin.enrollAtSignIn()
  const later = await org.admin.signInAsAdmin()
  await letters.arrived()
  expect(await openOf(org, mei)).toBe(1)
  granted(await endGrace(org.ctx, later, { userId: mei.id }))
  expect(await openOf(org, mei)).toBe(0)
  expect(await told(org, letters)).toEqual([[mei.email, now]])
})

test('whoever comes into a group that the policy names is told, once, and what they had open ends', async () => {
  const org = await organization()
  const { ctx } = org
  const letters = new Letters(org.world)
  const [ben, mei, tom] = [await org.agent(), await org.agent(), await org.agent({ enrolled: true })]
  const [first, second] = [await groupIn(org, 'First'), await groupIn(org, 'Second')]
  granted(await ruled(org, { who: 'groups', groupIds: [first, second], date: '2026-12-04T18:00' }))
  const admin = await org.asAdmin()
  await told(org, letters)
  granted(await addPeople(ctx, admin, { groupId: first, userIds: [ben.id, tom.id] }))
  expect(await told(org, letters)).toEqual([[ben.email, byFriday]])
  granted(await addPeople(ctx, admin, { groupId: second, userIds: [ben.id] }))
  expect(await told(org, letters)).toEqual([])
  org.world.clock.pass(days(11))
  await told(org, letters)
  const next = await org.asAdmin()
  await mei.openSession()
  const adding = { kind: 'add-to-group' as const, groupId: first, userIds: [mei.id], signOut: false }
  granted(await beginOnPeople(ctx, next, adding))
  await runBatches(ctx)
  expect(await openOf(org, mei)).toBe(0)
  expect(await told(org, letters)).toEqual([[mei.email, now]])
})

test('an agent who is made an admin is told where the policy asks admins', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const [ben, mei] = [await org.agent(), await org.agent()]
  granted(await ruled(org, { who: 'admins', date: '2026-12-04T18:00' }))
  await told(org, letters)
  const change = async (userId: string, by = org.asAdmin()) =>
    granted(await changeRole(org.ctx, await by, { userId, role: 'admin' }))
  await change(ben.id)
  expect(await told(org, letters)).toEqual([[ben.email, byFriday]])
  org.world.clock.pass(days(11))
  await told(org, letters)
  await org.admin.enrollAtSignIn()
  await letters.arrived()
  await change(mei.id, org.admin.signInAsAdmin())
  expect(await told(org, letters)).toEqual([[mei.email, now]])
})

test('what people are told by itself stands in the log, as one sum for each hour they were told of, by the server', async () => {
  const org = await organization()
  const { clock } = org.world
  const [ben] = [await org.agent(), await org.agent(), await org.agent({ enrolled: true })]
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  const until = '2026-12-08T09:00'
  granted(await giveGrace(org.ctx, await org.asAdmin(), { userId: ben.id, until, reason: 'On a ship' }))
  const reminders = async () => {
    await followPolicies(org.ctx)
    const trail = await auditTrail(org.ctx, org.id)
    return trail.filter(({ event }) => event === 'two-factor.reminded').map(({ detail }) => detail)
  }
  const each = [
    { peopleReminded: 2, dueBy: '2026-12-04T18:00:00.000Z' },
    { peopleReminded: 1, dueBy: '2026-12-08T09:00:00.000Z' },
  ]
  expect(await reminders()).toEqual(each)
  expect(await reminders()).toEqual(each)
  clock.pass(new Date('2026-12-02T12:00:00Z').getTime() - clock.now().getTime())
  expect(await reminders()).toEqual([...each, ...each])
})
