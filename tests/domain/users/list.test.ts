import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Admin } from '@/lib/actors'
import { cutSearch, listUsers, listUsersInput, type UserRow } from '@/lib/queries/users/list'
import { fold } from '@/lib/records/users/fold'
import { insertUser } from '@/lib/records/users/insert'
import { chance } from '../../support/world/chance'
import { type Organization, organization } from '../../support/world/organization'
import { plantUser } from '../../support/world/rows'

const people = 250
let org: Organization
let admin: Admin

/** 250 people, many of the same name, written in several ways. */
beforeAll(async () => {
  org = await organization()
  admin = await org.asAdmin()
  const random = chance(250)
  await org.ctx.db.write(async (tx) => {
    for (let n = 1; n < people; n++) {
      const name = `${random.pick(['Anna', 'ANNA', 'Änna', 'Bo', 'bo'])} ${random.pick(['Berg', 'Bérg', 'Adler'])}`
      await insertUser(tx, org.ctx, {
        ...{ organizationId: org.id, name, email: `n${n}-${randomUUID().slice(0, 4)}@example.com` },
        ...{ role: 'agent', status: 'active', passwordHash: null, invitedBy: null },
        twoFactorRequired: n % 3 === 0,
      })
    }
  })
})

/** All pages of a list, one after the other. */
async function allPages(query: { search?: string; twoFactor?: string }) {
  const pages: UserRow[][] = []
  let after: string | undefined
  do {
    const page = await listUsers(org.ctx, admin, listUsersInput.parse({ ...query, after }))
    pages.push(page.users)
    after = page.next ?? undefined
  } while (after)
  return pages
}

const ids = (pages: UserRow[][]) => pages.flat().map((user) => user.id)

test('250 people come in pages of fifty, without a gap or a double', async () => {
  const pages = await allPages({})
  expect(pages.map((page) => page.length)).toEqual([50, 50, 50, 50, 50])
  expect(new Set(ids(pages)).size).toBe(people)
})

test('the order is that of the names, without case and accents', async () => {
  const names = (await allPages({})).flat().map((user) => fold(user.name))
  expect(names).toEqual([...names].sort())
})

test('a search pages without a gap or a double, ties in names and several matching words included', async () => {
  for (const search of ['anna', 'b', 'berg', 'n', 'a b']) {
    const found = ids(await allPages({ search }))
    const terms = search.split(' ')
    const everybody = (await allPages({})).flat()
    const expected = everybody.filter(({ name, email }) => {
      const words = [...fold(name).split(' '), ...email.split(/[^a-z0-9]+/)]
      return terms.every((term) => words.some((word) => word.startsWith(term)))
    })
    expect([search, found.length]).toEqual([search, expected.length])
    expect(new Set(found)).toEqual(new Set(expected.map((user) => user.id)))
    expect(new Set(found).size).toBe(found.length)
  }
})

test('the filter narrows the list and the search, page by page', async () => {
  const required = await allPages({ twoFactor: 'required' })
  expect(ids(required)).toHaveLength(83)
  expect(required.flat().every((user) => user.secondFactor === 'required')).toBe(true)
  const found = (await allPages({ search: 'berg', twoFactor: 'required' })).flat()
  expect(found.length).toBeGreaterThan(0)
  const filtered = required.flat().filter((user) => fold(user.name).includes('berg'))
  expect(new Set(found.map(({ id }) => id))).toEqual(new Set(filtered.map(({ id }) => id)))
  expect(ids(await allPages({ twoFactor: 'locked' }))).toEqual([])
})

test('whoever is without is off, or must still set it up', async () => {
  const without = (await allPages({ twoFactor: 'missing' })).flat()
  const everybody = (await allPages({})).flat()
  const expected = everybody.filter(({ secondFactor }) => ['off', 'required'].includes(secondFactor))
  expect(without).toEqual(expected)
  expect(new Set(without.map(({ secondFactor }) => secondFactor)).size).toBe(2)
  expect(without.length).toBeGreaterThan(100)
})

test('the filter knows all four states', async () => {
  const [one] = ids(await allPages({ twoFactor: 'off' }))
  await plantUser(org.ctx, one ?? '', { secondStepLockedAt: org.ctx.now() })
  expect(ids(await allPages({ twoFactor: 'locked' }))).toEqual([one])
  await plantUser(org.ctx, one ?? '', { secondStepLockedAt: null, authenticatorSecret: Buffer.from('x') })
  expect(ids(await allPages({ twoFactor: 'on' }))).toEqual([one])
  await plantUser(org.ctx, one ?? '', { authenticatorSecret: null })
  expect(ids(await allPages({ twoFactor: 'off' }))).toContain(one)
  expect(listUsersInput.safeParse({ twoFactor: 'maybe' }).success).toBe(false)
})

test('a cursor that is none of ours leads to the first page', async () => {
  const first = (await listUsers(org.ctx, admin, listUsersInput.parse({}))).users
  for (const after of ['x', 'bnVsbA', Buffer.from('{"a":1}').toString('base64url'), '%%%', 'WzEsMl0']) {
    const page = await listUsers(org.ctx, admin, listUsersInput.parse({ after }))
    expect(page.users).toEqual(first)
  }
})

