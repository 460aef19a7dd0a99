import { and, asc, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { mostCounted } from '@/lib/figures'

/** The active admins that an organization should think of. */
export type AdminsAtRisk = {
  /** The only one; null where there are more. */
  sole: { id: string; name: string } | null
  /** Those whom an operator could not call back, by name. */
  withoutPhone: { id: string; name: string }[]
}

/** Of a thousand active admins, who is the only one, and who has no contact phone. */
export async function adminsAtRisk(ctx: Context, admin: Admin): Promise<AdminsAtRisk> {
  const { users } = ctx.db.tables
  const admins = await ctx.db.read
    .select({ id: users.id, name: users.name, contactPhone: users.contactPhone })
    .from(users)
    .where(
      and(
        eq(users.organizationId, admin.organizationId),
        eq(users.role, 'admin'),
        eq(users.status, 'active'),
      ),
    )
    .orderBy(asc(users.sortName), asc(users.id))
    .limit(mostCounted)
  const named = admins.map(({ contactPhone: _, ...one }) => one)
  return {
    sole: named.length === 1 ? (named[0] ?? null) : null,
    withoutPhone: named.filter((_, n) => admins[n]?.contactPhone === null),
  }
}
