import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'

/** Binds what apps hold of a session to another one of the same person, which takes its place in the same browser. */
export async function handOnApps(tx: Writer, ctx: Context, from: string, to: string): Promise<void> {
  const { appSignIns, gates, oidcRows, sessions } = ctx.db.tables
  const [successor] = await tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, to))
  if (!successor) return
  await tx.update(oidcRows).set({ sessionId: to }).where(eq(oidcRows.sessionId, from))
  await tx.update(appSignIns).set({ sessionId: to }).where(eq(appSignIns.sessionId, from))
  await tx.update(gates).set({ sessionId: to }).where(eq(gates.sessionId, from))
}
