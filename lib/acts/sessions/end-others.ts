import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { endSessions } from '@/lib/records/sessions/end'
import { lockPerson } from '@/lib/records/users/lock'
import type { Result } from '@/lib/result'

/** Ends all sessions of the person asking but the one they ask from. */
export async function endOtherSessions(ctx: Context, member: Member): Promise<Result<number, never>> {
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const count = await endSessions(tx, ctx, member.userId, 'elsewhere', member.sessionId)
    if (count > 0) {
      await record(tx, ctx, member.organizationId, {
        event: 'sessions.ended',
        actor: actorOf(member),
        detail: { sessions: count },
      })
    }
    return { ok: true, value: count }
  })
}
