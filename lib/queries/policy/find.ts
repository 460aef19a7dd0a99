import { asc, eq } from 'drizzle-orm'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hasBegun, type Policy, policyOf } from '@/lib/records/policy/policy'

import { findPasskeyRule } from './passkeys'

export type { Preview } from '@/lib/records/policy/preview'

import { type Candidate, type Preview, previewOf } from '@/lib/records/policy/preview'

export type PolicyDetails = Policy & {
  groups: { id: string; name: string }[]
  begun: boolean
  /** Of whom nothing but a passkey counts. */
  passkeysOnly: Awaited<ReturnType<typeof findPasskeyRule>>
}

/** Who must have two-factor authentication in the admin's organization. */
export async function findPolicy(
  ctx: Context,
  admin: Admin | ApiKey<'users:read'>,
): Promise<PolicyDetails | null> {
  const policy = await policyOf(ctx.db.read, ctx, admin.organizationId)
  if (!policy) return null
  const { policyGroups, groups } = ctx.db.tables
  const named = await ctx.db.read
    .select({ id: groups.id, name: groups.name })
    .from(policyGroups)
    .innerJoin(groups, eq(groups.id, policyGroups.groupId))
    .where(eq(policyGroups.organizationId, admin.organizationId))
    .orderBy(asc(groups.sortName))
  const passkeysOnly = await findPasskeyRule(ctx, admin)
  return { ...policy, groups: named, begun: hasBegun(policy, ctx.now()), passkeysOnly }
}

/** The dry run: whom a rule would ask now, whom it would stop, and what is to be thought of first. Changes nothing. */
export const previewPolicy = (ctx: Context, admin: Admin, candidate: Candidate): Promise<Preview> =>
  previewOf(ctx.db.read, ctx, admin, candidate)
