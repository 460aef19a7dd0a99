import type { Admin, Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { endEverything, endSessions } from '@/lib/records/sessions/end'
import { fail, ok, type Result } from '@/lib/result'

/** *Sign out everywhere*: ends a person's sessions, and sign-ins under way; returns how many sessions there were. */
export async function signOutUser(
  ctx: Context,
  actor: Admin | Console,
  { userId }: Subject,
): Promise<Result<number, 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, actor, userId)
    if (!user) return fail('user-unknown')
    const sessions = await endSessions(tx, ctx, user.id, 'admin')
    await endEverything(tx, ctx, user.id, 'admin')
    await record(tx, ctx, user.organizationId, {
      event: 'sessions.ended',
      actor: actorOf(actor),
      subject: named(user),
      detail: { sessions },
    })
    return ok(sessions)
  })
}
