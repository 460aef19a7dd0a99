import { expect, test } from 'vitest'
import { addGroup, addGroupInput } from '@/lib/acts/groups/add'
import { changeGroup, changeGroupInput } from '@/lib/acts/groups/change'
import { removeGroup } from '@/lib/acts/groups/remove'
import { removeUser } from '@/lib/acts/users/remove'
import { mostCounted } from '@/lib/figures'
import { factsInWords } from '@/lib/messages/audit/facts'
import { sentence } from '@/lib/messages/codes'
import { findGroup } from '@/lib/queries/groups/find'
import { listGroups, listGroupsInput } from '@/lib/queries/groups/list'
import { addMembers } from '@/lib/records/groups/members'
import { groupsOf } from '@/lib/records/groups/of-person'
import { appFor, groupIn } from '../../support/world/group'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

const listed = async (org: Organization, search = '', after?: string) =>
  listGroups(org.ctx, await org.asAdmin(), listGroupsInput.parse({ search, after }))

const namesIn = ({ groups }: { groups: { name: string }[] }) => groups.map(({ name }) => name)

/** What the last entries say: the event, and the facts in words. */
const lastEntries = async (org: Organization, entries: number) =>
  (await auditTrail(org.ctx, org.id))
    .slice(-entries)
    .map(({ event, subject, detail }) => [event, subject?.name ?? null, ...factsInWords(detail)])

test('a group is added, changed, listed and removed, and each is recorded', async () => {
  const org = await organization()
  const ben = await org.agent()
  const admin = await org.asAdmin()
  const input = addGroupInput.parse({ name: '  Support \n team ', description: 'Answers  customers' })
  const { groupId } = granted(await addGroup(org.ctx, admin, input))
  expect(await findGroup(org.ctx, admin, groupId)).toEqual({
    ...{ id: groupId, name: 'Support team', description: 'Answers customers', people: 0, apps: [] },
    createdAt: org.ctx.now(),
  })
  granted(await changeGroup(org.ctx, admin, { groupId, name: 'Help desk' }))
  granted(await changeGroup(org.ctx, admin, { groupId, description: '' }))
  expect(namesIn(await listed(org))).toEqual(['Help desk'])
  await org.ctx.db.write((tx) =>
    addMembers(tx, org.ctx, { id: groupId } as never, [{ id: ben.id, sortName: 'ben okafor' }]),
  )
  expect((await listed(org)).groups).toEqual([{ id: groupId, name: 'Help desk', description: '', people: 1 }])
  granted(await removeGroup(org.ctx, admin, { groupId }))
  expect(await listed(org)).toEqual({ groups: [], next: null })
  expect(await groupsOf(org.ctx.db.read, org.ctx, ben.id)).toEqual([])
  expect(codeOf(await removeGroup(org.ctx, admin, { groupId }))).toBe('group-unknown')
  expect(codeOf(await changeGroup(org.ctx, admin, { groupId, name: 'Ghosts' }))).toBe('group-unknown')
  expect(await lastEntries(org, 4)).toEqual([
    ['group.added', null, 'Group: Support team'],
    ['group.changed', null, 'Group: Help desk', 'Before: Support team'],
    ['group.changed', null, 'Group: Help desk', 'Description changed'],
    ['group.removed', null, 'Group: Help desk', '1 person was in it'],
  ])
})

test('a change to what is so already is done, and not recorded', async () => {
  const org = await organization()
  const groupId = await groupIn(org, 'Support')
  const before = (await auditTrail(org.ctx, org.id)).length
  granted(await changeGroup(org.ctx, await org.asAdmin(), { groupId, name: 'Support', description: '' }))
  granted(await changeGroup(org.ctx, await org.asAdmin(), { groupId }))
  expect(await auditTrail(org.ctx, org.id)).toHaveLength(before)
})

test('a name is the only one, however it is written, and free again once its group is gone', async () => {
  const org = await organization()
  const [admin, first] = [await org.asAdmin(), await groupIn(org, 'Équipe Łódź')]
  const other = await groupIn(org, 'Others')
  const taken = { name: 'EQUIPE  Lodz'.replace('  ', ' ') }
  expect(codeOf(await addGroup(org.ctx, admin, taken))).toBe('group-name-taken')
  expect(codeOf(await changeGroup(org.ctx, admin, { groupId: other, ...taken }))).toBe('group-name-taken')
  expect((await findGroup(org.ctx, admin, other))?.name).toBe('Others')
  // Its own name, written in another way.
  granted(await changeGroup(org.ctx, admin, { groupId: first, ...taken }))
  granted(await removeGroup(org.ctx, admin, { groupId: first }))
  granted(await addGroup(org.ctx, admin, taken))
})

