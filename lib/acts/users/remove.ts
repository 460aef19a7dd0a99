import { eq } from 'drizzle-orm'
import { type Admin, type ApiKey, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { endKeysOf } from '@/lib/records/api-keys/end'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { endAway, leaveLogouts } from '@/lib/records/app-sessions/logouts'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { reach } from '@/lib/records/authority/reach'
import { hasOtherAdmin } from '@/lib/records/users/admins'
import { recount } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

/** *Remove*: the person and all that was theirs is gone, the address free. The audit log keeps what they did. */
export async function removeUser(
  ctx: Context,
  actor: Admin | ApiKey<'users:write'>,
  { userId }: Subject,
): Promise<Result<void, KeyRefusal | 'user-unknown' | 'self' | 'last-admin'>> {
  const { oidcRows, sessions, users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    if (isOwn(actor, user)) return fail('self')
    if (user.role === 'admin' && !(await hasOtherAdmin(tx, ctx, user))) return fail('last-admin')
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
  })
}
