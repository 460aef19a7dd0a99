import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { later, minutes } from '@/lib/duration'
import { subjectOf } from '@/lib/records/authority/subject'
import { waitAfter } from '@/lib/records/outbox/claim'
import { deliveryOf } from '@/lib/records/outbox/delivery'
import { done, fail, type Result } from '@/lib/result'

export const retryInput = z.strictObject({ userId: z.string().max(64), letterId: z.string().max(64) })

/** *Try again*: what was not delivered to someone of the admin's organization is tried again within a second. */
export async function retryLetter(
  ctx: Context,
  admin: Admin,
  { userId, letterId }: z.output<typeof retryInput>,
): Promise<Result<void, 'user-unknown' | 'letter-over'>> {
  const { outbox } = ctx.db.tables
  const now = ctx.now()
  return ctx.db.write(async (tx) => {
    if (!(await subjectOf(tx, ctx, admin, userId))) return fail('user-unknown')
    // No one claims it meanwhile.
    await ctx.db.lock(tx, 'outbox')
    const [row] = await tx
      .select()
      .from(outbox)
      .where(and(eq(outbox.id, letterId), eq(outbox.userId, userId)))
    if (!row || !deliveryOf(ctx, row).retryable) return fail('letter-over')
    // One that waits may be under way for another while yet: no one else may take it up before.
    const free = later(row.dueAt, shortestWait - waitAfter(row.attempts))
    const dueAt = row.closedAt || row.attempts === 0 || free < now ? now : free
    await tx
      .update(outbox)
      .set({ dueAt, attempts: 1, closedAt: null, failure: null })
      .where(eq(outbox.id, letterId))
    return done
  })
}

const shortestWait = minutes(1)
