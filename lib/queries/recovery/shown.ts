import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { live } from '@/lib/lifespan'
import { type RecoveryRequest, type RecoveryStanding, standingOf } from '@/lib/records/recovery/life'
import { isAttended } from '@/lib/records/recovery/operators'

const purposes = ['recovery-confirm', 'recovery-stop'] as const

export type RequestShown = Pick<
  RecoveryRequest,
  'story' | 'organization' | 'client' | 'address' | 'askedAt' | 'readyAt'
> & {
  /** Whose account it is about. */
  name: string
  email: string
  standing: RecoveryStanding
  /** Whether this link confirms it; every link stops it. */
  confirms: boolean
  /** Whether there are operators enough to decide on it. */
  attended: boolean
}

/** The request behind a link in an email. Looking changes nothing. */
export async function shownRequest(ctx: Context, token: string): Promise<RequestShown | null> {
  if (!looksLikeToken(token)) return null
  const { links, recoveryRequests, users, organizations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ request: recoveryRequests, name: users.name, email: users.email, purpose: links.purpose })
    .from(links)
    .innerJoin(recoveryRequests, eq(recoveryRequests.id, links.requestId))
    .innerJoin(users, eq(users.id, recoveryRequests.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(links.tokenDigest, digest(token)),
        inArray(links.purpose, [...purposes]),
        live(links.createdAt, links.expiresAt, ctx.now()),
        isNull(organizations.suspendedAt),
      ),
    )
  if (!row) return null
  const { story, organization, client, address, askedAt, readyAt } = row.request
  return {
    ...{ story, organization, client, address, askedAt, readyAt, name: row.name, email: row.email },
    standing: standingOf(row.request, ctx.now()),
    confirms: row.purpose === 'recovery-confirm',
    attended: await isAttended(ctx.db.read, ctx, row.request.id),
  }
}
