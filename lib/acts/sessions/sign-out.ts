import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Member, Person } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { handOnApps } from '@/lib/records/oidc/hand-on'
import { deleteSessions } from '@/lib/records/sessions/delete'
import { lockPerson } from '@/lib/records/users/lock'
import { done, type Result } from '@/lib/result'

/** Ends the session of the person asking. */
export async function signOut(ctx: Context, member: Member): Promise<Result<void, never>> {
  await ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    await endOwn(tx, ctx, member)
  })
  return done
}

/**
 * The same for someone who has just signed in again in the same browser: the apps that were opened from the session go
 * on with the new one.
 */
export async function replaceSession(
  ctx: Context,
  member: Member,
  successor: Pick<Person, 'userId' | 'sessionId'>,
): Promise<Result<void, never>> {
  await ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    if (member.userId === successor.userId) await handOnApps(tx, ctx, member.sessionId, successor.sessionId)
    await endOwn(tx, ctx, member)
  })
  return done
}

async function endOwn(tx: Writer, ctx: Context, member: Member): Promise<void> {
  const { sessions } = ctx.db.tables
  const [ended] = await deleteSessions(tx, ctx, eq(sessions.id, member.sessionId))
  if (ended) await record(tx, ctx, member.organizationId, { event: 'session.ended', actor: actorOf(member) })
}
