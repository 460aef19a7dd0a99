import { and, eq, lt } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'
import { later, minutes } from '@/lib/duration'

/** One app, opened from one portal session by one person. */
export type AppSignIn = {
  /** What the app knows it by: `sid`. */
  sid: string
  /** The provider's session, by its uid. */
  providerSession: string
  sessionId: string
  appId: string
  userId: string
  grantId: string
  /** The app may stay signed in while the person is away. */
  offline: boolean
}

/** Notes that an app was opened: who is told when the session ends, and who uses it. False where that was known. */
export async function noteAppSignIn(tx: Writer, ctx: Context, signIn: AppSignIn): Promise<boolean> {
  const { appPeople, appSignIns } = ctx.db.tables
  const { sid, providerSession, sessionId, appId, userId, grantId, offline } = signIn
  const now = ctx.now()
  await noteFirstUse(tx, ctx, appId, userId)
  if (offline)
    await tx
      .update(appPeople)
      .set({ allowedAt: now })
      .where(and(eq(appPeople.appId, appId), eq(appPeople.userId, userId)))
  const [known] = await tx
    .update(appSignIns)
    .set({ sessionId, ...(!offline && { grantId }) })
    .where(and(eq(appSignIns.providerSession, providerSession), eq(appSignIns.appId, appId)))
    .returning({ id: appSignIns.id })
  if (known) return false
  await tx
    .insert(appSignIns)
    .values({ id: sid, providerSession, sessionId, appId, userId, grantId, createdAt: now })
    .onConflictDoNothing()
  return true
}

const markUse = prepared(
  'note-app-use',
  ({ appPeople }) => ({
    appId: appPeople.appId,
    userId: appPeople.userId,
    now: appPeople.lastUsedAt,
    before: appPeople.lastUsedAt,
  }),
  (tx: Writer, { appPeople }, given) =>
    tx
      .update(appPeople)
      .set({ lastUsedAt: given.now })
      .where(
        and(
          eq(appPeople.appId, given.appId),
          eq(appPeople.userId, given.userId),
          lt(appPeople.lastUsedAt, given.before),
        ),
      )
      .returning({ userId: appPeople.userId }),
)

/** Notes that a person uses an app for the first time. Nothing happens where they have used it before. */
export async function noteFirstUse(tx: Writer, ctx: Context, appId: string, userId: string): Promise<void> {
  const { apps, appPeople } = ctx.db.tables
  const now = ctx.now()
  const [first] = await tx
    .insert(appPeople)
    .values({ appId, userId, firstUsedAt: now, lastUsedAt: now })
    .onConflictDoNothing()
    .returning({ userId: appPeople.userId })
  if (first) await tx.update(apps).set({ lastUsedAt: now }).where(eq(apps.id, appId))
}

/** Notes that a person uses an app, at most once a minute. */
export async function noteUse(tx: Writer, ctx: Context, appId: string, userId: string): Promise<void> {
  const { apps } = ctx.db.tables
  const now = ctx.now()
  const [noted] = await markUse(tx, ctx.db, { appId, userId, now, before: later(now, -minutes(1)) })
  if (noted) await tx.update(apps).set({ lastUsedAt: now }).where(eq(apps.id, appId))
}