test('a cursor leads on in its own list or search only, and to the first page of any other', async () => {
  const ask = (query: { search?: string; twoFactor?: string; after?: string | undefined }) =>
    listUsers(org.ctx, admin, listUsersInput.parse(query))
  const questions = [
    {},
    { search: 'b' },
    { search: 'be' },
    { search: 'a b' },
    { search: 'an b' },
    { search: 'n' },
    { twoFactor: 'required' },
    { twoFactor: 'missing' },
    { search: 'b', twoFactor: 'missing' },
  ]
  for (const asked of questions) {
    const first = await ask(asked)
    for (const of of questions) {
      const after = (await ask(of)).next ?? ''
      expect(after).not.toBe('')
      const page = await ask({ ...asked, after })
      const same = ids([page.users])[0] === ids([first.users])[0]
      expect([asked, of, same]).toEqual([asked, of, asked !== of])
    }
  }
  const { next } = await ask({ search: 'b a' })
  const second = await ask({ search: 'A, B.', after: next ?? '' })
  expect(ids([second.users])).not.toContain(ids([(await ask({ search: 'a b' })).users])[0])
})

test('in which order the words of a search are typed makes no difference, also where each begins as many', async () => {
  const other = await organization('Ada Bond Ltd')
  const { ctx } = other
  await ctx.db.write(async (tx) => {
    for (let n = 0; n < 60; n++)
      await insertUser(tx, ctx, {
        ...{ organizationId: other.id, email: `n${n}@example.org`, twoFactorRequired: false },
        ...{ role: 'agent', status: 'active', passwordHash: null, invitedBy: null },
        // One has a word with b more, for the admin has two with a.
        name: n === 0 ? 'Bo Bond' : n % 2 === 0 ? 'Ada Bond' : 'Al Bo',
      })
  })
  const { userWords } = ctx.db.tables
  const words = await ctx.db.read.select().from(userWords).where(eq(userWords.organizationId, other.id))
  const begun = (letter: string) => words.filter(({ word }) => word.startsWith(letter)).length
  expect(begun('a')).toBe(begun('b'))
  const whoAsks = await other.asAdmin()
  const found = async (search: string) =>
    ids([(await listUsers(ctx, whoAsks, listUsersInput.parse({ search }))).users])
  const one = await found('a b')
  expect(one).toHaveLength(50)
  expect(await found('b a')).toEqual(one)
})

test('someone who is added or removed while pages are turned makes no other double or vanish', async () => {
  const first = await listUsers(org.ctx, admin, listUsersInput.parse({}))
  const added = await org.agent({ invited: true, name: 'Aaron Aalto' })
  const second = await listUsers(org.ctx, admin, listUsersInput.parse({ after: first.next ?? undefined }))
  const seen = [...first.users, ...second.users].map((user) => user.id)
  expect(new Set(seen).size).toBe(100)
  expect(seen).not.toContain(added.id)
})

test('the longest names page too', async () => {
  const other = await organization('Long Names Ltd')
  await other.ctx.db.write(async (tx) => {
    for (let n = 0; n < 60; n++) {
      await insertUser(tx, other.ctx, {
        ...{ organizationId: other.id, name: '\u{1f69a}'.repeat(100), email: `n${n}@example.com` },
        ...{ role: 'agent', status: 'active', passwordHash: null, invitedBy: null, twoFactorRequired: false },
      })
    }
  })
  const by = await other.asAdmin()
  for (const search of ['', '\u{1f69a}']) {
    const first = await listUsers(other.ctx, by, listUsersInput.parse({ search }))
    const query = listUsersInput.parse({ search, after: first.next ?? undefined })
    const second = await listUsers(other.ctx, by, query)
    expect(new Set([...first.users, ...second.users].map(({ id }) => id)).size).toBe(search ? 60 : 61)
  }
})

test('two words that many have, and few together, are looked for in steps; nobody is lost between them', async () => {
  const crowd = await organization('Apart Ltd')
  const by = await crowd.asAdmin()
  const together = [3, 700, 1403, 1990]
  await crowd.ctx.db.write(async (tx) => {
    for (let n = 0; n < 2000; n++) {
      const word = together.includes(n) ? 'north south' : n % 2 === 0 ? 'north' : 'south'
      await insertUser(tx, crowd.ctx, {
        ...{ organizationId: crowd.id, name: `N${n} ${word}`, email: `n${n}@example.com` },
        ...{ role: 'agent', status: 'active', passwordHash: null, invitedBy: null },
        twoFactorRequired: n % 3 === 0,
      })
    }
  })
  for (const twoFactor of [undefined, 'required', 'missing'] as const) {
    const found: string[] = []
    let pages = 0
    let after: string | undefined
    do {
      const query = { search: 'north south', twoFactor, after }
      const page = await listUsers(crowd.ctx, by, listUsersInput.parse(query))
      found.push(...page.users.map(({ name }) => name))
      after = page.next ?? undefined
      pages++
    } while (after)
    const expected = together.filter((n) => twoFactor !== 'required' || n % 3 === 0)
    expect(found.toSorted()).toEqual(expected.map((n) => `N${n} north south`).toSorted())
    expect([twoFactor, pages > 1]).toEqual([twoFactor, twoFactor !== 'required'])
  }
})

test('a person is found where their second factor stands now', async () => {
  const agent = await org.agent({ name: 'Quirin Unterberger' })
  const found = async (twoFactor: string) => ids(await allPages({ search: 'quirin', twoFactor })).length
  expect([await found('off'), await found('on'), await found('required')]).toEqual([1, 0, 0])
  await org.require(agent)
  expect([await found('off'), await found('on'), await found('required')]).toEqual([0, 0, 1])
  await agent.enrollAtSignIn()
  expect([await found('missing'), await found('on'), await found('required')]).toEqual([0, 1, 0])
})

test('a search longer than any is cut on the page, and stays a search', () => {
  const cut = cutSearch(`  ${'anna '.repeat(100)}`)
  expect(cut.length).toBe(200)
  expect(listUsersInput.parse({ search: cut }).search).toMatch(/^anna anna/)
  expect(Buffer.from(cutSearch('😀'.repeat(300))).toString()).toBe('😀'.repeat(200))
})
