import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { live } from '@/lib/lifespan'
import { isActive } from '@/lib/records/users/active'
import { done, fail, type Result } from '@/lib/result'
import { readScopes, type Scope } from '@/lib/scopes'
import { lockPerson } from '../users/lock'

/** Why a key may not do something, whomever it is about. */
export type KeyRefusal = 'token-invalid' | 'scope-missing' | 'not-for-keys'

/**
 * Within a transaction, and until it ends: whether this key still stands, its maker an active admin, and has the scope
 * that it was let in for, or another one.
 */
export async function keyStands(
  tx: Writer,
  ctx: Context,
  { keyId, makerId, organizationId, scope: letInFor }: ApiKey,
  scope: Scope = letInFor,
): Promise<Result<void, KeyRefusal>> {
  // Whoever ends it, or its maker, takes the maker to themselves first.
  await lockPerson(tx, ctx, makerId)
  const { apiKeys, users, organizations } = ctx.db.tables
  const [key] = await tx
    .select({ scopes: apiKeys.scopes })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.makerId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(apiKeys.id, keyId),
        eq(apiKeys.organizationId, organizationId),
        live(apiKeys.createdAt, apiKeys.expiresAt, ctx.now()),
        eq(users.organizationId, organizationId),
        eq(users.role, 'admin'),
        isActive({ users, organizations }),
      ),
    )
  if (!key) return fail('token-invalid')
  return readScopes(key.scopes).includes(scope) ? done : fail('scope-missing', { scope })
}
