import { eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Member } from '@/lib/actors'
import type { SignedIn } from '@/lib/authentication-context'
import type { Context } from '@/lib/context'
import { factorColumns, isEnabled } from '../users/enabled'

/** How a member signed in, and when; null where their session has ended. */
export async function signedInOf(
  from: Reader | Writer,
  ctx: Context,
  member: Member,
): Promise<SignedIn | null> {
  const { sessions } = ctx.db.tables
  const [session] = await from.select().from(sessions).where(eq(sessions.id, member.sessionId))
  return session ? { proof: session.proof, signedInAt: session.authenticatedAt ?? session.createdAt } : null
}

/** Whether a person has a second factor, and whether one that cannot be phished. */
export async function enrolledWith(
  from: Reader | Writer,
  ctx: Context,
  userId: string,
): Promise<{ enrolled: boolean; hasPasskey: boolean }> {
  const { users } = ctx.db.tables
  const [user] = await from.select(factorColumns(ctx.db.tables)).from(users).where(eq(users.id, userId))
  return { enrolled: isEnabled(user), hasPasskey: (user?.passkeys ?? 0) > 0 }
}
