import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { deleteSessions } from '@/lib/records/sessions/delete'
import { noteEnded } from '@/lib/records/sessions/ended'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

export const endSessionInput = z.strictObject({ sessionId: z.string().max(64) })

/** Ends one session of the person asking, on whatever device. */
export async function endOwnSession(
  ctx: Context,
  member: Member,
  { sessionId }: z.output<typeof endSessionInput>,
): Promise<Result<void, 'session-unknown'>> {
  const { sessions } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const own = and(eq(sessions.id, sessionId), eq(sessions.userId, member.userId))
    const [ended] = await deleteSessions(tx, ctx, own)
    if (!ended) return fail('session-unknown')
    await noteEnded(tx, ctx, [ended], 'elsewhere')
    await record(tx, ctx, member.organizationId, {
      event: 'sessions.ended',
      actor: actorOf(member),
      detail: { sessions: 1, endedClient: ended.client },
    })
    return done
  })
}
