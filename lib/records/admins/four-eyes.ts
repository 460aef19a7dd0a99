import { and, eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { adminsForFourEyes } from '@/lib/figures'
import type { User } from '../users/change'
import { enabledIn } from '../users/enabled'

export type Seer = Pick<User, 'id' | 'name' | 'email'>

export type FourEyes = {
  /** An admin switched it on. */
  on: boolean
  /** Active admins with two-factor authentication. One whose sign-in is locked is among them. */
  admins: Seer[]
  /** On, and fewer of them than it needs: everyone acts alone until there are enough again. */
  suspended: boolean
}

/** How four eyes stands in an organization. To be relied on within a transaction that has its admins to itself. */
export async function fourEyesOf(
  from: Reader | Writer,
  ctx: Context,
  organizationId: string,
): Promise<FourEyes> {
  const { organizations, users } = ctx.db.tables
  const [organization] = await from
    .select({ on: organizations.fourEyes })
    .from(organizations)
    .where(eq(organizations.id, organizationId))
  const admins = await from
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(
      and(
        eq(users.organizationId, organizationId),
        eq(users.role, 'admin'),
        eq(users.status, 'active'),
        enabledIn(ctx.db.tables),
      ),
    )
    .orderBy(users.sortName, users.id)
  const on = organization?.on ?? false
  return { on, admins, suspended: on && admins.length < adminsForFourEyes }
}

/**
 * Within a transaction that has this person to itself: whether four eyes would be suspended without their second factor,
 * which no one brings about alone.
 */
export async function restsOn(tx: Writer, ctx: Context, user: User): Promise<boolean> {
  if (user.role !== 'admin') return false
  await ctx.db.lock(tx, `admins:${user.organizationId}`)
  const { on, admins, suspended } = await fourEyesOf(tx, ctx, user.organizationId)
  return on && !suspended && admins.length === adminsForFourEyes && admins.some(({ id }) => id === user.id)
}
