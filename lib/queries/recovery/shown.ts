import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { live } from '@/lib/lifespan'
import type { RequestFacts } from '@/lib/messages/recovery-request'
import { isOpen, type RecoveryRequest, standingOf } from '@/lib/records/recovery/life'
import { isAttended } from '@/lib/records/recovery/operators'

const purposes = ['recovery-confirm', 'recovery-stop', 'recovery-status'] as const

export type RequestShown = RequestFacts &
  Pick<RecoveryRequest, 'story' | 'organization' | 'client' | 'address' | 'askedAt' | 'readyAt'> & {
    email: string
    /** Whether this link can confirm it. */
    confirms: boolean
    /** Whether anyone is emailed when it is stopped. */
    tells: boolean
  }

/** The request behind a link in an email. Looking changes nothing. Others than its person see it while they are active. */
export async function shownRequest(ctx: Context, token: string): Promise<RequestShown | null> {
  if (!looksLikeToken(token)) return null
  const { links, recoveryRequests, users, organizations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ request: recoveryRequests, person: users, link: links })
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
  const { request, person, link } = row
  const [holder] = await ctx.db.read
    .select({ id: users.id, status: users.status })
    .from(users)
    .where(eq(users.id, link.userId))
  const holds = holder?.status === 'active'
  if (!holds && holder?.id !== person.id) return null
  const { story, organization, client, address, askedAt, readyAt, endCause } = request
  const standing = standingOf(request, ctx.now())
  const active = person.status === 'active'
  const held = isOpen(standing) && !(active && person.role === 'admin')
  const sameAddress = link.email === person.email
  return {
    ...{ story, organization, client, address, askedAt, readyAt, endCause, standing, held, sameAddress },
    ...{ name: person.name, email: person.email },
    attended: await isAttended(ctx.db.read, ctx, request.id),
    announced: request.announcedAt !== null,
    confirms: link.purpose === 'recovery-confirm' && standing === 'asked' && !held && sameAddress,
    stops: isOpen(standing) && holds && link.purpose !== 'recovery-status',
    tells: request.confirmedAt !== null && active,
  }
}
