import { expect, test } from 'vitest'
import { mintAdmin } from '@/lib/actors'
import { beginAdding } from '@/lib/acts/batches/begin-adding'
import { beginOnPeople } from '@/lib/acts/batches/begin-on-people'
import { previewPeople, previewPeopleInput } from '@/lib/acts/batches/preview-people'
import { removeGroup } from '@/lib/acts/groups/remove'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { addUser } from '@/lib/acts/users/add'
import { removeUser } from '@/lib/acts/users/remove'
import { days, hours, later, minutes } from '@/lib/duration'
import { runBatches } from '@/lib/jobs/batches/run'
import { sweep } from '@/lib/jobs/sweep'
import { findBatch, listBatches, listBatchRows } from '@/lib/queries/batches/find'
import { hasLinks, type InvitedLine, invitedBy, linksOf } from '@/lib/queries/batches/links'
import { findUser } from '@/lib/queries/users/find'
import { chainRows } from '../../support/world/audit-trail'
import { foreigners } from '../../support/world/foreigners'
import { groupIn } from '../../support/world/group'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditEvents, plantUser } from '../../support/world/rows'

const none = new File([], '')
const alike = { role: 'agent', twoFactorRequired: true, groupIds: [] as string[] } as const

async function preview(org: Organization, people: string): Promise<string> {
  return granted(await previewPeople(org.ctx, await org.asAdmin(), { people, file: none })).batchId
}

const rowsOf = async (org: Organization, batchId: string) =>
  (await listBatchRows(org.ctx, await org.asAdmin(), { batchId })).rows.map(
    ({ email, result, reason }) => `${email} ${reason ?? result}`,
  )

const peopleOf = ({ ctx }: Organization) => ctx.db.read.select().from(ctx.db.tables.users)

test('a preview marks each row, and nothing happens until it is begun', async () => {
  const org = await organization()
  const { ctx } = org
  await foreigners(ctx)
  const ben = await org.agent({ email: 'ben@example.com' })
  const before = await peopleOf(org)
  const entries = (await chainRows(org)).length
  const batchId = await preview(
    org,
    'Ines <ines@example.com>\nBen <BEN@example.com>, Hank <hank.active@globex.example>\nnobody\nInes <ines@example.com>',
  )
  expect(await rowsOf(org, batchId)).toEqual([
    'ines@example.com waiting',
    'ben@example.com here',
    'hank.active@globex.example taken',
    'nobody not-an-address',
    'ines@example.com twice',
  ])
  const admin = await org.asAdmin()
  const { rows } = await listBatchRows(ctx, admin, { batchId })
  // Who is here already is named as they are; whose the other address is nobody learns.
  expect(rows[1]).toMatchObject({ userId: ben.id, name: ben.name })
  expect(rows[2]).toMatchObject({ userId: null, name: 'Hank' })
  expect(await findBatch(ctx, admin, batchId, ['preview'])).toMatchObject({
    waiting: 1,
    skipped: 2,
    failed: 2,
  })
  await runBatches(ctx)
  expect(await peopleOf(org)).toEqual(before)
  // The preview itself, and nothing that came of it.
  expect(await chainRows(org)).toHaveLength(entries + 1)
  expect(await listBatches(ctx, admin)).toEqual([])
})

test('all of them are added alike, invited by email, and join', async () => {
  const org = await organization()
  const { ctx } = org
  const groupIds = [await groupIn(org, 'Support', []), await groupIn(org, 'Night shift', [])]
  const batchId = await preview(org, 'Ines Vidal <ines@example.com>\nJun Mori <jun@example.com>')
  const admin = await org.asAdmin()
  granted(await beginAdding(ctx, admin, { ...alike, batchId, groupIds }))
  expect(codeOf(await beginAdding(ctx, admin, { ...alike, batchId }))).toBe('preview-over')
  await runBatches(ctx)
  const { rows } = await listBatchRows(ctx, admin, { batchId })
  expect(rows.map(({ result }) => result)).toEqual(['done', 'done'])
  expect(await findUser(ctx, admin, rows[0]?.userId ?? '')).toMatchObject({
    ...{ name: 'Ines Vidal', email: 'ines@example.com', role: 'agent', status: 'invited' },
  })
  const added = (await chainRows(org)).filter(({ event }) => event === 'user.added')
  expect(added.map(({ body }) => JSON.parse(body).actor.id)).toEqual([admin.userId, admin.userId])
  // As from the browser of whoever began it.
  expect(JSON.parse(added[0]?.body ?? '{}')).toMatchObject({
    address: ctx.origin.address,
    client: 'Firefox on Linux',
  })
  const { token } = await new Letters(org.world).last('jun@example.com', 'Join')
  const joined = granted(await acceptInvitation(ctx, { token, password: 'seven quiet umbrellas' }))
  expect(joined.step).toBe('enrollment')
  const { groupMembers } = ctx.db.tables
  expect(await ctx.db.read.select().from(groupMembers)).toHaveLength(4)
})

