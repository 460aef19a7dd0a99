import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { addOperator } from '@/lib/acts/operators/add'
import { minutes } from '@/lib/duration'
import { catalogue } from '@/lib/messages/audit/catalogue'
import { listAudit } from '@/lib/queries/audit/list'
import { record } from '@/lib/records/audit/record'
import { entryHash, genesis } from '@/lib/records/audit/seal'
import { busyOrganization, chainRows, problemsOf } from '../../support/world/audit-trail'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf } from '../../support/world/outcome'

const at = ({ ctx, id }: Organization, sequence: number) => {
  const { auditEntries } = ctx.db.tables
  return and(eq(auditEntries.chain, id), eq(auditEntries.sequence, sequence))
}

test('a chain that nobody touched is whole', async () => {
  const org = await busyOrganization()
  const entries = await chainRows(org)
  expect(entries.length).toBeGreaterThan(5)
  expect(entries.map((row) => row.sequence)).toEqual(entries.map((_, n) => n + 1))
  expect(await problemsOf(org)).toEqual([])
})

test('the hash is that of the place, the one before and the text as it is stored', async () => {
  const org = await busyOrganization()
  const { vault } = org.ctx
  let previous: Buffer = genesis
  for (const { chain, sequence, body, hash, keyId } of await chainRows(org)) {
    expect(hash).toEqual(entryHash(vault, keyId ?? '', { chain, sequence, previous }, body))
    previous = hash
  }
})

test('an entry whose text was altered is found', async () => {
  const org = await busyOrganization()
  const { auditEntries } = org.ctx.db.tables
  const third = (await chainRows(org))[2]
  const body = third?.body.replace('Ada Lindqvist', 'Somebody Else') ?? ''
  expect(body).not.toBe(third?.body)
  await org.ctx.db.write((tx) => tx.update(auditEntries).set({ body }).where(at(org, 3)))
  expect(await problemsOf(org)).toEqual([{ kind: 'changed', from: 3, to: 3 }])
})

test('an entry that is filed under another event, person, time or key than its text says is found', async () => {
  for (const filed of [
    { event: 'user.joined' },
    { actorId: 'x' },
    { subjectId: 'x' },
    { at: new Date(0) },
    { keyId: null },
  ] as const) {
    const org = await busyOrganization()
    const { auditEntries } = org.ctx.db.tables
    await org.ctx.db.write((tx) => tx.update(auditEntries).set(filed).where(at(org, 3)))
    expect(await problemsOf(org)).toEqual([{ kind: 'changed', from: 3, to: 3 }])
  }
})

test('an entry that was cut out is found', async () => {
  const org = await busyOrganization()
  const { auditEntries } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.delete(auditEntries).where(at(org, 3)))
  expect(await problemsOf(org)).toEqual([{ kind: 'removed', from: 3, to: 3 }])
})

test('the first entry cut out is found', async () => {
  const org = await busyOrganization()
  const { auditEntries } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.delete(auditEntries).where(at(org, 1)))
  expect(await problemsOf(org)).toEqual([{ kind: 'removed', from: 1, to: 1 }])
})

test('a hundred entries at once get a hundred consecutive numbers', async () => {
  const org = await organization()
  const actor = { kind: 'console', osUser: 'root' } as const
  await Promise.all(
    Array.from({ length: 100 }, () =>
      org.ctx.db.write((tx) =>
        record(tx, org.ctx, org.id, { event: 'sessions.ended', actor, detail: { sessions: 1 } }),
      ),
    ),
  )
  const entries = await chainRows(org)
  expect(entries.map((row) => row.sequence)).toEqual(entries.map((_, n) => n + 1))
  expect(await problemsOf(org)).toEqual([])
})

test('a clock that jumps leaves it whole', async () => {
  const org = await organization()
  const actor = { kind: 'console', osUser: 'root' } as const
  for (const at of [
    '2026-11-27T00:00:00Z',
    '2026-11-25T23:00:00Z',
    '1970-01-01T00:00:00Z',
    '2026-11-26T00:00:00Z',
  ]) {
    const ctx = { ...org.ctx, now: () => new Date(at) }
    await ctx.db.write((tx) =>
      record(tx, ctx, org.id, { event: 'sessions.ended', actor, detail: { sessions: 1 } }),
    )
  }
  expect(await problemsOf(org)).toEqual([])
})

test('chains of two organizations do not mix', async () => {
  const org = await organization()
  const actor = { kind: 'console', osUser: 'root' } as const
  await org.ctx.db.write((tx) =>
    record(tx, org.ctx, 'server', { event: 'sessions.ended', actor, detail: { sessions: 1 } }),
  )
  expect(await problemsOf(org)).toEqual([])
  expect((await chainRows(org)).every((row) => row.chain === org.id)).toBe(true)
  const { entries } = await listAudit(org.ctx, await org.asAdmin(), {})
  expect(entries).toHaveLength((await chainRows(org)).length)
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

test('events are a noun and what became of it', () => {
  for (const event of Object.keys(catalogue))
    expect(event).toMatch(/^[a-z-]+\.([a-z-]+ed|reset|([a-z]+-)?withdrawn|unreadable|signed-out)$/)
})

test('an operator who could not be added leaves no audit log that seems to be missing', async () => {
  const org = await organization()
  const { email } = org.admin
  expect(codeOf(await addOperator(org.ctx, mintConsole('root'), { email }))).toBe('email-unavailable')
  expect(await problemsOf(org)).toEqual([])
})
