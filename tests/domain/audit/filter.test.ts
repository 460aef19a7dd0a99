import { expect, test } from 'vitest'
import { suspendUser } from '@/lib/acts/users/suspend'
import { hours } from '@/lib/duration'
import { exportAudit } from '@/lib/queries/audit/export'
import { type AuditFilter, listAudit, lookedThrough } from '@/lib/queries/audit/list'
import { record } from '@/lib/records/audit/record'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'

/** Two people of whom one was suspended a day later by another admin. */
async function busy() {
  const org = await organization()
  const ben = await org.agent({ name: 'Ben Okafor' })
  const chloe = await org.agent({ name: 'Chloé Martin' })
  const bea = await org.anotherAdmin({ name: 'Bea Novak' })
  org.world.clock.pass(hours(24))
  granted(await suspendUser(org.ctx, await bea.signInAsAdmin(), { userId: ben.id }))
  return { org, ben, chloe, bea }
}

const eventsOf = async (org: Organization, filter: AuditFilter) =>
  (await listAudit(org.ctx, await org.asAdmin(), filter)).entries.map(({ event }) => event)

test('the audit log is filtered by person, who did it, kind, time and words, and by all of them at once', async () => {
  const { org, ben, chloe, bea } = await busy()
  expect((await eventsOf(org, { subjectId: ben.id }))[0]).toBe('user.suspended')
  expect(await eventsOf(org, { subjectId: chloe.id })).not.toContain('user.suspended')
  expect(await eventsOf(org, { actorId: bea.id })).toEqual(
    expect.arrayContaining(['user.suspended', 'sign-in.succeeded', 'user.joined']),
  )
  expect(await eventsOf(org, { actorId: bea.id, subjectId: ben.id })).toEqual(['user.suspended'])
  expect(await eventsOf(org, { events: ['user.suspended', 'user.added'] })).toEqual([
    ...['user.suspended', 'user.added', 'user.added', 'user.added'],
  ])
  expect(await eventsOf(org, { subjectId: ben.id, events: ['user.added'] })).toEqual(['user.added'])
  expect(await eventsOf(org, { actorId: bea.id, events: ['user.suspended'] })).toEqual(['user.suspended'])
  const day = { from: new Date('2026-11-25T00:00:00Z'), until: new Date('2026-11-26T00:00:00Z') }
  expect(await eventsOf(org, { ...day, events: ['user.suspended', 'user.added'] })).toEqual([
    'user.suspended',
  ])
  expect(await eventsOf(org, { until: day.from })).not.toContain('user.suspended')
  expect(await eventsOf(org, { ...day, subjectId: chloe.id })).toEqual([])
  expect(await eventsOf(org, { search: 'SUSPENDED okafor' })).toEqual(['user.suspended'])
  expect(await eventsOf(org, { search: 'role: agent' })).toEqual(['user.added', 'user.added'])
  expect(await eventsOf(org, { search: 'okafor', events: ['user.added'], ...day })).toEqual([])
  expect(await eventsOf(org, { search: 'nobody' })).toEqual([])
})

test('every filter has the same entries page by page as all at once, and an export has them too', async () => {
  const { org, ben, bea } = await busy()
  const admin = await org.asAdmin()
  const filters: AuditFilter[] = [
    {},
    { subjectId: ben.id },
    { subjectId: ben.id, from: new Date(0), until: new Date('2026-11-25T00:00:00Z') },
    { actorId: admin.userId },
    { events: ['user.added', 'user.joined', 'sign-in.succeeded'] },
    { from: new Date('2026-11-24T12:00:05Z') },
    { search: 'okafor' },
    { actorId: bea.id, search: 'bea' },
  ]
  for (const filter of filters) {
    const { entries, next } = await listAudit(org.ctx, admin, { ...filter, limit: 1000 })
    expect(entries.length).toBeGreaterThan(1)
    expect(next).toBeNull()
    const paged: unknown[] = []
    for (let before: number | undefined, more = true; more; ) {
      const page = await listAudit(org.ctx, admin, { ...filter, limit: 2, before })
      paged.push(...page.entries)
      more = page.next !== null
      before = page.next ?? undefined
    }
    expect(paged).toEqual(entries)
    const exported: unknown[] = []
    for await (const page of exportAudit(org.ctx, admin, filter)) exported.push(...page)
    expect(exported).toEqual(entries)
  }
})

test('words are searched in the dates of the zone that they are read in, in lists and exports', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  await org.ctx.db.write((tx) =>
    record(tx, org.ctx, org.id, {
      ...{ event: 'two-factor.reminded', actor: { kind: 'nobody' } },
      detail: { dueBy: '2026-12-04T23:30:00.000Z' },
    }),
  )
  const found = async (search: string, zone?: string) => {
    const exported: string[] = []
    for await (const page of exportAudit(org.ctx, admin, { search, zone }))
      exported.push(...page.map(({ event }) => event))
    expect(await eventsOf(org, { search, zone })).toEqual(exported)
    return exported
  }
  const [inUtc, inTokyo] = ['up by 4 Dec 2026, 23:30', 'up by 5 Dec 2026, 08:30']
  expect(await found(inUtc)).toEqual(['two-factor.reminded'])
  expect(await found(inTokyo)).toEqual([])
  expect(await found(inTokyo, 'Asia/Tokyo')).toEqual(['two-factor.reminded'])
  expect(await found(inUtc, 'Asia/Tokyo')).toEqual([])
})

test('a search looks through so many entries for one page and no more, and goes on with the next', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  await org.ctx.db.write(async (tx) => {
    for (let n = 0; n < lookedThrough; n++)
      await record(tx, org.ctx, org.id, { event: 'session.ended', actor: { kind: 'nobody' } })
  })
  const first = await listAudit(org.ctx, admin, { search: 'created the organization' })
  expect(first.entries).toEqual([])
  expect(first.next).not.toBeNull()
  const rest = await listAudit(org.ctx, admin, {
    ...{ search: 'created the organization', before: first.next ?? undefined },
  })
  expect(rest.entries.map(({ event }) => event)).toEqual(['organization.created'])
  expect(rest.next).toBeNull()
})
