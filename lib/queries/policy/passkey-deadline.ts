import { eq } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { passkeysOf, works } from '@/lib/records/factors/passkeys'
import { isNamedByRule, passkeyRuleOf } from '@/lib/records/policy/only-passkeys'
import { isEnabled } from '@/lib/records/users/enabled'
import type { Deadline } from './deadline'

/**
 * Until when someone who has a second factor, but no passkey that works, has to add one. Null for whoever has one, is named
 * by no such rule, or is named by one that holds already.
 */
export async function passkeyDeadlineOf(ctx: Context, { userId }: Member): Promise<Deadline | null> {
  const { organizations, users } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ user: users, timeZone: organizations.timeZone })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(eq(users.id, userId))
  if (!row || !isEnabled(row.user)) return null
  const rule = await passkeyRuleOf(ctx.db.read, ctx, row.user.organizationId)
  const now = ctx.now()
  if (!rule.from || rule.begun || rule.from <= now) return null
  if (!(await isNamedByRule(ctx.db.read, ctx, rule, row.user))) return null
  if ((await passkeysOf(ctx.db.read, ctx, row.user)).some((one) => works(ctx, one))) return null
  return { by: rule.from, timeZone: row.timeZone, left: rule.from.getTime() - now.getTime() }
}
