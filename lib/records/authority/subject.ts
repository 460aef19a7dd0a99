import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { lockPerson } from '@/lib/records/users/lock'
import { sessionStands } from '../sessions/session'
import type { User } from '../users/change'

/**
 * Within a transaction: the person of this id in the admin's organization, if the admin still is one. Null for
 * somebody of another organization, exactly as for nobody.
 */
export async function subjectOf(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  userId: string,
): Promise<User | null> {
  // Both at once, so that two admins who act on each other take turns.
  await lockPerson(tx, ctx, admin.userId, userId)
  if (!(await sessionStands(tx, ctx, admin, 'admin'))) return null
  const { users } = ctx.db.tables
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, userId), eq(users.organizationId, admin.organizationId)))
  return user ?? null
}
