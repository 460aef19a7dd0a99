import { and, eq, exists, inArray, type SQL } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { PolicyWho } from '@/db/tables/organizations'
import type { Role } from '@/db/tables/users'
import type { Context } from '@/lib/context'

/** Of whom nothing but a passkey counts as a second factor, and from when on. */
export type PasskeyRule = { who: PolicyWho; groupIds: readonly string[]; from: Date | null; begun: boolean }

/** What decides of one person whether a rule names them: to be read along with who they are. */
export const passkeyRuleColumns = ({ users, organizations }: Pick<Tables, 'users' | 'organizations'>) => ({
  role: users.role,
  who: organizations.passkeysWho,
  since: organizations.passkeysFrom,
  begun: organizations.passkeysBegun,
})

type RuleOfPerson = { role: Role; who: PolicyWho; since: Date | null; begun: boolean }

const ruleOfPerson = prepared(
  'passkey-rule-of-person',
  ({ users }) => ({ userId: users.id }),
  (from: Reader | Writer, { users, organizations }, given) =>
    from
      .select(passkeyRuleColumns({ users, organizations }))
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(eq(users.id, given.userId)),
)

/**
 * Whether nothing but a passkey counts as this person's second factor now. Asked at each step, never remembered. Whoever
 * must have none at all may go on without; once the hour has come, a clock that is put back changes nothing.
 */
export async function onlyPasskeys(from: Reader | Writer, ctx: Context, userId: string): Promise<boolean> {
  const [rule] = await ruleOfPerson(from, ctx.db, { userId })
  return rule !== undefined && namesNow(from, ctx, userId, rule)
}

/** The same with what was read along with the person. */
export async function namesNow(
  from: Reader | Writer,
  ctx: Context,
  userId: string,
  { role, who, since, begun }: RuleOfPerson,
): Promise<boolean> {
  if (!since || who === 'nobody' || !(begun || since <= ctx.now())) return false
  return isNamedByRule(from, ctx, { who }, { id: userId, role })
}

/** Whether a rule that stands names someone, from whenever on. */
export async function isNamedByRule(
  from: Reader | Writer,
  ctx: Context,
  { who }: Pick<PasskeyRule, 'who'>,
  { id, role }: { id: string; role: Role },
): Promise<boolean> {
  if (who === 'everyone') return true
  if (who === 'admins') return role === 'admin'
  return who === 'groups' && isInPasskeyGroup(from, ctx, id)
}

async function isInPasskeyGroup(from: Reader | Writer, ctx: Context, userId: string): Promise<boolean> {
  const { groupMembers, passkeyGroups } = ctx.db.tables
  const found = await from
    .select({ groupId: groupMembers.groupId })
    .from(groupMembers)
    .innerJoin(passkeyGroups, eq(passkeyGroups.groupId, groupMembers.groupId))
    .where(eq(groupMembers.userId, userId))
    .limit(1)
  return found.length > 0
}

/** Whether a group is one of those: then it cannot be deleted. */
export async function isPasskeyGroup(from: Reader | Writer, ctx: Context, groupId: string): Promise<boolean> {
  const { passkeyGroups } = ctx.db.tables
  const found = await from
    .select({ groupId: passkeyGroups.groupId })
    .from(passkeyGroups)
    .where(eq(passkeyGroups.groupId, groupId))
    .limit(1)
  return found.length > 0
}

/** The rule of an organization as it stands. */
export async function passkeyRuleOf(
  from: Reader | Writer,
  ctx: Context,
  organizationId: string,
): Promise<PasskeyRule> {
  const { organizations, passkeyGroups } = ctx.db.tables
  const [rule] = await from
    .select({
      who: organizations.passkeysWho,
      from: organizations.passkeysFrom,
      begun: organizations.passkeysBegun,
    })
    .from(organizations)
    .where(eq(organizations.id, organizationId))
  const groups = await from
    .select({ groupId: passkeyGroups.groupId })
    .from(passkeyGroups)
    .where(eq(passkeyGroups.organizationId, organizationId))
  const groupIds = groups.map(({ groupId }) => groupId).toSorted()
  return { who: 'nobody', from: null, begun: false, ...rule, groupIds }
}

/** Of people: whether a rule names them. */
export function namedByRule(
  from: Reader | Writer,
  ctx: Context,
  { who, groupIds }: Pick<PasskeyRule, 'who' | 'groupIds'>,
): SQL | undefined {
  const { users, groupMembers } = ctx.db.tables
  if (who === 'admins') return eq(users.role, 'admin')
  if (who !== 'groups') return undefined
  return exists(
    from
      .select({ userId: groupMembers.userId })
      .from(groupMembers)
      .where(and(eq(groupMembers.userId, users.id), inArray(groupMembers.groupId, [...groupIds]))),
  )
}