test('their links can be handed over for ten minutes, by their organization alone', async () => {
  const org = await organization()
  const { ctx } = org
  const batchId = await preview(org, 'ines@example.com\njun@example.com\nkai@example.com\nnot an address')
  const admin = await org.asAdmin()
  granted(await beginAdding(ctx, admin, { ...alike, batchId }))
  const links = async (by = admin) => {
    const lines: InvitedLine[] = []
    for await (const page of linksOf(ctx, by, batchId)) lines.push(...page)
    expect(await hasLinks(ctx, by, batchId)).toBe(lines.length > 0)
    return lines
  }
  expect(await links()).toEqual([])
  await runBatches(ctx)
  const [ines, jun, kai, ...others] = await links()
  expect([ines?.email, jun?.email, kai?.email, others]).toEqual([
    ...['ines@example.com', 'jun@example.com', 'kai@example.com'],
    [],
  ])
  expect(ines?.expiresAt).toEqual(later(ctx.now(), days(3)))
  // Whoever has joined needs none, and whoever has left gets none.
  granted(await acceptInvitation(ctx, { token: jun?.token ?? '', password: 'seven quiet umbrellas' }))
  const { rows } = await listBatchRows(ctx, admin, { batchId })
  granted(await removeUser(ctx, admin, { userId: rows[2]?.userId ?? '' }))
  expect((await links()).map(({ email }) => email)).toEqual(['ines@example.com'])
  const other = mintAdmin({ ...admin, organizationId: (await foreigners(ctx)).id })
  if (!other) throw new Error('This is no admin.')
  expect(await links(other)).toEqual([])
  org.world.clock.pass(minutes(10))
  expect(await links()).toEqual([])
  // Asked for again, each gets a new link, and the old one is void.
  expect(await invitedBy(ctx, other, batchId)).toEqual([])
  const userIds = await invitedBy(ctx, admin, batchId)
  expect(userIds).toEqual([rows[0]?.userId])
  const again = { kind: 'invite-again' as const, userIds, signOut: false }
  const renewed = granted(await beginOnPeople(ctx, admin, again)).batchId
  await runBatches(ctx)
  const fresh: InvitedLine[] = []
  for await (const page of linksOf(ctx, admin, renewed)) fresh.push(...page)
  const password = 'seven quiet umbrellas'
  expect(codeOf(await acceptInvitation(ctx, { token: ines?.token ?? '', password }))).toBe('invitation-over')
  granted(await acceptInvitation(ctx, { token: fresh[0]?.token ?? '', password }))
})

test('new links are made in the order of the list, for more people than fit on a page', async () => {
  const org = await organization()
  const { ctx } = org
  const people = Array.from({ length: 101 }, (_, n) => `p${n}@example.com`)
  const batchId = await preview(org, people.join('\n'))
  const admin = await org.asAdmin()
  granted(await beginAdding(ctx, admin, { ...alike, batchId }))
  await runBatches(ctx)
  const userIds = await invitedBy(ctx, admin, batchId)
  const again = granted(await beginOnPeople(ctx, admin, { kind: 'invite-again', userIds, signOut: false }))
  await runBatches(ctx)
  for (const id of [batchId, again.batchId]) {
    const emails: string[] = []
    for await (const page of linksOf(ctx, admin, id)) emails.push(...page.map(({ email }) => email))
    expect(emails).toEqual(people)
  }
})

test('one group of another organization is enough for nothing to happen at all', async () => {
  const org = await organization()
  const { ctx } = org
  const foreign = await foreigners(ctx)
  const own = await groupIn(org, 'Support', [])
  const batchId = await preview(org, 'ines@example.com')
  const before = await peopleOf(org)
  const admin = await org.asAdmin()
  const entries = (await chainRows(org)).length
  for (const groupIds of [[foreign.groupId], [own, foreign.groupId], [own, 'nobody-knows']])
    expect(codeOf(await beginAdding(ctx, admin, { ...alike, batchId, groupIds }))).toBe('group-unknown')
  await runBatches(ctx)
  expect(await peopleOf(org)).toEqual(before)
  expect(await chainRows(org)).toHaveLength(entries)
  expect(await findBatch(ctx, admin, batchId, ['preview'])).toMatchObject({ waiting: 1 })
})

