import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mintAdmin } from '@/lib/actors'
import { beginOnPeople } from '@/lib/acts/batches/begin-on-people'
import { stopBatch } from '@/lib/acts/batches/stop'
import { reactivateOrganization } from '@/lib/acts/organizations/reactivate'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { changePassword } from '@/lib/acts/passwords/change'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { changeRole } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { days, later } from '@/lib/duration'
import { batchesAtOnce } from '@/lib/figures'
import { kinds } from '@/lib/jobs/batches/kinds'
import { runBatches } from '@/lib/jobs/batches/run'
import { sweep } from '@/lib/jobs/sweep'
import { findBatch, listBatchRows, rowsNotDone } from '@/lib/queries/batches/find'
import { headcount } from '@/lib/queries/users/headcount'
import { workPortion } from '@/lib/records/batches/portion'
import { sweepBatches } from '@/lib/records/batches/sweep'
import type { Result } from '@/lib/result'
import { chainRows, problemsOf } from '../../support/world/audit-trail'
import { batchOf, newPeople } from '../../support/world/batch'
import { refuseAddress } from '../../support/world/closed-tables'
import { foreigners } from '../../support/world/foreigners'
import { groupIn } from '../../support/world/group'
import { Letters } from '../../support/world/letters'
import { operatorOf } from '../../support/world/operator'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'

const portion = (org: Organization, batchId: string, atOnce = 2) =>
  org.ctx.db.write((tx) => workPortion(tx, org.ctx, batchId, { work: (kind) => kinds[kind], atOnce }))

const eventsOf = async (org: Organization, event: string) =>
  (await chainRows(org)).filter((entry) => entry.event === event)

test('each row has its turn once, its outcome is written down, and its counts are kept', async () => {
  const org = await organization()
  const groupId = await groupIn(org, 'Support', [])
  const admin = await org.asAdmin()
  const taken = { name: 'Ada', email: 'ada@example.com' }
  const batch = await batchOf(org, [...newPeople(23), taken], { groupIds: [groupId] })
  expect(await runBatches(org.ctx)).toEqual([])
  expect(await findBatch(org.ctx, admin, batch.id)).toMatchObject({
    ...{ state: 'done', total: 24, waiting: 0, done: 23, skipped: 1, failed: 0 },
  })
  const { rows } = await listBatchRows(org.ctx, admin, { batchId: batch.id })
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, n) => n + 1))
  expect(rows.at(-1)).toMatchObject({ result: 'skipped', reason: 'here', userId: admin.userId })
  expect((await headcount(org.ctx, admin)).people).toBe(24)
  expect(await eventsOf(org, 'user.added')).toHaveLength(23)
  expect(await eventsOf(org, 'group.person-added')).toHaveLength(23)
  expect(await eventsOf(org, 'batch.started')).toHaveLength(1)
  // Once more there is nothing to do.
  await runBatches(org.ctx)
  expect(await eventsOf(org, 'user.added')).toHaveLength(23)
  expect(await problemsOf(org)).toEqual([])
  const left: string[] = []
  for await (const page of rowsNotDone(org.ctx, admin, batch.id)) left.push(...page.map(({ email }) => email))
  expect(left).toEqual(['ada@example.com'])
})

test('an admin who is demoted or suspended in the middle adds nobody any more', async () => {
  for (const end of [changeRole, suspendUser]) {
    const org = await organization()
    const eve = await org.anotherAdmin()
    const batch = await batchOf(org, newPeople(6))
    const { batches } = org.ctx.db.tables
    await org.ctx.db.write((tx) =>
      tx.update(batches).set({ actorId: eve.id }).where(eq(batches.id, batch.id)),
    )
    expect(await portion(org, batch.id)).toBe(true)
    const admin = await org.asAdmin()
    const input = { userId: eve.id, role: 'agent' as const }
    granted(
      end === changeRole
        ? await changeRole(org.ctx, admin, input)
        : await suspendUser(org.ctx, admin, { userId: eve.id }),
    )
    await runBatches(org.ctx)
    expect(await findBatch(org.ctx, admin, batch.id)).toMatchObject({
      ...{ state: 'stopped', reason: 'admin-gone', done: 2, waiting: 4 },
    })
    expect(await eventsOf(org, 'batch.stopped')).toHaveLength(1)
    expect(await eventsOf(org, 'user.added')).toHaveLength(3)
  }
})

