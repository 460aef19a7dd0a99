import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { catalogue } from '@/lib/audit/catalogue'
import { listAudit } from '@/lib/audit/list'
import { genesis, linkHash, record } from '@/lib/audit/record'
import { firstBrokenEntry } from '@/lib/audit/verify'
import { minutes } from '@/lib/duration'
import { type Organization, organization } from '../../support/organization'

/** An organization in which a dozen things happened. */
async function busyOrganization(): Promise<Organization> {
  const org = await organization()
  await org.agent({ enrolled: true })
  await org.agent({ required: true })
  return org
}

async function rows({ ctx, id }: Organization) {
  const { auditEntries } = ctx.db.tables
  const found = await ctx.db.read.select().from(auditEntries).where(eq(auditEntries.chain, id))
  return found.sort((a, b) => a.sequence - b.sequence)
}

const at = ({ ctx, id }: Organization, sequence: number) => {
  const { auditEntries } = ctx.db.tables
  return and(eq(auditEntries.chain, id), eq(auditEntries.sequence, sequence))
}

test('a chain that nobody touched is whole', async () => {
  const org = await busyOrganization()
  const entries = await rows(org)
  expect(entries.length).toBeGreaterThan(5)
  expect(entries.map((row) => row.sequence)).toEqual(entries.map((_, n) => n + 1))
  expect(await firstBrokenEntry(org.ctx, org.id)).toBeNull()
})

test('the hash is that of the one before and the text as it is stored', async () => {
  const org = await busyOrganization()
  let previous: Buffer = genesis
  for (const row of await rows(org)) {
    expect(row.hash).toEqual(linkHash(previous, row.body))
    previous = row.hash
  }
})

test('an entry whose text was altered is found', async () => {
  const org = await busyOrganization()
  const { auditEntries } = org.ctx.db.tables
  const third = (await rows(org))[2]
  const body = third?.body.replace('Ada Lindqvist', 'Somebody Else') ?? ''
  expect(body).not.toBe(third?.body)
  await org.ctx.db.write((tx) => tx.update(auditEntries).set({ body }).where(at(org, 3)))
  expect(await firstBrokenEntry(org.ctx, org.id)).toBe(3)
})

test('an entry that is filed under another event, person or time than its text says is found', async () => {
  for (const filed of [
    { event: 'user.joined' },
    { actorId: 'x' },
    { subjectId: 'x' },
    { at: new Date(0) },
  ] as const) {
    const org = await busyOrganization()
    const { auditEntries } = org.ctx.db.tables
    await org.ctx.db.write((tx) => tx.update(auditEntries).set(filed).where(at(org, 3)))
    expect(await firstBrokenEntry(org.ctx, org.id)).toBe(3)
  }
})

test('an entry altered together with its own hash is found at the next', async () => {
  const org = await busyOrganization()
  const { auditEntries } = org.ctx.db.tables
  const [, second, third] = await rows(org)
  if (!second || !third) throw new Error('Too few entries.')
  const body = third.body.replace('Ada Lindqvist', 'Somebody Else')
  const forged = { body, hash: linkHash(second.hash, body) }
  await org.ctx.db.write((tx) => tx.update(auditEntries).set(forged).where(at(org, 3)))
  expect(await firstBrokenEntry(org.ctx, org.id)).toBe(4)
})

test('an entry that was cut out is found, with the later ones moved up too', async () => {
  const org = await busyOrganization()
  const { auditEntries } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.delete(auditEntries).where(at(org, 3)))
  expect(await firstBrokenEntry(org.ctx, org.id)).toBe(4)
  await org.ctx.db.write(async (tx) => {
    for (const { sequence } of (await tx.select().from(auditEntries)).sort((a, b) => a.sequence - b.sequence))
      if (sequence > 3)
        await tx
          .update(auditEntries)
          .set({ sequence: sequence - 1 })
          .where(at(org, sequence))
  })
  expect(await firstBrokenEntry(org.ctx, org.id)).toBe(3)
})

test('the first entry cut out is found', async () => {
  const org = await busyOrganization()
  const { auditEntries } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.delete(auditEntries).where(at(org, 1)))
  expect(await firstBrokenEntry(org.ctx, org.id)).toBe(2)
})

test('an entry that was put in is found', async () => {
  const org = await busyOrganization()
  const { auditEntries } = org.ctx.db.tables
  const entries = await rows(org)
  const third = entries[2]
  if (!third) throw new Error('Too few entries.')
  await org.ctx.db.write(async (tx) => {
    for (const { sequence } of entries.reverse())
      if (sequence > 3)
        await tx
          .update(auditEntries)
          .set({ sequence: sequence + 1 })
          .where(at(org, sequence))
    // A forgery as good as can be: the same once more, rightly linked and filed.
    const { body } = third
    await tx.insert(auditEntries).values({ ...third, sequence: 4, body, hash: linkHash(third.hash, body) })
  })
  expect(await firstBrokenEntry(org.ctx, org.id)).toBe(5)
})

test('a hundred entries at once get a hundred consecutive numbers', async () => {
  const org = await organization()
  const actor = { kind: 'console', osUser: 'root' } as const
  await Promise.all(
    Array.from({ length: 100 }, () =>
      org.ctx.db.write((tx) => record(tx, org.ctx, org.id, { event: 'sessions.ended', actor })),
    ),
  )
  const entries = await rows(org)
  expect(entries.map((row) => row.sequence)).toEqual(entries.map((_, n) => n + 1))
  expect(await firstBrokenEntry(org.ctx, org.id)).toBeNull()
})

test('chains of two organizations do not mix', async () => {
  const org = await organization()
  const actor = { kind: 'console', osUser: 'root' } as const
  await org.ctx.db.write((tx) => record(tx, org.ctx, 'server', { event: 'sessions.ended', actor }))
  expect(await firstBrokenEntry(org.ctx, 'server')).toBeNull()
  expect((await rows(org)).every((row) => row.chain === org.id)).toBe(true)
  const { entries } = await listAudit(org.ctx, await org.asAdmin(), {})
  expect(entries).toHaveLength((await rows(org)).length)
})

test('the log is listed newest first, by pages, and by whom it is about', async () => {
  const org = await organization()
  const agents = [await org.agent(), await org.agent(), await org.agent()]
  for (const agent of agents) {
    await agent.signIn()
    org.world.clock.pass(minutes(1))
  }
  const admin = await org.asAdmin()
  const all = (await listAudit(org.ctx, admin, {})).entries
  expect(all.map((entry) => entry.sequence)).toEqual(all.map((_, n) => all.length - n))
  const paged: number[] = []
  for (let before: number | null | undefined; before !== null; ) {
    const page = await listAudit(org.ctx, admin, { limit: 4, ...(before === undefined ? {} : { before }) })
    expect(page.entries.length).toBeLessThanOrEqual(4)
    paged.push(...page.entries.map((entry) => entry.sequence))
    before = page.next
  }
  expect(paged).toEqual(all.map((entry) => entry.sequence))
  const [first] = agents
  const about = await listAudit(org.ctx, admin, { subjectId: first?.id ?? '' })
  expect(about.entries.map((entry) => entry.event)).toEqual([
    'sign-in.succeeded',
    'user.joined',
    'user.added',
  ])
})

test('events are a noun and a past participle', () => {
  for (const event of Object.keys(catalogue)) expect(event).toMatch(/^[a-z-]+\.([a-z-]+ed|reset|withdrawn)$/)
})
