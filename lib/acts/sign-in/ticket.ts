import { and, eq, isNull, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Channel } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { atNow, latestEnd, liveColumns, liveGiven } from '@/lib/lifespan'
import { countStep } from '@/lib/metrics'
import { nextStep, ticketLife } from '@/lib/records/challenges/challenge'
import { demandColumns } from '@/lib/records/policy/demand'
import type { OpenedSession } from '@/lib/records/sessions/session'
import { openSignedIn } from '@/lib/records/sign-ins/open'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'

const holderOf = prepared(
  'holder-of-ticket',
  ({ challenges }) => ({ ticket: challenges.ticketDigest }),
  (tx: Writer, { challenges }, given) =>
    tx
      .select({ userId: challenges.userId })
      .from(challenges)
      .where(eq(challenges.ticketDigest, given.ticket)),
)

const spend = prepared(
  'spend-ticket',
  ({ challenges }) => ({
    ...liveColumns(challenges.createdAt, challenges.ticketExpiresAt),
    ticket: challenges.ticketDigest,
    channel: challenges.channel,
    latestEnd: challenges.ticketExpiresAt,
  }),
  (tx: Writer, { challenges }, given) =>
    tx
      .delete(challenges)
      .where(
        and(
          eq(challenges.ticketDigest, given.ticket),
          eq(challenges.channel, given.channel),
          liveGiven(challenges.createdAt, challenges.ticketExpiresAt, given),
          lte(challenges.ticketExpiresAt, given.latestEnd),
        ),
      )
      .returning(),
)

const ownerOf = prepared(
  'owner-of-ticket',
  ({ users }) => ({ userId: users.id }),
  (tx: Writer, { users, organizations }, given) =>
    tx
      .select({ user: users, demand: demandColumns({ users, organizations }) })
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(and(eq(users.id, given.userId), isNull(organizations.suspendedAt))),
)

type Redeemed = Result<OpenedSession & { userId: string }, 'ticket-invalid'>

/**
 * Exchanges a ticket for a session of the kind that its challenge was opened for, once, on its channel. Asks the current state again: a ticket of
 * a challenge without a second factor opens nothing once one is enabled or required. `browser`: the token by which the
 * browser is known, if it is one; a client of the token API sent its own along with the password.
 */
export async function redeemTicket(
  ctx: Context,
  ticket: string,
  channel: Channel,
  browser?: string,
): Promise<Redeemed> {
  if (!looksLikeToken(ticket)) return fail('ticket-invalid')
  const redeemed = await ctx.db.write(async (tx): Promise<Redeemed> => {
    const now = ctx.now()
    const given = { ...atNow(now), latestEnd: latestEnd(now, ticketLife) }
    const [holder] = await holderOf(tx, ctx.db, { ticket: digest(ticket) })
    if (!holder) return fail('ticket-invalid')
    await lockPerson(tx, ctx, holder.userId)
    const [spent] = await spend(tx, ctx.db, { ticket: digest(ticket), channel, ...given })
    if (!spent) return fail('ticket-invalid')
    const [owner] = await ownerOf(tx, ctx.db, { userId: spent.userId })
    const user = owner?.user
    if (owner === undefined || user?.status !== 'active') return fail('ticket-invalid')
    if (user.credentialVersion !== spent.credentialVersion) return fail('ticket-invalid')
    if (spent.proof === 'none' && nextStep(owner.demand, now) !== 'none') return fail('ticket-invalid')
    return ok({ ...(await openSignedIn(tx, ctx, user, spent, browser)), userId: user.id })
  })
  return countStep('session')(redeemed)
}

/**
 * The same for a client of the token API whose second step was shown to a page: the ticket came back by the browser, and
 * only whoever began the sign-in may exchange it. `challenge`: the token of that sign-in.
 */
export async function redeemOwnTicket(
  ctx: Context,
  { challenge, ticket }: { challenge: string; ticket: string },
): Promise<Redeemed> {
  if (!looksLikeToken(challenge) || !looksLikeToken(ticket)) return fail('ticket-invalid')
  const { challenges } = ctx.db.tables
  const [own] = await ctx.db.read
    .select({ id: challenges.id })
    .from(challenges)
    .where(and(eq(challenges.ticketDigest, digest(ticket)), eq(challenges.tokenDigest, digest(challenge))))
  return own ? redeemTicket(ctx, ticket, 'api') : fail('ticket-invalid')
}