test('a name is what apps can be told: 1 to 64 characters on one line, no comma', () => {
  const nameOf = (name: string) => addGroupInput.safeParse({ name })
  for (const wrong of ['', ' ', '\u200b', 'a,b', ',', 'x'.repeat(65)])
    expect([wrong, nameOf(wrong).success]).toEqual([wrong, false])
  expect(nameOf('a,b').error?.issues[0]?.message).toMatch(/comma/)
  // What a site is told of people without a group.
  for (const role of ['admin', 'Agent', 'OPERATOR', ' admin '])
    expect(nameOf(role).error?.issues[0]?.message).toMatch(/role/)
  for (const right of ['x', 'x'.repeat(64), '🜂'.repeat(64), 'R&D (Köln); "new"', '技術'])
    expect([right, nameOf(right).data?.name]).toEqual([right, right])
  expect(nameOf('a\r\nb\0c\u202ed').data?.name).toBe('a b cd')
  const described = (description: string) => addGroupInput.safeParse({ name: 'x', description })
  expect(described('y'.repeat(201)).success).toBe(false)
  expect(described(' a\nb ').data?.description).toBe('a b')
  expect(changeGroupInput.safeParse({ groupId: 'g', name: '' }).success).toBe(false)
})

test('a group that apps go by is not removed, and they are named', async () => {
  const org = await organization()
  const ben = await org.agent()
  const groupId = await groupIn(org, 'Support', [ben])
  const admin = await org.asAdmin()
  for (const name of ['Wiki', 'Chat']) await appFor(org, name, [groupId])
  const refused = await removeGroup(org.ctx, admin, { groupId })
  expect(refused).toEqual({ ok: false, code: 'group-in-use', detail: { apps: ['Chat', 'Wiki'] } })
  expect(sentence('group-in-use', { apps: ['Chat', 'Wiki'] })).toContain('Chat and Wiki')
  expect(sentence('group-in-use', { apps: ['Chat'] })).toContain('Chat.')
  expect(sentence('group-in-use', { apps: [...'abcdef'] })).toContain('a, b, c, d, e and others.')
  expect(await findGroup(org.ctx, admin, groupId)).toMatchObject({ people: 1, apps: ['Chat', 'Wiki'] })
  expect(await groupsOf(org.ctx.db.read, org.ctx, ben.id)).toEqual(['Support'])
})

test('groups are listed by name in pages, and found by the beginning of any word', async () => {
  const org = await organization()
  const { groups } = org.ctx.db.tables
  const row = (n: number, name: string) => ({
    ...{ id: `g${n}`, organizationId: org.id, name, sortName: name.toLowerCase(), createdAt: org.ctx.now() },
  })
  const many = Array.from({ length: 1060 }, (_, n) => row(n, `Team ${String(n).padStart(4, '0')}`))
  await org.ctx.db.write((tx) => tx.insert(groups).values([...many, row(2000, 'Zoo keepers at night')]))
  const first = await listed(org)
  expect(namesIn(first)).toEqual(many.slice(0, 50).map(({ name }) => name))
  expect(namesIn(await listed(org, '', first.next ?? '')).slice(0, 2)).toEqual(['Team 0050', 'Team 0051'])
  const searched = await listed(org, 'team')
  expect(searched.groups).toHaveLength(50)
  expect(namesIn(await listed(org, 'team', searched.next ?? ''))[0]).toBe('Team 0050')
  // What lies beyond the groups of one look is on the page after it.
  const none = await listed(org, 'nig keep')
  expect(none.groups).toEqual([])
  expect(namesIn(await listed(org, 'nig keep', none.next ?? ''))).toEqual(['Zoo keepers at night'])
  expect(namesIn(await listed(org, '0007 team'))).toEqual(['Team 0007'])
  expect(namesIn(await listed(org, '...'))).toEqual([])
  // Where a page of one search ended is nowhere in another one.
  expect(namesIn(await listed(org, 'team 0', searched.next ?? ''))[0]).toBe('Team 0000')
})

test('people are counted up to so many, and removed people no more', async () => {
  const org = await organization()
  const [ben, chloe] = [await org.agent(), await org.agent()]
  const groupId = await groupIn(org, 'Support', [ben, chloe])
  const admin = await org.asAdmin()
  granted(await removeUser(org.ctx, admin, { userId: chloe.id }))
  expect((await findGroup(org.ctx, admin, groupId))?.people).toBe(1)
  expect(mostCounted).toBe(1000)
})
