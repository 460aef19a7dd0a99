import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabase } from '@/db/open'
import type { Context } from '@/lib/context'
import { listUsers, listUsersInput } from '@/lib/queries/users/list'
import { insertUser } from '@/lib/records/users/insert'
import { rekeyNames } from '@/lib/records/users/rekey'
import { groupIn } from '../../support/world/group'
import { type Organization, organization } from '../../support/world/organization'

const people = 1200

/** An organization as an older version left it: names in code point order, and no words to find anyone by. */
async function ofOldVersion(): Promise<Organization> {
  const org = await organization('Łódź Freight')
  const groupId = await groupIn(org, 'Łowicz', [org.admin])
  await groupIn(org, 'Lowicz 2')
  const { users, userWords, organizations, serverFacts, groups, groupMembers } = org.ctx.db.tables
  await org.ctx.db.write(async (tx) => {
    for (let n = 1; n < people; n++)
      await insertUser(tx, org.ctx, {
        ...{ organizationId: org.id, name: `Łukasz ${n}`, email: `${randomUUID()}@example.com` },
        ...{ role: 'agent', status: 'active', passwordHash: null, invitedBy: null },
        twoFactorRequired: n % 2 === 0,
      })
    await tx.update(users).set({ sortName: 'old' })
    await tx.update(groupMembers).set({ sortName: 'old' })
    await tx.update(groups).set({ sortName: 'Łowicz' }).where(eq(groups.id, groupId))
    await tx.update(organizations).set({ sortName: '' })
    await tx.delete(userWords)
    await tx.delete(serverFacts).where(eq(serverFacts.name, 'folded-names'))
  })
  return org
}

/** How many people were done, as it is reported. */
async function rekeyed(ctx: Context, stopAt = Number.POSITIVE_INFINITY): Promise<number> {
  let most = 0
  const report = (done: number) => {
    most = done
    if (done >= stopAt) throw new Error('The power went out.')
  }
  await rekeyNames(ctx, report).catch(() => {})
  return most
}

async function expectFound(org: Organization) {
  const admin = await org.asAdmin()
  const found = new Set<string>()
  let after: string | undefined
  do {
    const query = { search: 'lukasz', twoFactor: 'required', after }
    const page = await listUsers(org.ctx, admin, listUsersInput.parse(query))
    for (const { id } of page.users) found.add(id)
    after = page.next ?? undefined
  } while (after)
  expect(found.size).toBe(people / 2 - 1)
  const { users, organizations } = org.ctx.db.tables
  const names = await org.ctx.db.read.selectDistinct({ sortName: users.sortName }).from(users)
  expect(names).toHaveLength(people)
  expect(await org.ctx.db.read.select({ sortName: organizations.sortName }).from(organizations)).toEqual([
    { sortName: 'lodz freight' },
  ])
}

test('the names an older version stored are folded anew, and once', async () => {
  const org = await ofOldVersion()
  expect(await rekeyed(org.ctx)).toBe(people)
  await expectFound(org)
  expect(await rekeyed(org.ctx)).toBe(0)
})

test('groups and the people in them are put in the new order, and no two groups get one name', async () => {
  const org = await ofOldVersion()
  const { groups, groupMembers } = org.ctx.db.tables
  await groupIn(org, 'Zamość')
  await org.ctx.db.write(async (tx) => {
    const at = { organizationId: org.id, createdAt: org.ctx.now() }
    await tx.insert(groups).values({ ...at, id: 'other', name: 'Zamosc', sortName: 'Zamosc, as it was' })
  })
  await rekeyed(org.ctx)
  const named = await org.ctx.db.read.select({ name: groups.name, sortName: groups.sortName }).from(groups)
  expect(Object.fromEntries(named.map(({ name, sortName }) => [name, sortName]))).toEqual({
    ...{ Łowicz: 'lowicz', 'Lowicz 2': 'lowicz 2', Zamość: 'zamosc', Zamosc: 'Zamosc, as it was' },
  })
  expect(await org.ctx.db.read.select({ sortName: groupMembers.sortName }).from(groupMembers)).toEqual([
    { sortName: 'ada lindqvist' },
  ])
})

test('names that an older version of the same rule folded are folded anew, and found as the new one finds them', async () => {
  const org = await ofOldVersion()
  const { serverFacts, users } = org.ctx.db.tables
  await org.ctx.db.write(async (tx) => {
    await tx.update(users).set({ name: 'Jörg Müller' }).where(eq(users.id, org.admin.id))
    await tx.insert(serverFacts).values({ name: 'folded-names', value: '{"version":2,"after":null}' })
  })
  expect(await rekeyed(org.ctx)).toBe(people)
  const admin = await org.asAdmin()
  const found = await listUsers(org.ctx, admin, listUsersInput.parse({ search: 'mueller joerg' }))
  expect(found.users.map(({ name }) => name)).toEqual(['Jörg Müller'])
  expect(await rekeyed(org.ctx)).toBe(0)
})

test('what was done before a crash is not done again', async () => {
  const org = await ofOldVersion()
  const first = await rekeyed(org.ctx, 500)
  expect(first).toBe(500)
  expect(await rekeyed(org.ctx)).toBe(people - first)
  await expectFound(org)
})

test('two that start at once share the work', async () => {
  const org = await ofOldVersion()
  const other = await openDatabase(org.world.place)
  const done = await Promise.all([rekeyed(org.ctx), rekeyed({ ...org.ctx, db: other })])
  await other.close()
  expect(done[0] + done[1]).toBe(people)
  await expectFound(org)
})
