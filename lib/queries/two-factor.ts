import { and, count, eq, isNull } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { demandColumns, mustHave, policyDue } from '@/lib/records/policy/demand'
import { namesNow, passkeyRuleColumns } from '@/lib/records/policy/only-passkeys'
import { hasAuthenticator, isEnabled } from '@/lib/records/users/enabled'

export type TwoFactorState = {
  enabled: boolean
  /** By name, or by the policy by now. */
  required: boolean
  /** From when on the policy will require it of someone who has it not. */
  requiredFrom: Date | null
  /** By name: since when, and why. */
  byName: { since: Date | null; reason: string | null } | null
  since: Date | null
  recoveryCodesLeft: number
  /** How many there are of each. */
  authenticators: number
  passkeys: number
  /** They have no factor yet, and nothing but a passkey counts for them. */
  onlyPasskeys: boolean
}

const stateOf = prepared(
  'two-factor-state',
  ({ users }) => ({ userId: users.id }),
  (read: Reader, { users, organizations, recoveryCodes }, given) =>
    read
      .select({
        demand: demandColumns({ users, organizations }),
        passkeyRule: passkeyRuleColumns({ users, organizations }),
        requiredSince: users.requiredSince,
        requiredReason: users.requiredReason,
        since: users.twoFactorSince,
        codesLeft: count(recoveryCodes.userId),
      })
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .leftJoin(recoveryCodes, and(eq(recoveryCodes.userId, users.id), isNull(recoveryCodes.usedAt)))
      .where(eq(users.id, given.userId))
      .groupBy(users.id, organizations.id),
)

const furtherOf = prepared(
  'count-further-authenticators',
  ({ users }) => ({ userId: users.id }),
  (read: Reader, { furtherAuthenticators: rows }, given) =>
    read.select({ n: count() }).from(rows).where(eq(rows.userId, given.userId)),
)

/** Where the second factor of the person asking stands. */
export async function twoFactorState(ctx: Context, { userId }: Member): Promise<TwoFactorState> {
  const { db, now } = ctx
  const [user] = await stateOf(db.read, db, { userId })
  const enabled = isEnabled(user?.demand)
  const own = hasAuthenticator(user?.demand)
  const [further] = own ? await furtherOf(db.read, db, { userId }) : []
  const required = user ? mustHave(user.demand, now()) : false
  return {
    ...{ enabled, required },
    requiredFrom: user && !enabled && !required ? policyDue(user.demand) : null,
    byName: user?.demand.twoFactorRequired
      ? { since: user.requiredSince, reason: user.requiredReason }
      : null,
    since: user?.since ?? null,
    recoveryCodesLeft: enabled ? (user?.codesLeft ?? 0) : 0,
    authenticators: own ? 1 + (further?.n ?? 0) : 0,
    passkeys: user?.demand.passkeys ?? 0,
    onlyPasskeys: user && !enabled ? await namesNow(db.read, ctx, userId, user.passkeyRule) : false,
  }
}
