import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'

/** The active admins of the admin's organization whom operators cannot call back, the first twenty by name. */
export async function adminsWithoutPhone(
  ctx: Context,
  admin: Admin,
): Promise<{ id: string; name: string }[]> {
  const { users } = ctx.db.tables
  return ctx.db.read
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(
      and(
        eq(users.organizationId, admin.organizationId),
        eq(users.role, 'admin'),
        eq(users.status, 'active'),
        isNull(users.contactPhone),
      ),
    )
    .orderBy(asc(users.sortName), asc(users.id))
    .limit(20)
}
