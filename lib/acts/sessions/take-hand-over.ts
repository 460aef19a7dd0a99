import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { finishChallenge, openChallenge } from '@/lib/records/challenges/challenge'
import { liveHandOver } from '@/lib/records/sessions/hand-over'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'

export const takeHandOverInput = z.strictObject({ token: z.string().max(64) })

/** Spends a link, once, for the ticket of a session on the web. */
export async function takeHandOver(
  ctx: Context,
  { token }: z.output<typeof takeHandOverInput>,
): Promise<Result<{ ticket: string; path: string }, 'hand-over-over'>> {
  const { challenges, handOvers } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const known = await liveHandOver(tx, ctx, token)
    if (known) await lockPerson(tx, ctx, known.user.id)
    const found = known && (await liveHandOver(tx, ctx, token))
    if (!found) return fail('hand-over-over')
    const { handed, session, user, demand } = found
    const [spent] = await tx
      .delete(handOvers)
      .where(eq(handOvers.tokenDigest, handed.tokenDigest))
      .returning({ sessionId: handOvers.sessionId })
    if (!spent) return fail('hand-over-over')
    const { challengeId } = await openChallenge(tx, ctx, { ...user, ...demand }, 'web', handed.path)
    await tx
      .update(challenges)
      .set({
        handedOverBy: session.id,
        sessionEndsBy: session.expiresAt,
        authenticatedAt: session.authenticatedAt ?? session.createdAt,
      })
      .where(eq(challenges.id, challengeId))
    const ticket = await finishChallenge(tx, ctx, challengeId, session.proof ?? 'none')
    if (!ticket) throw new Error('A challenge that was opened in this transaction could not be finished.')
    await record(tx, ctx, user.organizationId, {
      event: 'hand-over.used',
      actor: { kind: 'user', ...named(user) },
      detail: { from: session.client },
    })
    return ok({ ticket, path: handed.path })
  })
}
