import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { addPeople, addPeopleInput } from '@/lib/acts/groups/add-people'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { addUser } from '@/lib/acts/users/add'
import { mostCounted } from '@/lib/figures'
import { groupChoices, groupsOfUser } from '@/lib/queries/groups/choices'
import { findGroup } from '@/lib/queries/groups/find'
import { listPeople, listPeopleInput, peopleToAdd } from '@/lib/queries/groups/people'
import { groupIdsOf, groupsOf } from '@/lib/records/groups/of-person'
import { changeUser } from '@/lib/records/users/change'
import { insertUser } from '@/lib/records/users/insert'
import { foreigners } from '../../support/world/foreigners'
import { groupIn } from '../../support/world/group'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'
import { snapshotOf } from '../../support/world/snapshot'

const peopleOf = async (org: Organization, groupId: string, search = '', after?: string) => {
  const page = await listPeople(
    org.ctx,
    await org.asAdmin(),
    listPeopleInput.parse({ groupId, search, after }),
  )
  if (!page) throw new Error('There is no such group.')
  return page
}

const namesOf = ({ users }: { users: { name: string }[] }) => users.map(({ name }) => name)

const events = async (org: Organization, last: number) =>
  (await auditTrail(org.ctx, org.id))
    .slice(-last)
    .map(({ event, subject, detail }) => [event, subject?.name, detail.group])

/** A number that no search for a number finds. */
const inLetters = (n: number) => [...String(n)].map((digit) => 'qrstuvwxyz'[Number(digit)]).join('')

/** People without a password, by the hundred. */
async function crowd(org: Organization, people: number, nameOf: (n: number) => string): Promise<string[]> {
  return org.ctx.db.write(async (tx) => {
    const ids: string[] = []
    for (let n = 0; n < people; n++) {
      const user = await insertUser(tx, org.ctx, {
        ...{ organizationId: org.id, name: nameOf(n), email: `${inLetters(n)}@example.com` },
        ...{ role: 'agent', status: 'active', passwordHash: null, invitedBy: null },
        twoFactorRequired: false,
      })
      ids.push(user?.id ?? '')
    }
    return ids
  })
}

/** Puts them all in, as the rule does a hundred at a time. */
async function addAll(org: Organization, groupId: string, ids: string[]): Promise<void> {
  const { groupMembers, users } = org.ctx.db.tables
  const known = await org.ctx.db.read.select({ id: users.id, sortName: users.sortName }).from(users)
  const names = new Map(known.map(({ id, sortName }) => [id, sortName]))
  const rows = ids.map((userId) => ({
    ...{ groupId, userId, sortName: names.get(userId) ?? '', addedAt: org.ctx.now() },
  }))
  await org.ctx.db.write((tx) => tx.insert(groupMembers).values(rows))
}

test('several people are added at once, each recorded, and those who were in already are not', async () => {
  const org = await organization()
  const [ben, chloe, dmitri] = [await org.agent(), await org.agent(), await org.agent({ invited: true })]
  const groupId = await groupIn(org, 'Support', [ben])
  const admin = await org.asAdmin()
  const userIds = [dmitri.id, ben.id, chloe.id, chloe.id]
  expect(granted(await addPeople(org.ctx, admin, { groupId, userIds }))).toEqual({ added: 2 })
  expect(namesOf(await peopleOf(org, groupId))).toEqual(['Ben Okafor', 'Chloé Martin', 'Dmitri Weiss'])
  expect((await events(org, 3)).map(([, name]) => name).sort()).toEqual([
    ...['Ben Okafor', 'Chloé Martin', 'Dmitri Weiss'],
  ])
  expect(granted(await addPeople(org.ctx, admin, { groupId, userIds }))).toEqual({ added: 0 })
  granted(await removePerson(org.ctx, admin, { groupId, userId: ben.id }))
  expect(await events(org, 1)).toEqual([['group.person-removed', 'Ben Okafor', 'Support']])
  const before = (await auditTrail(org.ctx, org.id)).length
  granted(await removePerson(org.ctx, admin, { groupId, userId: ben.id }))
  expect(await auditTrail(org.ctx, org.id)).toHaveLength(before)
  expect(await findGroup(org.ctx, admin, groupId)).toMatchObject({ people: 2 })
})

test('one person of another organization is enough for nobody to be added', async () => {
  const org = await organization()
  const ben = await org.agent()
  const groupId = await groupIn(org, 'Support')
  const { people: foreign } = await foreigners(org.ctx)
  const admin = await org.asAdmin()
  const before = await snapshotOf(org.world.place)
  for (const stranger of [...foreign, randomUUID()]) {
    const userIds = [ben.id, stranger]
    expect(codeOf(await addPeople(org.ctx, admin, { groupId, userIds }))).toBe('user-unknown')
    expect(codeOf(await removePerson(org.ctx, admin, { groupId, userId: stranger }))).toBe('user-unknown')
  }
  expect(await snapshotOf(org.world.place)).toEqual(before)
})

test('nobody, and more than a hundred at once, are no one to add', () => {
  const parse = (userIds: string[]) => addPeopleInput.safeParse({ groupId: 'g', userIds }).success
  expect([parse([]), parse(['a']), parse(Array(100).fill('a')), parse(Array(101).fill('a'))]).toEqual([
    ...[false, true, true, false],
  ])
})

