import { expect, test } from 'vitest'
import { addPeople } from '@/lib/acts/groups/add-people'
import { removeGroup } from '@/lib/acts/groups/remove'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { followPolicies } from '@/lib/jobs/policy'
import { headcount } from '@/lib/queries/users/headcount'
import { addMembers } from '@/lib/records/groups/members'
import { spreadAtOnce } from '@/lib/records/groups/named-by-policy'
import { insertUser } from '@/lib/records/users/insert'
import { groupIn } from '../../support/world/group'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { ruled } from '../../support/world/policy'

const stepOf = async (person: { enterPassword: () => Promise<unknown> }) =>
  (granted((await person.enterPassword()) as never) as { step: string }).step

test('who joins a group that a rule names is asked at once, and who leaves its last one is free', async () => {
  const org = await organization()
  const [ben, admin] = [await org.agent(), await org.asAdmin()]
  const [first, second] = [await groupIn(org, 'First'), await groupIn(org, 'Second')]
  granted(await ruled(org, { who: 'groups', groupIds: [first, second] }))
  expect(await stepOf(ben)).toBe('none')
  for (const groupId of [first, second])
    granted(await addPeople(org.ctx, admin, { groupId, userIds: [ben.id] }))
  expect(await stepOf(ben)).toBe('enrollment')
  expect(await headcount(org.ctx, admin)).toMatchObject({ required: 1, off: 1 })
  granted(await removePerson(org.ctx, admin, { groupId: first, userId: ben.id }))
  expect(await stepOf(ben)).toBe('enrollment')
  granted(await removePerson(org.ctx, admin, { groupId: second, userId: ben.id }))
  expect(await stepOf(ben)).toBe('none')
  expect(await headcount(org.ctx, admin)).toMatchObject({ required: 0, off: 2 })
})

test('a group that a rule names stays until the rule names others', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const groupId = await groupIn(org, 'Support')
  granted(await ruled(org, { who: 'groups', groupIds: [groupId] }))
  expect(codeOf(await removeGroup(org.ctx, admin, { groupId }))).toBe('group-in-policy')
  granted(await ruled(org, { who: 'nobody' }))
  granted(await removeGroup(org.ctx, admin, { groupId }))
})

test('a rule reaches a large group part by part, and leaves it so', async () => {
  const org = await organization()
  const { ctx } = org
  const admin = await org.asAdmin()
  const groupId = await groupIn(org, 'Everyone here')
  const many = 2 * spreadAtOnce + 30
  await ctx.db.write(async (tx) => {
    const people = []
    for (let n = 0; n < many; n++) {
      const own = {
        name: `Person ${n}`,
        email: `person${n}@example.com`,
        role: 'agent',
        status: 'active',
      } as const
      const none = { passwordHash: null, twoFactorRequired: false, invitedBy: null }
      const user = await insertUser(tx, ctx, { organizationId: org.id, ...own, ...none })
      if (user) people.push(user)
    }
    await addMembers(tx, ctx, { id: groupId } as never, people)
  })
  granted(await ruled(org, { who: 'groups', groupIds: [groupId] }))
  expect(await headcount(ctx, admin)).toMatchObject({ required: spreadAtOnce })
  await followPolicies(ctx)
  expect(await headcount(ctx, admin)).toMatchObject({ required: many, off: 1 })
  const other = await groupIn(org, 'No one')
  granted(await ruled(org, { who: 'groups', groupIds: [other] }))
  await followPolicies(ctx)
  expect(await headcount(ctx, admin)).toMatchObject({ required: 0, off: many + 1 })
})
