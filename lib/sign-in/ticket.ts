import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Channel } from '@/db/tables/sign-in'
import { record } from '../audit/record'
import type { Context } from '../context'
import { digest, looksLikeToken } from '../crypto/token'
import { withdrawRequests } from '../recovery/withdraw'
import { fail, ok, type Result } from '../result'
import { browserOf } from '../sessions/client'
import { type OpenedSession, openSession } from '../sessions/session'
import { noteBrowser } from './browser'
import { nextStep } from './challenge'

/**
 * Exchanges a ticket for a session of the kind that its challenge was opened for, once, on its channel. Asks the present state again: a ticket of
 * a challenge without a second factor opens nothing once one is enabled or required. `browser`: the token by which the
 * browser is known, if it is one.
 */
export async function redeemTicket(
  ctx: Context,
  ticket: string,
  channel: Channel,
  browser?: string,
): Promise<Result<OpenedSession & { userId: string }, 'ticket-invalid'>> {
  if (!looksLikeToken(ticket)) return fail('ticket-invalid')
  const { challenges, users, organizations } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const [spent] = await tx
      .delete(challenges)
      .where(
        and(
          eq(challenges.ticketDigest, digest(ticket)),
          eq(challenges.channel, channel),
          gt(challenges.ticketExpiresAt, ctx.now()),
        ),
      )
      .returning()
    if (!spent) return fail('ticket-invalid')
    const [owner] = await tx
      .select({ user: users })
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(and(eq(users.id, spent.userId), isNull(organizations.suspendedAt)))
    const user = owner?.user
    if (user?.status !== 'active' || user.credentialVersion !== spent.credentialVersion) {
      return fail('ticket-invalid')
    }
    if (spent.proof === 'none' && nextStep(user) !== 'none') return fail('ticket-invalid')
    const { kind, client: name } = spent
    const client = kind === 'web' ? browserOf(ctx) : { kind, name }
    const session = await openSession(tx, ctx, user, channel, client)
    await tx.update(users).set({ lastSignInAt: ctx.now() }).where(eq(users.id, user.id))
    await withdrawRequests(tx, ctx, user)
    if (browser !== undefined) await noteBrowser(tx, ctx, user, browser)
    await record(tx, ctx, user.organizationId, {
      event: 'sign-in.succeeded',
      actor: { kind: 'user', id: user.id, name: user.name, email: user.email },
      detail: { secondStep: spent.proof ?? 'none', kind },
    })
    return ok({ ...session, userId: user.id })
  })
}
