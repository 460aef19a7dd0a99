import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken, newToken } from '@/lib/crypto/token'
import { live } from '@/lib/lifespan'
import { refusalOf, standingOf } from '@/lib/records/apps/admission'
import { record } from '@/lib/records/audit/record'
import { noteFirstUse, noteUse } from '@/lib/records/oidc/sign-in'
import { sessionStands } from '@/lib/records/sessions/session'
import { fail, ok, type Result } from '@/lib/result'

type Entrance = {
  ticket: string
  host: string
  /** SHA-256 of what the browser keeps for that host, base64url. */
  nonceDigest: string
}

/**
 * Spends a ticket: a gate opens for the browser that asked for it, at the site it was asked for. The gate works until the
 * session ends at the latest. A ticket of another host or browser stays what it is.
 */
export async function enterSite(
  ctx: Context,
  { ticket, host, nonceDigest }: Entrance,
): Promise<Result<{ token: string }, 'ticket-over'>> {
  if (!looksLikeToken(ticket)) return fail('ticket-over')
  const { gateTickets, gates } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const now = ctx.now()
    const [claimed] = await tx
      .delete(gateTickets)
      .where(
        and(
          eq(gateTickets.tokenDigest, digest(ticket)),
          eq(gateTickets.host, host),
          eq(gateTickets.nonceDigest, nonceDigest),
          live(gateTickets.createdAt, gateTickets.expiresAt, now),
        ),
      )
      .returning()
    const opener = claimed && (await openerOf(tx, ctx, claimed))
    if (!claimed || !opener) return fail('ticket-over')
    const { sessionId, appId } = claimed
    const before = await tx
      .select({ host: gates.host })
      .from(gates)
      .where(and(eq(gates.sessionId, sessionId), eq(gates.appId, appId)))
      .limit(1)
    const token = newToken()
    await tx.insert(gates).values({
      ...{ tokenDigest: digest(token), sessionId, appId, host },
      ...{ createdAt: now, expiresAt: opener.endsAt },
    })
    await noteOpened(tx, ctx, appId, opener, before.length === 0)
    return ok({ token })
  })
}

type Opener = Awaited<ReturnType<typeof openerOf>> & object

/** Whose ticket it was, while their session stands and they may open the site. */
async function openerOf(
  tx: Writer,
  ctx: Context,
  { sessionId, appId, host }: { sessionId: string; appId: string; host: string },
) {
  const { sessions, users } = ctx.db.tables
  const [row] = await tx
    .select({ session: sessions, organizationId: users.organizationId })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, sessionId))
  if (!row) return null
  const { session, organizationId } = row
  const { userId, proof } = session
  if (!(await sessionStands(tx, ctx, { sessionId, userId, organizationId }))) return null
  const standing = await standingOf(tx, ctx, appId, userId)
  if (standing?.app.host !== host) return null
  const signedIn = { proof, signedInAt: session.authenticatedAt ?? session.createdAt }
  if (refusalOf(standing, signedIn, ctx.now())) return null
  const { id, name, email } = standing.person
  return {
    person: { id, name, email },
    appName: standing.app.name,
    organizationId,
    endsAt: session.expiresAt,
  }
}

async function noteOpened(
  tx: Writer,
  ctx: Context,
  appId: string,
  { person, appName, organizationId }: Opener,
  first: boolean,
): Promise<void> {
  await noteFirstUse(tx, ctx, appId, person.id)
  await noteUse(tx, ctx, appId, person.id)
  if (first)
    await record(tx, ctx, organizationId, {
      event: 'app.opened',
      actor: { kind: 'user', ...person },
      detail: { app: appName },
    })
}
