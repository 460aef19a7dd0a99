import { lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from './context'
import { sweepLinks } from './links/link'
import { sweepOutbox } from './mail/outbox'
import { sweepSessions } from './sessions/ended'
import { sweepHandOvers } from './sessions/hand-over'
import { sweepBrowsers } from './sign-in/browser'
import { tellUnfinished } from './sign-in/unfinished'
import { sweepAttempts } from './throttle/attempts'
import { sweepEnrollments } from './two-factor/enrollment'
import { sweepShownCodes } from './two-factor/recovery-codes'
import { sweepShownKeys } from './two-factor/shown-keys'
import { sweepInvitations } from './users/invitation'

type Sweep = (tx: Writer, ctx: Context) => Promise<void>

/**
 * What deletes what has expired, each in a transaction of its own, so that none keeps another from its work. Nothing
 * depends on them: what has expired is refused with or without them.
 */
export const sweeps: Record<string, Sweep> = {
  challenges: sweepChallenges,
  sessions: sweepSessions,
  invitations: sweepInvitations,
  attempts: sweepAttempts,
  enrollments: sweepEnrollments,
  'shown keys': sweepShownKeys,
  'shown codes': sweepShownCodes,
  links: sweepLinks,
  'hand-overs': sweepHandOvers,
  browsers: sweepBrowsers,
  outbox: sweepOutbox,
}

/** All of them, one after the other. */
export async function sweep(ctx: Context): Promise<void> {
  for (const one of Object.values(sweeps)) await ctx.db.write((tx) => one(tx, ctx))
}

/** People are told of sign-ins with their password that were not finished, before those are forgotten. */
async function sweepChallenges(tx: Writer, ctx: Context): Promise<void> {
  const { challenges } = ctx.db.tables
  await tellUnfinished(tx, ctx)
  await tx.delete(challenges).where(lte(challenges.expiresAt, ctx.now()))
}
