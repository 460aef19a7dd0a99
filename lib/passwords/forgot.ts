import { createHash } from 'node:crypto'
import { and, eq, isNotNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Context } from '../context'
import { hours, minutes, seconds } from '../duration'
import { leaveErrand } from '../errands/leave'
import { issueLink, linkLife } from '../links/link'
import { tell } from '../mail/outbox'
import { done, fail, type Result } from '../result'
import { networkOf } from '../sign-in/address'
import { type Counter, spendAttempt } from '../throttle/attempts'
import { newEmail } from '../users/email'
import { mailInvitationAgain } from '../users/invitation'

export const forgotPasswordInput = z.strictObject({ email: newEmail })

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

/** *Send link*: answers everybody alike, before anybody was looked up. */
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

/**
 * Mails the link, if somebody active has this address and a password. The link before it is void. Somebody who was
 * invited and has not joined gets their invitation again.
 */
export async function mailResetLink(
  tx: Writer,
  ctx: Context,
  { email }: z.output<typeof forgotPasswordInput>,
): Promise<void> {
  const { users } = ctx.db.tables
  const [user] = await tx
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.email, email), eq(users.status, 'active'), isNotNull(users.passwordHash)))
  if (!user) return mailInvitationAgain(tx, ctx, email)
  const token = await issueLink(tx, ctx, { purpose: 'password-reset', userId: user.id, email })
  const facts = { path: `/reset-password/${token}` }
  // Of several that wait for the mail server only the last is sent, which is the one that works.
  const once = { mergeKey: `password-reset:${user.id}`, apart: 0, life: linkLife['password-reset'] }
  await tell(tx, ctx, user, 'password-reset', facts, once)
}