test('a group that is deleted meanwhile stops it', async () => {
  const org = await organization()
  const groupId = await groupIn(org, 'Support', [])
  const batchId = await preview(org, 'ines@example.com')
  const admin = await org.asAdmin()
  granted(await beginAdding(org.ctx, admin, { ...alike, batchId, groupIds: [groupId] }))
  granted(await removeGroup(org.ctx, admin, { groupId }))
  await runBatches(org.ctx)
  expect(await findBatch(org.ctx, admin, batchId)).toMatchObject({
    state: 'stopped',
    reason: 'group-gone',
    waiting: 1,
  })
})

test('who was added between the preview and the adding is left out', async () => {
  const org = await organization()
  const { ctx } = org
  const batchId = await preview(org, 'ines@example.com\njun@example.com\nhank@globex.example')
  const admin = await org.asAdmin()
  const ines = { name: 'Ines', email: 'ines@example.com', role: 'agent', twoFactorRequired: false } as const
  const { userId } = granted(await addUser(ctx, admin, ines))
  const [stranger = ''] = (await foreigners(ctx)).people
  await plantUser(ctx, stranger, { email: 'hank@globex.example' })
  granted(await beginAdding(ctx, admin, { ...alike, batchId }))
  await runBatches(ctx)
  expect(await rowsOf(org, batchId)).toEqual([
    'ines@example.com here',
    'jun@example.com done',
    'hank@globex.example taken',
  ])
  const { rows } = await listBatchRows(ctx, admin, { batchId })
  expect(rows.map((row) => row.userId === userId)).toEqual([true, false, false])
})

test('a preview lasts a day, whatever the clock does, and a few are kept', async () => {
  const org = await organization()
  const { ctx, world } = org
  const batchId = await preview(org, 'ines@example.com')
  const begin = async (id: string) =>
    codeOf(await beginAdding(ctx, await org.asAdmin(), { ...alike, batchId: id }))
  const shown = async (id: string) => findBatch(ctx, await org.asAdmin(), id, ['preview'])
  world.clock.pass(days(1))
  expect([await shown(batchId), await begin(batchId)]).toEqual([null, 'preview-over'])
  // Of a time that has yet to come it does not work either, until it is dated rightly.
  world.clock.pass(-days(1) - hours(1))
  expect([await shown(batchId), await begin(batchId)]).toEqual([null, 'preview-over'])
  await sweep(ctx)
  world.clock.pass(minutes(1))
  expect(await shown(batchId)).not.toBeNull()
  const later: string[] = []
  for (let n = 0; n < 10; n++) {
    world.clock.pass(minutes(1))
    later.push(await preview(org, 'ines@example.com'))
  }
  expect(await shown(batchId)).toBeNull()
  expect(await shown(later[0] ?? '')).not.toBeNull()
  expect(await begin(later[9] ?? '')).toBe('ok')
})

test('what is no list is refused with its reason', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const codeFor = async (people: string, file: File) =>
    codeOf(await previewPeople(org.ctx, admin, { people, file }))
  const csv = new File(['Name,Email\nInes,ines@example.com'], 'people.csv')
  expect(await codeFor('', none)).toBe('list-empty')
  expect(await codeFor('ines@example.com', csv)).toBe('list-both')
  expect(await codeFor('', new File(['PK\u0003\u0004'], 'people.xlsx'))).toBe('list-workbook')
  expect(await codeFor('', new File(['a\u0000b'], 'people.csv'))).toBe('list-unreadable')
  expect(await codeFor('', new File(['x'.repeat(10_001)], 'people.csv'))).toBe('list-line-long')
  expect(await codeFor(' \n', csv)).toBe('ok')
})

test('a form in which no file was chosen is one without', () => {
  for (const file of [undefined, '', none]) {
    const read = previewPeopleInput.safeParse({
      people: 'ines@example.com',
      ...(file !== undefined && { file }),
    })
    expect([file, read.success, read.data?.file.size]).toEqual([file, true, 0])
  }
  expect(previewPeopleInput.safeParse({ people: '', file: 'no file' }).success).toBe(false)
})

test('who is on the server, asked with one list after the other: slowed down, and each list is in the log', async () => {
  const org = await organization()
  const second = await org.anotherAdmin()
  const admin = await org.asAdmin()
  const asked = (by = admin) => previewPeople(org.ctx, by, { people: 'someone@example.org', file: none })
  for (let n = 0; n < 20; n++) granted(await asked())
  expect(codeOf(await asked())).toBe('ok')
  const refused = await asked()
  expect(refused).toMatchObject({ ok: false, code: 'too-many-attempts' })
  // A colleague goes on, and whoever waits as long as they are told.
  granted(await asked(await second.signInAsAdmin()))
  await org.world.clock.pass(minutes(1) + 1000)
  granted(await asked())
  const listed = (await auditEvents(org.ctx, org.id)).filter((event) => event === 'batch.previewed')
  expect(listed).toHaveLength(23)
})
