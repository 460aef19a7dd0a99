import { and, eq, inArray } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { leaveNotice } from './logouts'

/** Which sign-ins end: everyone's in this app, or one person's. */
type Which = { appId: string; userId?: string | undefined }

/**
 * Ends what an app holds of people's sign-ins: codes, tokens, grants and gates, and what they have allowed it. An app with a
 * back-channel address is told of each, by notices that the transaction leaves. Returns how many people it concerned.
 */
export async function endAppSignIns(tx: Writer, ctx: Context, { appId, userId }: Which): Promise<number> {
  const { appSignIns, oidcRows, gates, gateTickets, sessions, appPeople } = ctx.db.tables
  const signIns = await tx
    .delete(appSignIns)
    .where(and(eq(appSignIns.appId, appId), userId === undefined ? undefined : eq(appSignIns.userId, userId)))
    .returning({ sid: appSignIns.id, userId: appSignIns.userId })
  const rows = await tx
    .delete(oidcRows)
    .where(and(eq(oidcRows.appId, appId), userId === undefined ? undefined : eq(oidcRows.userId, userId)))
    .returning({ userId: oidcRows.userId })
  const ofPerson =
    userId === undefined
      ? undefined
      : tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId))
  const opened = await tx
    .select({ userId: sessions.userId })
    .from(gates)
    .innerJoin(sessions, eq(sessions.id, gates.sessionId))
    .where(and(eq(gates.appId, appId), userId === undefined ? undefined : eq(sessions.userId, userId)))
  for (const table of [gates, gateTickets])
    await tx
      .delete(table)
      .where(and(eq(table.appId, appId), ofPerson ? inArray(table.sessionId, ofPerson) : undefined))
  await tx
    .update(appPeople)
    .set({ allowedAt: null })
    .where(and(eq(appPeople.appId, appId), userId === undefined ? undefined : eq(appPeople.userId, userId)))
  const withTokens = new Set(rows.flatMap((row) => (row.userId === null ? [] : [row.userId])))
  const here = new Set(signIns.map((row) => row.userId))
  // Whose session ended long ago, and whose tokens went on: no `sid` of theirs is known any more.
  const away = [...withTokens].filter((id) => !here.has(id)).map((id) => ({ sid: null, userId: id }))
  await leaveNotices(tx, ctx, appId, [...signIns, ...away])
  return new Set([...here, ...withTokens, ...opened.map((row) => row.userId)]).size
}

async function leaveNotices(
  tx: Writer,
  ctx: Context,
  appId: string,
  ended: { sid: string | null; userId: string }[],
): Promise<void> {
  const { apps } = ctx.db.tables
  if (ended.length === 0) return
  const [app] = await tx.select({ uri: apps.backchannelUri }).from(apps).where(eq(apps.id, appId))
  if (!app?.uri) return
  for (const one of ended) await leaveNotice(tx, ctx, { appId, ...one })
}
