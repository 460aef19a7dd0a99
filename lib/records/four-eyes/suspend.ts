import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Admin, ApiKey, Doer } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { done, fail, type Result } from '@/lib/result'
import { endKeysOf } from '../api-keys/end'
import { actorOf, named } from '../audit/actor'
import { record } from '../audit/record'
import { dropEnrollments } from '../factors/enrollment'
import { endEverything } from '../sessions/end'
import { changeUser, type User } from '../users/change'
import type { Leave } from './leave'

/** The person is out at the next request, and stays out until reactivated. */
export async function suspend(
  tx: Writer,
  ctx: Context,
  actor: Doer | Admin | ApiKey,
  user: User,
  _leave: Leave<'suspend-admin'>,
): Promise<Result<void, 'not-active' | 'suspended-already'>> {
  const { users } = ctx.db.tables
  const changed = await changeUser(
    tx,
    ctx,
    user.id,
    { status: 'suspended', credentialVersion: plus(users.credentialVersion, 1) },
    eq(users.status, 'active'),
  )
  if (!changed) return fail(user.status === 'suspended' ? 'suspended-already' : 'not-active')
  await endEverything(tx, ctx, user.id, 'over')
  await endKeysOf(tx, ctx, user, actorOf(actor))
  await dropEnrollments(tx, ctx, user.id)
  await record(tx, ctx, user.organizationId, {
    event: 'user.suspended',
    actor: actorOf(actor),
    subject: named(user),
  })
  return done
}