/** What an admin who means harm, and a helper of theirs, bring about: it is over before the next row has its turn. */
const interludes: Record<string, (org: Organization, eve: Person) => Promise<unknown>> = {
  async 'the admin is suspended and reactivated'(org, { id: userId }) {
    granted(await suspendUser(org.ctx, await org.asAdmin(), { userId }))
    granted(await reactivateUser(org.ctx, await org.asAdmin(), { userId }))
  },
  async 'the admin is demoted and made one again'(org, { id: userId }) {
    granted(await changeRole(org.ctx, await org.asAdmin(), { userId, role: 'agent' }))
    granted(await changeRole(org.ctx, await org.asAdmin(), { userId, role: 'admin' }))
  },
  async 'the organization is suspended and reactivated'(org) {
    const { operator } = await operatorOf(org.world)
    granted(await suspendOrganization(org.ctx, operator, { organizationId: org.id }))
    granted(await reactivateOrganization(org.ctx, operator, { organizationId: org.id }))
  },
}

test.each(Object.keys(interludes))(
  '%s while no server works on it: it does not go on by itself',
  async (name) => {
    const org = await organization()
    const eve = await org.anotherAdmin()
    const batch = await batchOf(org, newPeople(6))
    const { batches } = org.ctx.db.tables
    await org.ctx.db.write((tx) =>
      tx.update(batches).set({ actorId: eve.id }).where(eq(batches.id, batch.id)),
    )
    expect(await portion(org, batch.id)).toBe(true)
    await interludes[name]?.(org, eve)
    await runBatches(org.ctx)
    expect(await findBatch(org.ctx, await org.asAdmin(), batch.id)).toMatchObject({
      ...{ state: 'stopped', reason: 'admin-gone', done: 2, waiting: 4 },
    })
  },
)

/** What the admin who began a batch, or another for them, does once they believe that someone else is in their account. */
const securing: Record<string, (org: Organization, eve: Person) => Promise<Result<unknown, string>>> = {
  'another admin signs them out everywhere': async (org, eve) =>
    signOutUser(org.ctx, await org.asAdmin(), { userId: eve.id }),
  'they sign out everywhere else': async (org, eve) => endOtherSessions(org.ctx, await eve.signIn()),
  'they change their password': async (org, eve) =>
    changePassword(org.ctx, await eve.signIn(), {
      ...{ password: eve.password, newPassword: 'seven quiet umbrellas' },
    }),
  'their second factor is reset': async (org, eve) =>
    resetTwoFactor(org.ctx, await org.asAdmin(), { userId: eve.id }),
}

for (const [secured, secure] of Object.entries(securing))
  test(`what was begun from a stolen session stops when ${secured}`, async () => {
    const org = await organization()
    const eve = await org.anotherAdmin()
    await eve.enroll()
    const { batches } = org.ctx.db.tables
    const [stolen, spared] = [await batchOf(org, newPeople(6)), await batchOf(org, newPeople(12).slice(6))]
    await org.ctx.db.write((tx) =>
      tx.update(batches).set({ actorId: eve.id }).where(eq(batches.id, stolen.id)),
    )
    expect(await portion(org, stolen.id)).toBe(true)
    granted(await secure(org, eve))
    await runBatches(org.ctx)
    const admin = await org.asAdmin()
    expect(await findBatch(org.ctx, admin, stolen.id)).toMatchObject({
      ...{ state: 'stopped', reason: 'signed-out', done: 2, waiting: 4 },
    })
    expect(await findBatch(org.ctx, admin, spared.id)).toMatchObject({ state: 'done', done: 6 })
    expect(await eventsOf(org, 'batch.stopped')).toHaveLength(1)
  })

test('an admin who turns on their own 2FA or signs in again meanwhile stops nothing', async () => {
  const org = await organization()
  const eve = await org.anotherAdmin()
  const { batches } = org.ctx.db.tables
  const batch = await batchOf(org, newPeople(6))
  await org.ctx.db.write((tx) => tx.update(batches).set({ actorId: eve.id }).where(eq(batches.id, batch.id)))
  expect(await portion(org, batch.id)).toBe(true)
  await eve.enroll()
  await eve.signIn()
  await runBatches(org.ctx)
  expect(await findBatch(org.ctx, await org.asAdmin(), batch.id)).toMatchObject({ state: 'done', done: 6 })
})

test('an admin stops it, of their own organization only', async () => {
  const org = await organization()
  const batch = await batchOf(org, newPeople(6))
  await portion(org, batch.id)
  const other = mintAdmin({ ...(await org.asAdmin()), organizationId: (await foreigners(org.ctx)).id })
  if (!other) throw new Error('This is no admin.')
  expect(codeOf(await stopBatch(org.ctx, other, { batchId: batch.id }))).toBe('batch-over')
  expect(await findBatch(org.ctx, other, batch.id)).toBeNull()
  expect((await listBatchRows(org.ctx, other, { batchId: batch.id })).rows).toEqual([])
  const admin = await org.asAdmin()
  granted(await stopBatch(org.ctx, admin, { batchId: batch.id }))
  expect(codeOf(await stopBatch(org.ctx, admin, { batchId: batch.id }))).toBe('batch-over')
  await runBatches(org.ctx)
  expect(await findBatch(org.ctx, admin, batch.id)).toMatchObject({
    ...{ state: 'stopped', reason: 'stopped-by-admin', done: 2, waiting: 4 },
  })
})

