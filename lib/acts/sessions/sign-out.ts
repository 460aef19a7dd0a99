import { eq } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { lockPerson } from '@/lib/records/users/lock'
import { done, type Result } from '@/lib/result'

/** Ends the session of the person asking. */
export async function signOut(ctx: Context, member: Member): Promise<Result<void, never>> {
  const { sessions } = ctx.db.tables
  await ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [ended] = await tx.delete(sessions).where(eq(sessions.id, member.sessionId)).returning()
    if (ended)
      await record(tx, ctx, member.organizationId, { event: 'session.ended', actor: actorOf(member) })
  })
  return done
}
