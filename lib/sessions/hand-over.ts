import { and, eq, isNull, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader, Writer } from '@/db/database'
import type { Member } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { digest, looksLikeToken, newToken } from '../crypto/token'
import { later, seconds } from '../duration'
import { live } from '../lifespan'
import { fail, ok, type Result } from '../result'
import { finishChallenge, nextStep, openChallenge } from '../sign-in/challenge'
import { named } from '../users/authority'
import { sessionStands } from './session'

const handOverLife = seconds(60)

/**
 * Makes the token of a link from an app or extension to a page of ours. For 60 seconds, once, it opens a session on the
 * web, with what was proved for this one and not more, until this one's end at the latest. The link before it is void;
 * it ends with the session. `path` is one of our own: the web layer has checked it.
 */
export async function handOver(
  ctx: Context,
  member: Member,
  { path }: { path: string },
): Promise<Result<{ token: string; expiresAt: Date }, 'token-invalid'>> {
  const { handOvers } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, member))) return fail('token-invalid')
    const token = newToken()
    const createdAt = ctx.now()
    const expiresAt = later(createdAt, handOverLife)
    const fresh = { tokenDigest: digest(token), path, createdAt, expiresAt }
    await tx
      .insert(handOvers)
      .values({ sessionId: member.sessionId, ...fresh })
      .onConflictDoUpdate({ target: handOvers.sessionId, set: fresh })
    return ok({ token, expiresAt })
  })
}

/** The link behind a token, with the session it came from and its owner, while all of them live. */
async function liveHandOver(read: Reader, ctx: Context, token: string) {
  if (!looksLikeToken(token)) return null
  const { handOvers, organizations, sessions, users } = ctx.db.tables
  const now = ctx.now()
  const [row] = await read
    .select({ handed: handOvers, session: sessions, user: users })
    .from(handOvers)
    .innerJoin(sessions, eq(sessions.id, handOvers.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(handOvers.tokenDigest, digest(token)),
        live(handOvers.createdAt, handOvers.expiresAt, now),
        live(sessions.createdAt, sessions.expiresAt, now),
        live(sessions.lastSeenAt, sessions.idleExpiresAt, now),
        eq(users.status, 'active'),
        isNull(organizations.suspendedAt),
      ),
    )
  if (!row) return null
  // What was not asked of that session must not be skipped now that it is: enrollment stands before a new one.
  const provedNothing = (row.session.proof ?? 'none') === 'none'
  return provedNothing && nextStep(row.user) !== 'none' ? null : row
}

/** Whom a link is for and where it leads; null where it is over. Looking changes nothing. */
export async function findHandOver(
  ctx: Context,
  token: string,
): Promise<{ userId: string; name: string; email: string; client: string; path: string } | null> {
  const found = await liveHandOver(ctx.db.read, ctx, token)
  if (!found) return null
  const { id: userId, name, email } = found.user
  return { userId, name, email, client: found.session.client, path: found.handed.path }
}

export const takeHandOverInput = z.strictObject({ token: z.string().max(64) })

/** Spends a link, once, for the ticket of a session on the web. */
export async function takeHandOver(
  ctx: Context,
  { token }: z.output<typeof takeHandOverInput>,
): Promise<Result<{ ticket: string; path: string }, 'hand-over-over'>> {
  const { challenges, handOvers } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const found = await liveHandOver(tx, ctx, token)
    if (!found) return fail('hand-over-over')
    const { handed, session, user } = found
    const [spent] = await tx
      .delete(handOvers)
      .where(eq(handOvers.tokenDigest, handed.tokenDigest))
      .returning({ sessionId: handOvers.sessionId })
    if (!spent) return fail('hand-over-over')
    const { challengeId } = await openChallenge(tx, ctx, user, 'web', handed.path)
    await tx
      .update(challenges)
      .set({ handedOverBy: session.id, sessionEndsBy: session.expiresAt })
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

/** Deletes the links that expired. */
export async function sweepHandOvers(tx: Writer, ctx: Context): Promise<void> {
  const { handOvers } = ctx.db.tables
  await tx.delete(handOvers).where(lte(handOvers.expiresAt, ctx.now()))
}
