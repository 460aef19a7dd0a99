import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Context } from '@/lib/context'
import { hours, minutes, seconds } from '@/lib/duration'
import type { forgotPasswordInput } from '@/lib/inputs'
import { networkOf } from '@/lib/records/attempts/address'
import { type Counter, spendAttempt } from '@/lib/records/attempts/attempts'
import { leaveErrand } from '@/lib/records/errands/leave'
import { done, fail, type Result } from '@/lib/result'

/** How often links are sent to one address, asked for from one network, and sent at all. */
function counters(ctx: Context, email: string): Counter[] {
  const account = createHash('sha256').update(email).digest('base64url')
  return [
    {
      key: `password-reset:account:${account}`,
      limit: { free: 3, firstDelay: minutes(2), longestDelay: minutes(15), window: hours(1) },
    },
    {
      key: `password-reset:address:${networkOf(ctx.origin.address)}`,
      limit: { free: 20, firstDelay: seconds(30), longestDelay: minutes(15), window: hours(1) },
    },
    {
      key: 'password-reset:server',
      limit: { free: 300, firstDelay: seconds(5), longestDelay: seconds(60), window: minutes(5) },
    },
  ]
}

/** *Send link*: answers everyone alike, before anyone was looked up. */
export async function askForReset(
  ctx: Context,
  { email }: z.output<typeof forgotPasswordInput>,
): Promise<Result<void, 'too-many-attempts'>> {
  return ctx.db.write(async (tx) => {
    const retryAt = await spendAttempt(tx, ctx, counters(ctx, email))
    if (retryAt) return fail('too-many-attempts', { retryAt })
    await leaveErrand(tx, ctx, 'password-reset', { email })
    return done
  })
}
