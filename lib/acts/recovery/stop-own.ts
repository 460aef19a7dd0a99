import { and, eq, inArray } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { readPerson, tellConcerned } from '@/lib/records/recovery/concerned'
import { openStates, takeStep } from '@/lib/records/recovery/life'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

/**
 * *Stop this request*, by whoever is still signed in to the account that someone asked to recover: for good. Stopping what
 * has ended changes nothing.
 */
export async function stopOwnRequest(ctx: Context, member: Member): Promise<Result<void, 'session-over'>> {
  const { recoveryRequests } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const person = await readPerson(tx, ctx, member.userId)
    if (!person) return fail('session-over')
    const open = await tx
      .select({ id: recoveryRequests.id })
      .from(recoveryRequests)
      .where(and(eq(recoveryRequests.userId, person.id), inArray(recoveryRequests.state, [...openStates])))
    for (const { id } of open) {
      const stopped = await takeStep(tx, ctx, id, 'stop', { by: person.name })
      if (!stopped) continue
      await record(tx, ctx, person.organizationId, { event: 'recovery.stopped', actor: actorOf(member) })
      // Of one that was never confirmed no one else knows.
      if (stopped.confirmedAt)
        await tellConcerned(tx, ctx, person, 'recovery-stopped', { who: person.name, by: person.name })
    }
    return done
  })
}
