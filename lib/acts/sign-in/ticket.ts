import { and, eq, isNull, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { Channel } from '@/db/tables/sign-in'
import { browserDigest } from '@/lib/browser-token'
import { browserOf } from '@/lib/client'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { atNow, latestEnd, liveGiven } from '@/lib/lifespan'
import { record } from '@/lib/records/audit/record'
import { noteBrowser, noteSignInFrom } from '@/lib/records/browsers/browser'
import { nextStep, ticketLife } from '@/lib/records/challenges/challenge'
import { withdrawRequests } from '@/lib/records/recovery/withdraw'
import { type OpenedSession, openSession } from '@/lib/records/sessions/session'
import { frequentChange, type User } from '@/lib/records/users/change'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'

type Challenge = Tables['challenges']['$inferSelect']

const holderOf = prepared('holder-of-ticket', (tx: Writer, { challenges }, given) =>
  tx
    .select({ userId: challenges.userId })
    .from(challenges)
    .where(eq(challenges.ticketDigest, given(challenges.ticketDigest, 'ticket'))),
)

const spend = prepared('spend-ticket', (tx: Writer, { challenges }, given) =>
  tx
    .delete(challenges)
    .where(
      and(
        eq(challenges.ticketDigest, given(challenges.ticketDigest, 'ticket')),
        eq(challenges.channel, given(challenges.channel, 'channel')),
        liveGiven(challenges.createdAt, challenges.ticketExpiresAt, given),
        lte(challenges.ticketExpiresAt, given(challenges.ticketExpiresAt, 'latestEnd')),
      ),
    )
    .returning(),
)

const ownerOf = prepared('owner-of-ticket', (tx: Writer, { users, organizations }, given) =>
  tx
    .select({ user: users })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(and(eq(users.id, given(users.id, 'userId')), isNull(organizations.suspendedAt))),
)

const noteSignIn = frequentChange('note-sign-in', (users, given) => ({
  changes: { lastSignInAt: given(users.lastSignInAt, 'now') },
}))

/**
 * Exchanges a ticket for a session of the kind that its challenge was opened for, once, on its channel. Asks the present state again: a ticket of
 * a challenge without a second factor opens nothing once one is enabled or required. `browser`: the token by which the
 * browser is known, if it is one; a client of the token API sent its own along with the password.
 */
export async function redeemTicket(
  ctx: Context,
  ticket: string,
  channel: Channel,
  browser?: string,
): Promise<Result<OpenedSession & { userId: string }, 'ticket-invalid'>> {
  if (!looksLikeToken(ticket)) return fail('ticket-invalid')
  return ctx.db.write(async (tx) => {
    const now = ctx.now()
    const given = { ...atNow(now), latestEnd: latestEnd(now, ticketLife) }
    const [holder] = await holderOf(tx, ctx.db, { ticket: digest(ticket) })
    if (!holder) return fail('ticket-invalid')
    await lockPerson(tx, ctx, holder.userId)
    const [spent] = await spend(tx, ctx.db, { ticket: digest(ticket), channel, ...given })
    if (!spent) return fail('ticket-invalid')
    const [owner] = await ownerOf(tx, ctx.db, { userId: spent.userId })
    const user = owner?.user
    if (user?.status !== 'active' || user.credentialVersion !== spent.credentialVersion) {
      return fail('ticket-invalid')
    }
    if (spent.proof === 'none' && nextStep(user) !== 'none') return fail('ticket-invalid')
    return ok({ ...(await openSignedIn(tx, ctx, user, spent, browser)), userId: user.id })
  })
}

/**
 * Opens the session that a challenge was there for, in the transaction that took it away. The caller has seen that its owner is
 * who they were, and that `proof` is enough of them.
 */
export async function openSignedIn(
  tx: Writer,
  ctx: Context,
  user: User,
  { channel, kind, client: name, proof, browserDigest: sent, handedOverBy, sessionEndsBy }: Challenge,
  token?: string,
): Promise<OpenedSession> {
  const client = kind === 'web' ? browserOf(ctx) : { kind, name }
  const browser = browserDigest(token) ?? sent
  const session = await openSession(tx, ctx, user, channel, client, {
    ...{ browser, proof, handedOverBy },
    endsBy: sessionEndsBy,
  })
  await noteSignIn(tx, ctx, user.id, { now: ctx.now() })
  await withdrawRequests(tx, ctx, user)
  if (browser)
    await (channel === 'web'
      ? noteSignInFrom(tx, ctx, user, browser)
      : noteBrowser(tx, ctx, user.id, browser))
  await record(tx, ctx, user.organizationId, {
    event: 'sign-in.succeeded',
    actor: { kind: 'user', id: user.id, name: user.name, email: user.email },
    detail: { secondStep: proof ?? 'none', kind },
  })
  return session
}
