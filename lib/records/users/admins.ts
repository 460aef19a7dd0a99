import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import type { User } from './change'

/** Within a transaction: whether this organization has an active admin besides this person. */
export async function hasOtherAdmin(tx: Writer, ctx: Context, user: User): Promise<boolean> {
  await ctx.db.lock(tx, `admins:${user.organizationId}`)
  const { users } = ctx.db.tables
  const admins = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(eq(users.organizationId, user.organizationId), eq(users.role, 'admin'), eq(users.status, 'active')),
    )
    .limit(2)
  return admins.some((admin) => admin.id !== user.id)
}

/** Whether this person is the only active admin of their organization, who has no other to ask. */
export async function isOnlyAdmin(ctx: Context, userId: string): Promise<boolean> {
  const { users } = ctx.db.tables
  const theirs = ctx.db.read
    .select({ id: users.organizationId })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.role, 'admin')))
  const admins = await ctx.db.read
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.organizationId, theirs), eq(users.role, 'admin'), eq(users.status, 'active')))
    .limit(2)
  return admins.length === 1 && admins[0]?.id === userId
}

/** Within a transaction: the active admins of an organization, but for one person. */
export async function activeAdmins(
  tx: Writer,
  ctx: Context,
  organizationId: string,
  exceptId: string,
): Promise<Pick<User, 'id' | 'name' | 'email'>[]> {
  const { users } = ctx.db.tables
  return tx
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(
      and(
        eq(users.organizationId, organizationId),
        eq(users.role, 'admin'),
        eq(users.status, 'active'),
        ne(users.id, exceptId),
      ),
    )
}
