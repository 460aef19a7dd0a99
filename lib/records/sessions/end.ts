import { and, eq, gt, inArray, isNull, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { SessionEnd } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { withdrawAsked } from '../admins/withdraw-asked'
import { endAway } from '../app-sessions/logouts'
import { interruptAll, interruptBatches, takesBack } from '../batches/interrupt'
import { forgetBrowsers } from '../browsers/browser'
import { endTrust } from '../browsers/trusted'
import { endChallenges } from '../challenges/unfinished'
import { dropLinks } from '../links/link'
import { deleteSessions } from './delete'
import { noteEnded } from './ended'

/** Who is spared when everything of a person ends. */
export type Spared = { sessionId?: string; challengeId?: string }

/**
 * Ends everything that was opened with a person's old credentials: sessions, challenges, links to new ones. `why`: what
 * their browsers are told.
 */
export async function endEverything(
  tx: Writer,
  ctx: Context,
  userId: string,
  why: SessionEnd,
  spared: Spared = {},
): Promise<void> {
  const { challenges } = ctx.db.tables
  const { oidcRows } = ctx.db.tables
  const others = spared.challengeId === undefined ? undefined : ne(challenges.id, spared.challengeId)
  await endChallenges(tx, ctx, and(eq(challenges.userId, userId), others))
  await endSessions(tx, ctx, userId, why, spared.sessionId)
  await endAway(tx, ctx, eq(oidcRows.userId, userId))
  await dropLinks(tx, ctx, userId, ['password-reset', 'email-change'])
}

/** The same for everyone of an organization. */
export async function endOrganization(tx: Writer, ctx: Context, organizationId: string): Promise<void> {
  const { browsers, challenges, oidcRows, sessions, links, trustedBrowsers, users } = ctx.db.tables
  const people = tx.select({ id: users.id }).from(users).where(eq(users.organizationId, organizationId))
  await interruptAll(tx, ctx, organizationId)
  await endChallenges(tx, ctx, inArray(challenges.userId, people))
  await deleteSessions(tx, ctx, inArray(sessions.userId, people))
  await endAway(tx, ctx, inArray(oidcRows.userId, people))
  await tx.delete(links).where(inArray(links.userId, people))
  await tx.update(browsers).set({ ownCounter: false }).where(inArray(browsers.userId, people))
  await endTrust(tx, ctx, inArray(trustedBrowsers.userId, people))
}

/**
 * Ends a person's sessions, all or all but one, and forgets the browsers they have signed in with, but for that one's, and
 * those they trusted; returns how many sessions. Where the account is taken back by it, or they are an admin no longer,
 * what they began for many people stops, and what they asked a second admin for.
 */
export async function endSessions(
  tx: Writer,
  ctx: Context,
  userId: string,
  why: SessionEnd,
  sparedId?: string,
): Promise<number> {
  const { sessions } = ctx.db.tables
  await interruptBatches(tx, ctx, userId, why)
  if (takesBack(why)) await withdrawAsked(tx, ctx, userId)
  const others = sparedId === undefined ? undefined : ne(sessions.id, sparedId)
  const ended = await deleteSessions(tx, ctx, and(eq(sessions.userId, userId), others))
  await noteEnded(tx, ctx, ended, why)
  const [spared] =
    sparedId === undefined
      ? []
      : await tx.select({ browser: sessions.browserDigest }).from(sessions).where(eq(sessions.id, sparedId))
  await forgetBrowsers(tx, ctx, userId, spared?.browser ?? null)
  await endTrust(tx, ctx, eq(ctx.db.tables.trustedBrowsers.userId, userId))
  return ended.length
}

/**
 * Sessions that were left open when 2FA was required go on for a day at most, and so does what apps may keep while the
 * person is away. Trusted browsers are forgotten.
 */
export async function limitSessions(tx: Writer, ctx: Context, userId: string): Promise<void> {
  const { oidcRows, sessions, trustedBrowsers } = ctx.db.tables
  await endTrust(tx, ctx, eq(trustedBrowsers.userId, userId))
  const end = later(ctx.now(), days(1))
  await tx
    .update(sessions)
    .set({ expiresAt: end })
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, end)))
  await tx
    .update(oidcRows)
    .set({ expiresAt: end })
    .where(and(eq(oidcRows.userId, userId), isNull(oidcRows.sessionId), gt(oidcRows.expiresAt, end)))
}
