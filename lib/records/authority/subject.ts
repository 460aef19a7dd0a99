import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { type Admin, type Console, isConsole } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { sessionStands } from '../sessions/session'
import type { User } from '../users/change'
import { lockPerson } from '../users/lock'

/**
 * Within a transaction: the person of this id in the admin's organization, if the admin still is one. Null for
 * someone of another organization, exactly as for no one. The console reaches everyone on this server.
 */
export async function subjectOf(
  tx: Writer,
  ctx: Context,
  actor: Admin | Console,
  userId: string,
): Promise<User | null> {
  const { users } = ctx.db.tables
  // Both at once, so that two admins who act on each other take turns.
  await lockPerson(tx, ctx, ...(isConsole(actor) ? [userId] : [actor.userId, userId]))
  if (!isConsole(actor) && !(await sessionStands(tx, ctx, actor, 'admin'))) return null
  const [user] = await tx
    .select()
    .from(users)
    .where(
      and(
        eq(users.id, userId),
        isConsole(actor) ? undefined : eq(users.organizationId, actor.organizationId),
      ),
    )
  return user ?? null
}
