import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Context } from '@/lib/context'
import { hours, minutes } from '@/lib/duration'
import type { askForRecoveryInput } from '@/lib/inputs'
import { networkOf } from '@/lib/records/attempts/address'
import { type Counter, spendAttempt } from '@/lib/records/attempts/attempts'
import { leaveErrand } from '@/lib/records/errands/leave'
import { perDay } from '@/lib/records/recovery/request'
import { done, fail, type Result } from '@/lib/result'

/** Three a day for one address, known or not; a few more from one network, and a ceiling for all. */
function counters(ctx: Context, email: string): Counter[] {
  const account = createHash('sha256').update(email).digest('base64url')
  const limit = (free: number, delay: number, window: number) => ({
    ...{ free, firstDelay: delay, longestDelay: delay, window },
  })
  return [
    { key: `recovery:account:${account}`, limit: limit(perDay, hours(24), hours(24)) },
    { key: `recovery:address:${networkOf(ctx.origin.address)}`, limit: limit(10, hours(1), hours(24)) },
    { key: 'recovery:server', limit: limit(60, minutes(10), hours(1)) },
  ]
}

/** *Send request*: answers everyone alike, before anyone was looked up. */
export async function askForRecovery(
  ctx: Context,
  input: z.output<typeof askForRecoveryInput>,
): Promise<Result<void, 'too-many-attempts'>> {
  return ctx.db.write(async (tx) => {
    const retryAt = await spendAttempt(tx, ctx, counters(ctx, input.email))
    if (retryAt) return fail('too-many-attempts', { retryAt })
    await leaveErrand(tx, ctx, 'recovery', input)
    return done
  })
}
