import { and, count, eq, inArray, isNull } from 'drizzle-orm'
import type { z } from 'zod'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { mustHave } from '@/lib/records/policy/demand'
import { hasAuthenticator, isEnabled } from '@/lib/records/users/enabled'
import { listUsers, type listUsersInput, type UserRow } from './list'
import { policyFor } from './standing'

/** A person as an export tells of them. */
export type ExportedPerson = UserRow & {
  twoFactorSince: Date | null
  /** Why they must have it now; null where they need not. */
  requiredBy: 'admin' | 'policy' | null
  requiredSince: Date | null
  requiredReason: string | null
  /** Until when an admin gave them more time than the policy does, and why. */
  graceUntil: Date | null
  graceReason: string | null
  recoveryCodesLeft: number
  /** How many they have of each. */
  authenticators: number
  passkeys: number
}

/** All people that a list of Users shows for this search and filter, in its order, page by page. */
export async function* exportUsers(
  ctx: Context,
  by: Admin | ApiKey<'users:read'>,
  asked: z.output<typeof listUsersInput>,
): AsyncGenerator<ExportedPerson[]> {
  let after: string | undefined
  do {
    const page = await listUsers(ctx, by, { ...asked, after })
    if (page.users.length > 0) yield await detailsOf(ctx, by, page.users)
    after = page.next ?? undefined
  } while (after)
}

/** People of a list with why they must have it, and what they have; without those who are not there any more. */
export async function detailsOf(
  ctx: Context,
  admin: Admin | ApiKey<'users:read'>,
  rows: readonly UserRow[],
): Promise<ExportedPerson[]> {
  const { furtherAuthenticators: further, users, recoveryCodes } = ctx.db.tables
  const ids = rows.map(({ id }) => id)
  const found = await ctx.db.read
    .select({ user: users, codes: count(recoveryCodes.userId) })
    .from(users)
    .leftJoin(recoveryCodes, and(eq(recoveryCodes.userId, users.id), isNull(recoveryCodes.usedAt)))
    .where(and(eq(users.organizationId, admin.organizationId), inArray(users.id, ids)))
    .groupBy(users.id)
  const beside = await ctx.db.read
    .select({ userId: further.userId, n: count() })
    .from(further)
    .where(inArray(further.userId, ids))
    .groupBy(further.userId)
  const besides = new Map(beside.map(({ userId, n }) => [userId, n]))
  const [policy, now] = [await policyFor(ctx, admin), ctx.now()]
  const byId = new Map(found.map((one) => [one.user.id, one]))
  return rows.flatMap((row) => {
    const one = byId.get(row.id)
    if (!one) return []
    const { user, codes } = one
    const byPolicy = mustHave({ ...policy, ...user }, now) && !user.twoFactorRequired
    return {
      ...row,
      twoFactorSince: user.twoFactorSince,
      requiredBy: user.twoFactorRequired ? 'admin' : byPolicy ? 'policy' : null,
      requiredSince: user.twoFactorRequired ? user.requiredSince : byPolicy ? policy.policyFrom : null,
      requiredReason: user.requiredReason,
      graceUntil: user.graceUntil,
      graceReason: user.graceReason,
      recoveryCodesLeft: isEnabled(user) ? codes : 0,
      authenticators: hasAuthenticator(user) ? 1 + (besides.get(user.id) ?? 0) : 0,
      passkeys: user.passkeys,
    }
  })
}
