import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { KindOnPeople } from '@/db/tables/batches'
import { beginOnPeople } from '@/lib/acts/batches/begin-on-people'
import { runBatches } from '@/lib/jobs/batches/run'
import { findBatch, listBatchRows } from '@/lib/queries/batches/find'
import { listUsersInput } from '@/lib/queries/users/list'
import { matchingIds, previewSelection } from '@/lib/queries/users/selection'
import { foreigners } from '../../support/world/foreigners'
import { groupIn } from '../../support/world/group'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

type More = { reason?: string; signOut?: boolean; groupId?: string }

/** Lets the first admin do it to these people, and returns what the receipt says of each by name. */
async function doneTo(org: Organization, kind: KindOnPeople, userIds: string[], more: More = {}) {
  const admin = await org.asAdmin()
  const { batchId } = granted(await beginOnPeople(org.ctx, admin, { kind, userIds, signOut: false, ...more }))
  expect(await runBatches(org.ctx)).toEqual([])
  expect((await findBatch(org.ctx, admin, batchId))?.state).toBe('done')
  const { rows } = await listBatchRows(org.ctx, admin, { batchId })
  return Object.fromEntries(rows.map(({ name, result, reason }) => [name, reason ?? result]))
}

/** Everybody there is to be spared: by name, with their ids. */
async function everyKind(org: Organization) {
  const people = [
    await org.agent({ name: 'Off' }),
    await org.agent({ name: 'On', enrolled: true }),
    await org.agent({ name: 'Required', required: true }),
    await org.agent({ name: 'Invited', invited: true }),
    await org.agent({ name: 'Suspended', suspended: true }),
  ]
  return [org.admin.id, ...people.map(({ id }) => id)]
}

const all = ['Off', 'On', 'Required', 'Invited', 'Suspended']
const receipt = (reasons: Record<string, string>) => ({
  'Ada Lindqvist': 'self',
  ...Object.fromEntries(all.map((name) => [name, reasons[name] ?? 'done'])),
})

const spared: Record<Exclude<KindOnPeople, 'add-to-group'>, Record<string, string>> = {
  require: { Required: 'required-already' },
  lift: { Off: 'not-required', On: 'not-required', Invited: 'not-required', Suspended: 'not-required' },
  remind: { On: 'reminder-unneeded', Invited: 'not-joined', Suspended: 'suspended-already' },
  reset: {
    ...Object.fromEntries(
      ['Off', 'Required', 'Invited', 'Suspended'].map((name) => [name, 'nothing-to-reset']),
    ),
  },
  suspend: { Invited: 'not-joined', Suspended: 'suspended-already' },
  'sign-out': { Invited: 'not-joined', Suspended: 'suspended-already' },
  'invite-again': Object.fromEntries(
    ['Off', 'On', 'Required', 'Suspended'].map((name) => [name, 'already-joined']),
  ),
}

test.each(Object.keys(spared) as (keyof typeof spared)[])(
  '%s is done as to one person, and spares whom the page named',
  async (kind) => {
    const org = await organization()
    const ids = await everyKind(org)
    const before = (await auditTrail(org.ctx, org.id)).length
    const shown = await previewSelection(org.ctx, await org.asAdmin(), { kind, userIds: ids })
    const said = await doneTo(org, kind, ids)
    expect(said).toEqual(receipt(spared[kind]))
    const counts = Object.values(said).filter((word) => word === 'done').length
    expect([shown?.chosen, shown?.done]).toEqual([6, counts])
    expect(
      shown?.spared.flatMap(({ reason, names }) => names.map((name) => [name, reason])).toSorted(),
    ).toEqual(
      Object.entries(said)
        .filter(([, word]) => word !== 'done')
        .toSorted(),
    )
    const trail = (await auditTrail(org.ctx, org.id)).slice(before)
    expect(trail[0]?.event).toBe('batch.started')
    expect(new Set(trail.slice(1).map(({ actor }) => 'name' in actor && actor.name))).toEqual(
      new Set(['Ada Lindqvist']),
    )
    expect(trail.length - 1).toBe(counts)
    // What is so already is done to nobody again.
    if (kind !== 'sign-out' && kind !== 'invite-again')
      expect(Object.values(await doneTo(org, kind, ids))).not.toContain('done')
  },
)

test('people are added to a group, but for those who are in it', async () => {
  const org = await organization()
  const ids = await everyKind(org)
  const groupId = await groupIn(org, 'Drivers')
  expect(await doneTo(org, 'add-to-group', ids, { groupId })).toEqual(receipt({}))
  const admin = await org.asAdmin()
  const shown = await previewSelection(org.ctx, admin, { kind: 'add-to-group', groupId, userIds: ids })
  expect(shown?.done).toBe(0)
})

test('one person or group of another organization is enough for nothing to happen', async () => {
  const org = await organization()
  const theirs = await foreigners(org.ctx)
  const ours = await org.agent()
  const admin = await org.asAdmin()
  const userIds = [ours.id, theirs.people[0] ?? '']
  const given = { kind: 'require' as const, userIds, signOut: true }
  expect(codeOf(await beginOnPeople(org.ctx, admin, given))).toBe('user-unknown')
  expect(await previewSelection(org.ctx, admin, given)).toBeNull()
  const adding = {
    kind: 'add-to-group' as const,
    userIds: [ours.id],
    signOut: false,
    groupId: theirs.groupId,
  }
  expect(codeOf(await beginOnPeople(org.ctx, admin, adding))).toBe('group-unknown')
  const { batches } = org.ctx.db.tables
  const begun = org.ctx.db.read.select().from(batches).where(eq(batches.organizationId, org.id))
  expect(await begun).toEqual([])
})

test('everyone who matches is who the list shows, whoever else is there', async () => {
  const org = await organization()
  for (let n = 0; n < 55; n++) await org.agent({ name: `Xaver Nummer ${n}`, invited: true })
  await org.agent({ name: 'Ben Okafor', enrolled: true })
  const admin = await org.asAdmin()
  const ids = await matchingIds(
    org.ctx,
    admin,
    listUsersInput.parse({ search: 'xaver', twoFactor: 'missing' }),
  )
  expect(new Set(ids).size).toBe(55)
  const { users } = org.ctx.db.tables
  const { batchId } = granted(
    await beginOnPeople(org.ctx, admin, { kind: 'require', userIds: ids ?? [], signOut: true }),
  )
  await runBatches(org.ctx)
  expect((await findBatch(org.ctx, admin, batchId))?.done).toBe(55)
  const required = await org.ctx.db.read.select().from(users).where(eq(users.twoFactorRequired, true))
  expect(required.length).toBe(55)
})
