import { and, eq, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Admin } from '../actors'
import type { Context } from '../context'
import { sessionStands } from '../sessions/session'
import type { User } from './change'

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
  if (!(await sessionStands(tx, ctx, admin, 'admin'))) return null
  const { users } = ctx.db.tables
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, userId), eq(users.organizationId, admin.organizationId)))
  return user ?? null
}

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

export const named = ({ id, name, email }: Pick<User, 'id' | 'name' | 'email'>) => ({ id, name, email })

export const adminActor = (admin: Admin) =>
  ({ kind: 'user', id: admin.userId, name: admin.name, email: admin.email }) as const
