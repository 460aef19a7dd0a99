import { lte, or } from 'drizzle-orm'
import type { Context } from './context'
import { sweepLinks } from './links/link'
import { sweepOutbox } from './mail/outbox'
import { sweepBrowsers } from './sign-in/browser'
import { tellUnfinished } from './sign-in/unfinished'
import { sweepAttempts } from './throttle/attempts'
import { sweepEnrollments } from './two-factor/enrollment'
import { sweepShownCodes } from './two-factor/recovery-codes'
import { sweepShownKeys } from './two-factor/shown-keys'
import { sweepInvitations } from './users/invitation'

/**
 * Deletes what has expired, and tells people of sign-ins with their password that were not finished. Nothing depends on
 * it: what has expired is refused with or without it.
 */
export async function sweep(ctx: Context): Promise<void> {
  const { challenges, sessions } = ctx.db.tables
  const now = ctx.now()
  await ctx.db.write(async (tx) => {
    await tellUnfinished(tx, ctx)
    await tx.delete(challenges).where(lte(challenges.expiresAt, now))
    await tx.delete(sessions).where(or(lte(sessions.expiresAt, now), lte(sessions.idleExpiresAt, now)))
    await sweepInvitations(tx, ctx)
    await sweepAttempts(tx, ctx)
    await sweepEnrollments(tx, ctx)
    await sweepShownKeys(tx, ctx)
    await sweepShownCodes(tx, ctx)
    await sweepLinks(tx, ctx)
    await sweepBrowsers(tx, ctx)
    await sweepOutbox(tx, ctx)
  })
}
