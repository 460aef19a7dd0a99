import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { done, fail, type Result } from '@/lib/result'
import { endKeysOf } from '../api-keys/end'
import { endAway, leaveLogouts } from '../app-sessions/logouts'
import { actorOf, named } from '../audit/actor'
import { record } from '../audit/record'
import { recount, type User } from '../users/change'
import type { Leave } from './leave'

/** The person and all that was theirs is gone, the address free. */
export async function remove(
  tx: Writer,
  ctx: Context,
  actor: Admin | ApiKey,
  user: User,
  _leave: Leave<'remove-admin'>,
): Promise<Result<void, 'user-unknown'>> {
  const { oidcRows, sessions, users } = ctx.db.tables
  await endKeysOf(tx, ctx, user, actorOf(actor))
  // Their rows go by foreign key, without a word to the apps.
  await leaveLogouts(tx, ctx, eq(sessions.userId, user.id))
  await endAway(tx, ctx, eq(oidcRows.userId, user.id))
  const [removed] = await tx.delete(users).where(eq(users.id, user.id)).returning()
  if (!removed) return fail('user-unknown')
  await recount(tx, ctx, removed, null)
  await record(tx, ctx, user.organizationId, {
    event: 'user.removed',
    actor: actorOf(actor),
    subject: named(user),
  })
  return done
}
