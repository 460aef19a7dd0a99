import { and, count, eq, isNull, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { live } from '@/lib/lifespan'

/**
 * Within a transaction: how many sessions a person has in browsers, how many over the token API (an extension, a phone, a
 * program), and how many sign-ins that are not finished.
 */
export async function countOpenThings(
  tx: Writer,
  ctx: Context,
  userId: string,
): Promise<{ sessions: number; tokens: number; challenges: number }> {
  const { sessions, challenges } = ctx.db.tables
  const now = ctx.now()
  const ofPerson = and(eq(sessions.userId, userId), live(sessions.createdAt, sessions.expiresAt, now))
  const [inBrowsers] = await tx
    .select({ n: count() })
    .from(sessions)
    .where(and(ofPerson, eq(sessions.kind, 'web')))
  const [overTheApi] = await tx
    .select({ n: count() })
    .from(sessions)
    .where(and(ofPerson, ne(sessions.kind, 'web')))
  const [unfinished] = await tx
    .select({ n: count() })
    .from(challenges)
    .where(
      and(
        eq(challenges.userId, userId),
        isNull(challenges.ticketDigest),
        live(challenges.createdAt, challenges.expiresAt, now),
      ),
    )
  return { sessions: inBrowsers?.n ?? 0, tokens: overTheApi?.n ?? 0, challenges: unfinished?.n ?? 0 }
}
