import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { type Admin, type ApiKey, type Console, isApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { done, fail, ok, type Result } from '@/lib/result'
import { type KeyRefusal, keyStands } from '../api-keys/stands'
import { sessionStands } from '../sessions/session'
import type { User } from '../users/change'
import { lockPerson } from '../users/lock'
import { subjectOf } from './subject'

/**
 * Within a transaction: the person of this id, as `subjectOf` looks them up, for what API keys may do too. A key reaches
 * the agents of its organization and no one else: no admin, its maker among them.
 */
export async function reach(
  tx: Writer,
  ctx: Context,
  actor: Admin | Console | ApiKey,
  userId: string,
): Promise<Result<User, 'user-unknown' | KeyRefusal>> {
  const found = isApiKey(actor)
    ? await reachedByKey(tx, ctx, actor, userId)
    : ok(await subjectOf(tx, ctx, actor, userId))
  if (!found.ok) return found
  return found.value ? ok(found.value) : fail('user-unknown')
}

async function reachedByKey(
  tx: Writer,
  ctx: Context,
  key: ApiKey,
  userId: string,
): Promise<Result<User | null, KeyRefusal>> {
  await lockPerson(tx, ctx, key.makerId, userId)
  const stands = await keyStands(tx, ctx, key)
  if (!stands.ok) return stands
  const { users } = ctx.db.tables
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, userId), eq(users.organizationId, key.organizationId)))
  if (user && user.role !== 'agent') return fail('not-for-keys')
  return ok(user ?? null)
}

/** Within a transaction, and until it ends: whether the admin still is one, or the key still stands with its scope. */
export async function authorityStands(
  tx: Writer,
  ctx: Context,
  actor: Admin | ApiKey,
): Promise<Result<void, 'session-over' | KeyRefusal>> {
  if (isApiKey(actor)) return keyStands(tx, ctx, actor)
  return (await sessionStands(tx, ctx, actor, 'admin')) ? done : fail('session-over')
}
