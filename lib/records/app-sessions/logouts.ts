import { randomUUID } from 'node:crypto'
import { and, eq, gt, isNotNull, isNull, type SQL } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { latest } from '@/lib/lifespan'

/** How long it is tried to tell an app that someone was signed out. */
export const noticeLife = days(1)

/**
 * Leaves a notice for every app that was opened from these sessions and wants to know, in the transaction that ends them
 * (OpenID Connect Back-Channel Logout 1.0).
 */
export async function leaveLogouts(tx: Writer, ctx: Context, ending: SQL | undefined): Promise<void> {
  const { appSignIns, apps, sessions } = ctx.db.tables
  const open = await tx
    .select({ sid: appSignIns.id, appId: appSignIns.appId, userId: appSignIns.userId })
    .from(sessions)
    .innerJoin(appSignIns, eq(appSignIns.sessionId, sessions.id))
    .innerJoin(apps, eq(apps.id, appSignIns.appId))
    .where(and(ending, isNotNull(apps.backchannelUri)))
  for (const notice of open) await leaveNotice(tx, ctx, notice)
}

/**
 * Ends what apps may keep while people are away, and leaves a notice of it. Their sessions end by themselves. `whose`: a
 * condition on `oidcRows`.
 */
export async function endAway(tx: Writer, ctx: Context, whose: SQL | undefined): Promise<void> {
  const { appPeople, apps, oidcRows } = ctx.db.tables
  const ended = await tx
    .delete(oidcRows)
    .where(and(whose, isNull(oidcRows.sessionId), isNotNull(oidcRows.userId)))
    .returning({ appId: oidcRows.appId, userId: oidcRows.userId, model: oidcRows.model })
  for (const { appId, userId, model } of ended) {
    if (model !== 'Grant' || appId === null || userId === null) continue
    await tx
      .update(appPeople)
      .set({ allowedAt: null })
      .where(and(eq(appPeople.appId, appId), eq(appPeople.userId, userId)))
    const [app] = await tx.select({ uri: apps.backchannelUri }).from(apps).where(eq(apps.id, appId))
    if (app?.uri) await leaveNotice(tx, ctx, { appId, userId, sid: null })
  }
}

/** A sign-in of an app that ended; without `sid`, all of that person's. */
export type Ended = { appId: string; userId: string; sid: string | null }

export async function leaveNotice(tx: Writer, ctx: Context, { appId, userId, sid }: Ended): Promise<void> {
  const now = ctx.now()
  await tx.insert(ctx.db.tables.logoutNotices).values({
    ...{ id: randomUUID(), appId, subject: userId, sid },
    ...{ createdAt: now, dueAt: now, expiresAt: later(now, noticeLife) },
  })
}

/** Has the notices to an app that is about to be deleted sent all the same: to its address, signed as it knows it. */
export async function outlive(
  tx: Writer,
  ctx: Context,
  {
    id,
    backchannelUri,
    signingAlgorithm,
  }: Pick<Tables['apps']['$inferSelect'], 'id' | 'backchannelUri' | 'signingAlgorithm'>,
): Promise<void> {
  const { logoutNotices } = ctx.db.tables
  await tx
    .update(logoutNotices)
    .set({ address: backchannelUri, algorithm: signingAlgorithm })
    .where(eq(logoutNotices.appId, id))
}

/** Has the notices that were left in a time that has yet to come sent now, and tried for a day from now. */
export async function setLogoutsRight(tx: Writer, ctx: Context): Promise<void> {
  const { logoutNotices } = ctx.db.tables
  const now = ctx.now()
  await tx
    .update(logoutNotices)
    .set({ createdAt: now, dueAt: now, expiresAt: later(now, noticeLife) })
    .where(gt(logoutNotices.createdAt, latest(now)))
}