test("a person's groups are answered by name, in order, inside and outside of a transaction", async () => {
  const org = await organization()
  const [ben, chloe] = [await org.agent(), await org.agent()]
  const [wiki, admins] = [await groupIn(org, 'Wiki', [ben, chloe]), await groupIn(org, 'Éditeurs', [ben])]
  await groupIn(org, 'Empty')
  const { read } = org.ctx.db
  expect(await groupsOf(read, org.ctx, ben.id)).toEqual(['Éditeurs', 'Wiki'])
  expect(await groupIdsOf(read, org.ctx, ben.id)).toEqual([admins, wiki])
  expect(await org.ctx.db.write((tx) => groupsOf(tx, org.ctx, chloe.id))).toEqual(['Wiki'])
  expect(await groupsOf(read, org.ctx, randomUUID())).toEqual([])
  const admin = await org.asAdmin()
  expect((await groupsOfUser(org.ctx, admin, ben.id)).map(({ id }) => id)).toEqual([admins, wiki])
  expect((await groupChoices(org.ctx, admin)).groups.map(({ name }) => name)).toEqual([
    ...['Éditeurs', 'Empty', 'Wiki'],
  ])
})

test('someone is added with their groups, or not at all where one of them is not known', async () => {
  const org = await organization()
  const groupIds = [await groupIn(org, 'Support'), await groupIn(org, 'Wiki')]
  const admin = await org.asAdmin()
  const person = { name: 'Dora Novak', email: 'dora@example.com' }
  const dora = { ...person, role: 'agent' as const, twoFactorRequired: false }
  const before = await snapshotOf(org.world.place)
  const withUnknown = { ...dora, groupIds: [...groupIds, randomUUID()] }
  expect(codeOf(await addUser(org.ctx, admin, withUnknown))).toBe('group-unknown')
  expect(await snapshotOf(org.world.place)).toEqual(before)
  const { userId } = granted(await addUser(org.ctx, admin, { ...dora, groupIds }))
  expect(await groupsOf(org.ctx.db.read, org.ctx, userId)).toEqual(['Support', 'Wiki'])
  expect(await events(org, 3)).toEqual([
    ['user.added', 'Dora Novak', undefined],
    ['group.person-added', 'Dora Novak', 'Support'],
    ['group.person-added', 'Dora Novak', 'Wiki'],
  ])
})

test('whoever gets another name moves to its place in their groups', async () => {
  const org = await organization()
  const [ben, chloe] = [await org.agent(), await org.agent()]
  const groupId = await groupIn(org, 'Support', [ben, chloe])
  const renamed = { name: 'Zoe Okafor', sortName: 'zoe okafor' }
  await org.ctx.db.write((tx) => changeUser(tx, org.ctx, ben.id, renamed))
  expect(namesOf(await peopleOf(org, groupId))).toEqual(['Chloé Martin', 'Zoe Okafor'])
  const { groupMembers } = org.ctx.db.tables
  const [row] = await org.ctx.db.read.select().from(groupMembers).where(eq(groupMembers.userId, ben.id))
  expect(row?.sortName).toBe('zoe okafor')
})

test('the people of a group are listed in pages, and found as in Users', async () => {
  const org = await organization()
  const ids = await crowd(
    org,
    120,
    (n) => `Anna ${n % 2 === 0 ? 'Even' : 'Odd'} ${String(n).padStart(3, '0')}`,
  )
  const groupId = await groupIn(org, 'Support')
  await addAll(org, groupId, ids.slice(0, 110))
  const first = await peopleOf(org, groupId)
  const second = await peopleOf(org, groupId, '', first.next ?? '')
  const third = await peopleOf(org, groupId, '', second.next ?? '')
  expect([first, second, third].map(({ users }) => users.length)).toEqual([50, 50, 10])
  expect(third.next).toBeNull()
  expect(new Set([first, second, third].flatMap(namesOf)).size).toBe(110)
  const odd = await peopleOf(org, groupId, 'odd anna')
  expect(odd.users).toHaveLength(50)
  expect(namesOf(await peopleOf(org, groupId, 'odd anna', odd.next ?? ''))).toEqual([
    ...['Anna Odd 101', 'Anna Odd 103', 'Anna Odd 105', 'Anna Odd 107', 'Anna Odd 109'],
  ])
  expect(namesOf(await peopleOf(org, groupId, '109'))).toEqual(['Anna Odd 109'])
  expect(namesOf(await peopleOf(org, groupId, '111'))).toEqual([])
  const admin = await org.asAdmin()
  const asked = listPeopleInput.parse({ groupId, search: '11' })
  expect(
    (await peopleToAdd(org.ctx, admin, asked))?.users.map(({ name, inGroup }) => [name, inGroup]),
  ).toEqual(Array.from({ length: 10 }, (_, n) => [`Anna ${n % 2 === 0 ? 'Even' : 'Odd'} 11${n}`, false]))
  const known = listPeopleInput.parse({ groupId, search: '109' })
  expect((await peopleToAdd(org.ctx, admin, known))?.users.map(({ inGroup }) => inGroup)).toEqual([true])
})

test('in a large group a search goes by the words of everyone, and finds its people alone', async () => {
  const org = await organization()
  const ids = await crowd(org, mostCounted + 20, (n) => `Kim ${String(n).padStart(4, '0')}`)
  const groupId = await groupIn(org, 'Everyone')
  await addAll(org, groupId, ids.slice(0, mostCounted + 10))
  expect((await findGroup(org.ctx, await org.asAdmin(), groupId))?.people).toBe(mostCounted)
  expect(namesOf(await peopleOf(org, groupId, '1009 kim'))).toEqual(['Kim 1009'])
  expect(namesOf(await peopleOf(org, groupId, '1010'))).toEqual([])
  const found = new Set<string>()
  let after: string | undefined
  do {
    const page = await peopleOf(org, groupId, 'kim', after)
    for (const name of namesOf(page)) found.add(name)
    after = page.next ?? undefined
  } while (after)
  expect(found.size).toBe(mostCounted + 10)
})
