import { expect, test } from 'vitest'
import { runBatches } from '@/lib/jobs/batches/run'
import { killRivals } from '../support/process/kill'
import { chainRows, problemsOf } from '../support/world/audit-trail'
import { batchOf, newPeople } from '../support/world/batch'
import { organization } from '../support/world/organization'

test('servers that are killed while they add people leave nobody out and add nobody twice', async () => {
  const org = await organization()
  await batchOf(org, newPeople(12))
  await killRivals(org.world, [{ act: 'batches' }], 2, async ({ ctx }) => {
    // Whoever is left has finished it; where all were killed, the next one does.
    await runBatches(ctx)
    const { batches, batchRows, users, outbox } = ctx.db.tables
    const [batch] = await ctx.db.read.select().from(batches)
    expect(batch).toMatchObject({ state: 'done', waiting: 0, done: 12, skipped: 0, failed: 0 })
    const rows = await ctx.db.read.select().from(batchRows)
    expect(new Set(rows.map(({ userId }) => userId)).size).toBe(12)
    expect(await ctx.db.read.select().from(users)).toHaveLength(13)
    expect(await ctx.db.read.select().from(outbox)).toHaveLength(12)
    const added = (await chainRows({ ctx, id: org.id })).filter(({ event }) => event === 'user.added')
    expect(added).toHaveLength(12)
    expect(await problemsOf({ ctx })).toEqual([])
  })
})
