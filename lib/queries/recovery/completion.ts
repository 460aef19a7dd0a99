import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { isLive } from '@/lib/lifespan'
import { standingOf } from '@/lib/records/recovery/life'

/**
 * What the page of a completion link can offer. `late`: the link's hour has ended, but a fresh one may be sent. `held`: the
 * account is not, or no longer, that of an active admin.
 */
export async function findCompletion(ctx: Context, token: string): Promise<'open' | 'late' | 'held' | null> {
  if (!looksLikeToken(token)) return null
  const { links, recoveryRequests, users, organizations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ link: links, request: recoveryRequests, person: users })
    .from(links)
    .innerJoin(users, and(eq(users.id, links.userId), eq(users.email, links.email)))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .innerJoin(recoveryRequests, eq(recoveryRequests.id, links.requestId))
    .where(
      and(
        eq(links.tokenDigest, digest(token)),
        eq(links.purpose, 'recovery-complete'),
        isNull(organizations.suspendedAt),
      ),
    )
  if (!row || standingOf(row.request, ctx.now()) !== 'ready') return null
  if (row.person.status !== 'active' || row.person.role !== 'admin') return 'held'
  const { createdAt, expiresAt } = row.link
  if (isLive(createdAt, expiresAt, ctx.now())) return 'open'
  return expiresAt <= ctx.now() ? 'late' : null
}
