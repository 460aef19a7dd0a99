import { and, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { EndsWithGroup } from '@/lib/guarded-acts'
import { fourEyesOf } from '@/lib/records/admins/four-eyes'
import { endsWithGroup } from '@/lib/records/four-eyes/leave-group'
import { policyGroupIds } from '@/lib/records/groups/named-by-policy'
import { passkeyRuleOf } from '@/lib/records/policy/only-passkeys'

/** The groups of the admin's organization that the policy or the rule for passkeys names, by id. */
export async function groupsInRules(ctx: Context, { organizationId }: Admin): Promise<Set<string>> {
  const { read } = ctx.db
  const { groupIds } = await passkeyRuleOf(read, ctx, organizationId)
  return new Set([...(await policyGroupIds(read, ctx, organizationId)), ...groupIds])
}

/** `second`: a second admin has to agree first. */
export type Leaving = { person: string; group: string; ends: EndsWithGroup; second: boolean }

/**
 * What taking someone out of a group would mean; null where it ends nothing that is asked of them, where they are not in it,
 * and for anyone of another organization.
 */
export async function previewLeaving(
  ctx: Context,
  { organizationId }: Admin,
  { groupId, userId }: { groupId: string; userId: string },
): Promise<Leaving | null> {
  const { users, groups, groupMembers } = ctx.db.tables
  const [member] = await ctx.db.read
    .select({ person: users.name, group: groups.name })
    .from(groupMembers)
    .innerJoin(users, eq(users.id, groupMembers.userId))
    .innerJoin(groups, eq(groups.id, groupMembers.groupId))
    .where(
      and(
        eq(groupMembers.groupId, groupId),
        eq(groupMembers.userId, userId),
        eq(groups.organizationId, organizationId),
      ),
    )
  if (!member) return null
  const ends = await endsWithGroup(ctx.db.read, ctx, userId, groupId)
  if (!ends.policy && !ends.passkeys) return null
  const { on, suspended } = await fourEyesOf(ctx.db.read, ctx, organizationId)
  return { ...member, ends, second: on && !suspended }
}
