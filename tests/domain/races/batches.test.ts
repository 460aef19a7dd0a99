import { eq, type SQL } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Writer } from '@/db/database'
import { findBatch } from '@/lib/queries/batches/find'
import { openBatch } from '@/lib/records/batches/batch'
import { race } from '../../support/process/race'
import { chainRows, problemsOf } from '../../support/world/audit-trail'
import { batchOf, newPeople } from '../../support/world/batch'
import { organization } from '../../support/world/organization'

test('several servers work on the same batches, and each row has its turn once', async () => {
  const org = await organization()
  const batches = [await batchOf(org, newPeople(60)), await batchOf(org, newPeople(80).slice(40))]
  const rule = { rule: 'runBatches' } as const
  expect(await race(org.world, [[rule, rule], [rule], [rule]])).toEqual(['ok', 'ok', 'ok', 'ok'])
  const admin = await org.asAdmin()
  const found = await Promise.all(batches.map(({ id }) => findBatch(org.ctx, admin, id)))
  const sum = (of: 'done' | 'skipped' | 'failed' | 'waiting') =>
    found.reduce((total, batch) => total + (batch?.[of] ?? 0), 0)
  // The last twenty of the one are the first of the other.
  expect([sum('done'), sum('skipped'), sum('failed'), sum('waiting')]).toEqual([80, 20, 0, 0])
  expect(found.map((batch) => batch?.state)).toEqual(['done', 'done'])
  const added = (await chainRows(org)).filter(({ event }) => event === 'user.added')
  expect(new Set(added.map(({ subjectId }) => subjectId)).size).toBe(80)
  expect(added).toHaveLength(80)
  expect(await problemsOf(org)).toEqual([])
})

test('a preview that is begun while newer ones make room for themselves is kept', async () => {
  const org = await organization()
  const { ctx } = org
  const { batches } = ctx.db.tables
  const admin = await org.asAdmin()
  const preview = (tx: Writer) =>
    openBatch(tx, ctx, admin, { kind: 'add-people', state: 'preview', options: {}, rows: newPeople(1) })
  const oldest = await ctx.db.write(preview)
  for (let n = 0; n < 9; n++) {
    org.world.clock.pass(1000)
    await ctx.db.write(preview)
  }
  org.world.clock.pass(1000)
  const begun = { state: 'running', startedAt: ctx.now() } as const
  await ctx.db.write(async (tx) => {
    // Between looking for old ones and deleting them, as another transaction does where writers do not take turns.
    const raced = Object.create(tx, {
      delete: {
        value: (table: typeof batches) => ({
          async where(which: SQL | undefined) {
            await tx.update(batches).set(begun).where(eq(batches.id, oldest.id))
            await tx.delete(table).where(which)
          },
        }),
      },
    }) as Writer
    await preview(raced)
  })
  const left = await ctx.db.read.select({ id: batches.id }).from(batches)
  expect(left.map(({ id }) => id)).toContain(oldest.id)
})