test('a row that cannot be written is marked, and the others have their turn', async () => {
  const org = await organization()
  const batch = await batchOf(org, newPeople(13))
  await refuseAddress(org.world.place, 'person5@example.com')
  expect(await runBatches(org.ctx)).toHaveLength(1)
  const admin = await org.asAdmin()
  expect(await findBatch(org.ctx, admin, batch.id)).toMatchObject({ state: 'done', done: 12, failed: 1 })
  expect((await listBatchRows(org.ctx, admin, { batchId: batch.id, result: 'failed' })).rows).toMatchObject([
    { position: 5, reason: 'error' },
  ])
})

test('a letter that someone waits for goes before those of a batch', async () => {
  const org = await organization()
  await batchOf(org, newPeople(5))
  await runBatches(org.ctx)
  org.world.clock.pass(1000)
  await org.agent({ invited: true })
  const letters = await new Letters(org.world).arrived()
  expect(letters).toHaveLength(6)
  const { outbox } = org.ctx.db.tables
  const rows = await org.ctx.db.read.select().from(outbox)
  expect(rows.filter(({ behind }) => behind)).toHaveLength(5)
  expect(letters[0]?.to).toBe('agent1@example.com')
})

test('what has ended is kept for thirty days, whatever the clock did meanwhile', async () => {
  const org = await organization()
  const { clock } = org.world
  await batchOf(org, newPeople(3))
  await runBatches(org.ctx)
  const { batches, batchRows } = org.ctx.db.tables
  const there = async () => (await org.ctx.db.read.select().from(batches)).length
  await sweep(org.ctx)
  // A clock that is a year ahead takes nothing away.
  clock.pass(days(365))
  await sweep(org.ctx)
  expect(await there()).toBe(1)
  clock.pass(-days(365))
  const sweepBy = (now: Date) => {
    const then = { ...org.ctx, now: () => now }
    return org.ctx.db.write((tx) => sweepBatches(tx, then))
  }
  expect(await sweepBy(later(clock.now(), days(29)))).toBe(false)
  expect(await sweepBy(later(clock.now(), days(30)))).toBe(true)
  expect(await org.ctx.db.read.select().from(batchRows)).toEqual([])
})

test('what was begun by a clock that was ahead is done all the same, and dated rightly', async () => {
  const org = await organization()
  org.world.clock.pass(days(365))
  const batch = await batchOf(org, newPeople(3))
  org.world.clock.pass(-days(365))
  await sweep(org.ctx)
  await runBatches(org.ctx)
  const found = await findBatch(org.ctx, await org.asAdmin(), batch.id)
  expect(found).toMatchObject({ state: 'done', createdAt: org.ctx.now(), startedAt: org.ctx.now() })
})

test('an organization that begins many keeps no other waiting, and begins so many at once at most', async () => {
  const org = await organization()
  const { id: otherId } = await foreigners(org.ctx)
  for (let n = 0; n < batchesAtOnce; n++) await batchOf(org, newPeople(11 * (n + 1)).slice(-11))
  org.world.clock.pass(1000)
  const late = await batchOf(org, [{ name: 'Late', email: 'late@example.com' }])
  const { batches } = org.ctx.db.tables
  await org.ctx.db.write((tx) =>
    tx.update(batches).set({ organizationId: otherId }).where(eq(batches.id, late.id)),
  )
  let portions = 0
  const short = {
    get aborted() {
      return ++portions > batchesAtOnce
    },
  } as AbortSignal
  await runBatches(org.ctx, short)
  // It had its turn, in which it showed that who began it is no admin there.
  const [had] = await org.ctx.db.read.select().from(batches).where(eq(batches.id, late.id))
  expect(had).toMatchObject({ state: 'stopped', reason: 'admin-gone' })
  const admin = await org.asAdmin()
  const agent = await org.agent()
  const input = { kind: 'sign-out' as const, userIds: [agent.id], signOut: false }
  expect(codeOf(await beginOnPeople(org.ctx, admin, input))).toBe('batches-full')
  await runBatches(org.ctx)
  granted(await beginOnPeople(org.ctx, admin, input))
})
