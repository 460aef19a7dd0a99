import { eq, gt } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'

const batch = 500

/**
 * For a restored backup: challenges that were answered in the database that it replaces stay spent, passkeys that were
 * stopped there stay so, and no counter goes back. Without that database a challenge of the last ten minutes may be
 * answered once more.
 */
export async function carryPasskeys(tx: Writer, ctx: Context, replaced: Context | null): Promise<void> {
  if (!replaced) return
  const { passkeys, spentPasskeyChallenges: spent } = ctx.db.tables
  const answered = await replaced.db.read.select().from(spent).where(gt(spent.keptUntil, ctx.now()))
  for (let n = 0; n < answered.length; n += batch)
    await tx
      .insert(spent)
      .values(answered.slice(n, n + batch))
      .onConflictDoNothing()
  const since = new Map((await replaced.db.read.select().from(passkeys)).map((row) => [row.id, row]))
  for (const { id, counter, stoppedAt } of await tx.select().from(passkeys)) {
    const there = since.get(id)
    if (!there || (there.counter <= counter && there.stoppedAt?.getTime() === stoppedAt?.getTime())) continue
    await tx
      .update(passkeys)
      .set({ counter: Math.max(counter, there.counter), stoppedAt: there.stoppedAt ?? stoppedAt })
      .where(eq(passkeys.id, id))
  }
}
