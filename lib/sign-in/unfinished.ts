import { and, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '../context'
import { hours } from '../duration'
import { tell } from '../mail/outbox'
import { networkOf } from './address'

/**
 * Tells people whose right password was given for a sign-in that ended without its second step (ASVS 6.3.5), unless
 * they signed in from the same network since, as people do who begin anew. To be called before what expired is swept.
 */
export async function tellUnfinished(tx: Writer, ctx: Context): Promise<void> {
  const { challenges, users, sessions } = ctx.db.tables
  const rows = await tx
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      client: challenges.client,
      address: challenges.address,
      createdAt: challenges.createdAt,
    })
    .from(challenges)
    .innerJoin(users, eq(users.id, challenges.userId))
    .where(
      and(
        lte(challenges.expiresAt, ctx.now()),
        isNull(challenges.ticketDigest),
        or(isNotNull(users.authenticatorSecret), eq(users.twoFactorRequired, true)),
        eq(users.status, 'active'),
      ),
    )
  for (const { id, name, email, client, address, createdAt } of rows) {
    if (!createdAt) continue
    const since = await tx
      .select({ address: sessions.address })
      .from(sessions)
      .where(and(eq(sessions.userId, id), gt(sessions.createdAt, createdAt)))
    if (since.some((session) => networkOf(session.address) === networkOf(address))) continue
    const occasion = { at: createdAt.toISOString(), client, address }
    const merged = { mergeKey: `sign-in-unfinished:${id}`, apart: hours(1), occasion }
    await tell(tx, ctx, { name, email }, 'sign-in-unfinished', {}, merged)
  }
}
