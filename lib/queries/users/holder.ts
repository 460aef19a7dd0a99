import { and, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'

/** Who in the admin's organization has this email address; null where no one of it has. */
export async function holderOfEmail(
  ctx: Context,
  admin: Admin,
  email: string,
): Promise<{ id: string; name: string } | null> {
  const { users } = ctx.db.tables
  const [holder] = await ctx.db.read
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.email, email), eq(users.organizationId, admin.organizationId)))
  return holder ?? null
}
