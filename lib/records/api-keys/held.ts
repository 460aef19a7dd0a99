import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { sessionStands } from '../sessions/session'
import { lockPerson } from '../users/lock'

/** Which key of their organization an admin means, and who answers for it. */
export type HeldKey = Tables['apiKeys']['$inferSelect'] & {
  maker: { id: string; name: string; email: string }
}

/**
 * Within a transaction: the key of this id in the admin's organization, if the admin still is one. Its maker is taken as
 * well, so that what the key does meanwhile is done before or not at all. Null for a key of another organization, exactly as for none.
 */
export async function heldKey(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  keyId: string,
): Promise<HeldKey | null> {
  const { apiKeys, users } = ctx.db.tables
  const find = () =>
    tx
      .select({ key: apiKeys, maker: { id: users.id, name: users.name, email: users.email } })
      .from(apiKeys)
      .innerJoin(users, eq(users.id, apiKeys.makerId))
      .where(and(eq(apiKeys.id, keyId), eq(apiKeys.organizationId, admin.organizationId)))
  const [before] = await find()
  await lockPerson(tx, ctx, admin.userId, ...(before ? [before.maker.id] : []))
  if (!(await sessionStands(tx, ctx, admin, 'admin'))) return null
  const [found] = await find()
  return found ? { ...found.key, maker: found.maker } : null
}
