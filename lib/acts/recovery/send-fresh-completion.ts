import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Context } from '@/lib/context'
import { digest } from '@/lib/crypto/token'
import { hours, minutes } from '@/lib/duration'
import type { linkInput } from '@/lib/inputs'
import { findCompletion } from '@/lib/queries/recovery/completion'
import { spendAttempt } from '@/lib/records/attempts/attempts'
import { mailCompletion } from '@/lib/records/recovery/completion'
import { readAdmin } from '@/lib/records/recovery/concerned'
import { readRequest, standingOf } from '@/lib/records/recovery/life'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

/** From the page of a link whose hour has ended: sends a fresh one to the same address, as long as the request stands. */
export async function sendFreshCompletion(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<void, 'link-over' | 'request-held' | 'too-many-attempts'>> {
  const offered = await findCompletion(ctx, token)
  if (offered !== 'late') return fail(offered === 'held' ? 'request-held' : 'link-over')
  const { links } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const [late] = await tx
      .select()
      .from(links)
      .where(and(eq(links.tokenDigest, digest(token)), eq(links.purpose, 'recovery-complete')))
    if (late) await lockPerson(tx, ctx, late.userId)
    const request = late?.requestId ? await readRequest(tx, ctx, late.requestId) : null
    const person = request && (await readAdmin(tx, ctx, request.userId))
    if (!late || !request || person?.email !== late.email) return fail('link-over')
    if (standingOf(request, ctx.now()) !== 'ready') return fail('link-over')
    const limit = { free: 3, firstDelay: minutes(10), longestDelay: hours(1), window: hours(24) }
    const retryAt = await spendAttempt(tx, ctx, [{ key: `recovery-fresh:${request.id}`, limit }])
    if (retryAt) return fail('too-many-attempts', { retryAt })
    await mailCompletion(tx, ctx, request, person)
    return done
  })
}
