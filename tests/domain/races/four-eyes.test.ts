import { expect, test } from 'vitest'
import { takeBackAsked } from '@/lib/acts/four-eyes/take-back'
import { addPeople } from '@/lib/acts/groups/add-people'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { listAskedActs } from '@/lib/queries/four-eyes'
import { groupsOf } from '@/lib/records/groups/of-person'
import { race } from '../../support/process/race'
import type { Job } from '../../support/process/race-rules'
import { problemsOf } from '../../support/world/audit-trail'
import { fourEyes, ruledByTwo, type Scene, settled, waitingOne } from '../../support/world/four-eyes'
import { groupIn } from '../../support/world/group'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { ruled } from '../../support/world/policy'
import { userRow } from '../../support/world/rows'

/** What an agent leaves with a second admin: the group by which the policy names them. */
async function leaving(): Promise<
  Scene & { third: Person; userId: string; groupId: string; askedId: string }
> {
  const scene = await fourEyes()
  const { org } = scene
  const third = await org.anotherAdmin({ enrolled: true })
  await settled(org)
  const ben = await org.agent({ enrolled: true })
  const groupId = await groupIn(org, 'Support', [ben])
  await ruledByTwo(scene, { who: 'groups', groupIds: [groupId] })
  const out = await removePerson(org.ctx, await org.asAdmin(), { groupId, userId: ben.id })
  expect(codeOf(out)).toBe('second-asked')
  const { id: askedId } = await waitingOne(scene, await org.asAdmin())
  return { ...scene, third, userId: ben.id, groupId, askedId }
}

async function yes(person: Person, askedId: string): Promise<Job> {
  const admin = await person.signInAsAdmin()
  const code = await person.phone.nextCode()
  return { rule: 'agreeToAsked', admin, askedId, password: person.password, code }
}

test('a yes to leaving a group and one to a policy that no longer goes by it, at once', async () => {
  const scene = await leaving()
  const { org, second, third, askedId, userId } = scene
  expect(codeOf(await ruled(org, { who: 'nobody' }))).toBe('second-asked')
  const waiting = await listAskedActs(org.ctx, await org.asAdmin())
  const lift = waiting.find(({ act }) => act.kind === 'lift-policy')
  const lists = [[await yes(second, askedId)], [await yes(third, lift?.id ?? '')]]
  const answers = await race(org.world, lists, { gate: 'group_members' })
  expect(answers[1]).toBe('ok')
  expect(['ok', 'asked-target-changed']).toContain(answers[0])
  const groups = await groupsOf(org.ctx.db.read, org.ctx, userId)
  expect(groups).toEqual(answers[0] === 'ok' ? [] : ['Support'])
  expect((await userRow(org.ctx, userId)).inPolicyGroup).toBe(false)
  expect(await problemsOf(org)).toEqual([])
})

test('a yes to leaving a group while the person is removed, at once', async () => {
  const { org, second, askedId, userId } = await leaving()
  const admin = await org.asAdmin()
  const lists: Job[][] = [[await yes(second, askedId)], [{ rule: 'removeUser', admin, userId }]]
  const answers = await race(org.world, lists, { gate: 'group_members' })
  expect(answers[1]).toBe('ok')
  expect(['ok', 'asked-target-changed']).toContain(answers[0])
  expect(await problemsOf(org)).toEqual([])
})

test('a yes to leaving a group while another admin asks for one more to leave it, at once', async () => {
  const { org, second, third, askedId, userId, groupId } = await leaving()
  const chloe = await org.agent({ enrolled: true })
  granted(await addPeople(org.ctx, await org.asAdmin(), { groupId, userIds: [chloe.id] }))
  const admin = await third.signInAsAdmin()
  const lists: Job[][] = [
    [{ rule: 'removePerson', admin, groupId, userId: chloe.id }],
    [await yes(second, askedId)],
  ]
  expect(await race(org.world, lists)).toEqual(['second-asked', 'ok'])
  expect(await groupsOf(org.ctx.db.read, org.ctx, userId)).toEqual([])
  expect(await groupsOf(org.ctx.db.read, org.ctx, chloe.id)).toEqual(['Support'])
})

test('a yes to leaving a group while it is taken back: one of them counts', async () => {
  const { org, second, askedId, userId } = await leaving()
  const admin = await org.asAdmin()
  const [yeses, takes] = await Promise.all([
    race(org.world, [[await yes(second, askedId)]]),
    takeBackAsked(org.ctx, admin, { askedId }),
  ])
  expect([yeses[0] === 'ok', takes.ok].filter(Boolean)).toHaveLength(1)
  expect(await groupsOf(org.ctx.db.read, org.ctx, userId)).toEqual(takes.ok ? ['Support'] : [])
})

test('a group is left while the policy comes to go by it, at once: with a second admin, or before', async () => {
  const scene = await fourEyes()
  const { org, second } = scene
  const ben = await org.agent({ enrolled: true })
  const [named, other] = [await groupIn(org, 'Named'), await groupIn(org, 'Other', [ben])]
  await ruledByTwo(scene, { who: 'groups', groupIds: [named] })
  const lists: Job[][] = [
    [{ rule: 'removePerson', admin: await org.asAdmin(), groupId: other, userId: ben.id }],
    [
      {
        rule: 'savePolicy',
        admin: await second.signInAsAdmin(),
        groupIds: [named, other],
        organization: org.name,
      },
    ],
  ]
  const answers = await race(org.world, lists, { gate: 'group_members' })
  expect(answers.filter((answer) => answer.endsWith('Error'))).toEqual([])
  const groups = await groupsOf(org.ctx.db.read, org.ctx, ben.id)
  expect(groups).toEqual(answers[0] === 'ok' ? [] : ['Other'])
  expect((await userRow(org.ctx, ben.id)).inPolicyGroup).toBe(groups.length > 0 && answers[1] === 'ok')
  expect(await problemsOf(org)).toEqual([])
})
