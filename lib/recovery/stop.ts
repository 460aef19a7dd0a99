import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { z } from 'zod'
import { record } from '../audit/record'
import type { Context } from '../context'
import { digest, looksLikeToken } from '../crypto/token'
import { live } from '../lifespan'
import { type linkInput, spendLink } from '../links/link'
import { done, fail, type Result } from '../result'
import { named } from '../users/authority'
import { readPerson, tellConcerned } from './concerned'
import { type RecoveryRequest, type RecoveryStanding, standingOf, takeStep } from './life'
import { hasOperator } from './unattended'

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
  /** Whether there is an operator to decide on it. */
  attended: boolean
}

/** The request behind a link in a mail. Looking changes nothing. */
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
    attended: await hasOperator(ctx.db.read, ctx),
  }
}

/**
 * *Stop this request*, by the link that the account and every admin of its organization got: for good, whatever an
 * operator decides at the same moment.
 */
export async function stopRequest(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<void, 'link-over'>> {
  return ctx.db.write(async (tx) => {
    const link =
      (await spendLink(tx, ctx, token, 'recovery-stop')) ??
      (await spendLink(tx, ctx, token, 'recovery-confirm'))
    const by = link && (await readPerson(tx, ctx, link.userId))
    if (!link?.requestId || !by) return fail('link-over')
    const request = await takeStep(tx, ctx, link.requestId, 'stop', { by: by.name })
    const person = request && (await readPerson(tx, ctx, request.userId))
    if (!request) return fail('link-over')
    await record(tx, ctx, by.organizationId, {
      event: 'recovery.stopped',
      // Whoever holds the link: it was sent to this person.
      actor: { kind: 'user', ...named(by) },
      ...(person && { subject: named(person) }),
    })
    // Of one that was never confirmed nobody else knows.
    if (person && request.confirmedAt)
      await tellConcerned(tx, ctx, person, 'recovery-stopped', { who: person.name, by: by.name })
    return done
  })
}
