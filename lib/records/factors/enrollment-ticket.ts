import { randomBytes, timingSafeEqual } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Tables } from '@/db/tables'
import type { TicketBy } from '@/db/tables/two-factor'
import { type Admin, type ApiKey, type Console, type Doer, isConsole, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { days, earlier, later, minutes } from '@/lib/duration'
import { isLive, live } from '@/lib/lifespan'
import { done, fail, type Result } from '@/lib/result'
import { readEnrollmentCode } from '@/lib/totp/typed-codes'
import { actorOf, named } from '../audit/actor'
import { record } from '../audit/record'
import { dropLinks, issueLink, linkLife, spendLink } from '../links/link'
import { tell } from '../outbox/outbox'
import type { User } from '../users/change'
import { dropEnrollments } from './enrollment'

type Ticket = Tables['enrollmentTickets']['$inferSelect']

export const sealedIn = 'enrollment-tickets'

const codeLife = days(7)

/** So long an admin reads it on the person's page. */
const shownFor = minutes(10)

const wrongAtMost = 5

// Crockford's base32, as in recovery codes.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight characters of 5 bits: five tries are right once in 220 billion times. */
const newCode = () => [...randomBytes(8)].map((byte) => alphabet[byte % 32]).join('')

/**
 * Has someone whom an admin requires it of, or resets, show more than the password before a setup key is shown, where their
 * organization wants that: a code that the admin reads out, or a link in an email, which it is unless said otherwise. It
 * takes the place of the one before, and whatever setup key was shown is void. Nothing happens for those who have an
 * authenticator, have yet to join, or are the ones who ask.
 */
export async function issueTicket(
  tx: Writer,
  ctx: Context,
  actor: Doer | Admin | Console | ApiKey,
  user: User,
  by: TicketBy = 'link',
): Promise<void> {
  if (isConsole(actor) || isOwn(actor, user) || user.status !== 'active') return
  const { enrollmentTickets, organizations } = ctx.db.tables
  const [organization] = await tx
    .select({ on: organizations.enrollmentCodes, name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, user.organizationId))
  if (!organization?.on) return
  const { id: userId, email } = user
  const createdAt = ctx.now()
  await dropTicket(tx, ctx, userId)
  await dropEnrollments(tx, ctx, userId)
  await tx.insert(enrollmentTickets).values({
    ...{ userId, by, createdAt, expiresAt: later(createdAt, codeLife) },
    code: by === 'code' ? ctx.vault.seal(Buffer.from(newCode()), sealedIn, userId) : null,
  })
  await record(tx, ctx, user.organizationId, {
    event: 'enrollment-code.issued',
    actor: actorOf(actor),
    subject: named(user),
    detail: { enrollmentBy: by },
  })
  if (by === 'code') return
  const token = await issueLink(tx, ctx, { purpose: 'enrollment', userId, email })
  const facts = { organization: organization.name, path: `/enrollment/${token}` }
  const once = { mergeKey: `enrollment:${userId}`, apart: 0, life: linkLife.enrollment }
  await tell(tx, ctx, user, 'enrollment-link', facts, once)
}

/** Why someone can't be asked for one. */
export type TicketRefusal = 'enrollment-codes-off' | 'enrollment-code-unneeded'

/**
 * Whether someone of whom it is required, or who is reset, would have to show more than the password, where whoever asks for that says
 * how. The web asks only there.
 */
export async function takesTicket(
  tx: Writer,
  ctx: Context,
  user: User,
): Promise<Result<void, TicketRefusal>> {
  const { organizations } = ctx.db.tables
  const [organization] = await tx
    .select({ on: organizations.enrollmentCodes })
    .from(organizations)
    .where(eq(organizations.id, user.organizationId))
  if (!organization?.on) return fail('enrollment-codes-off')
  return user.status === 'active' ? done : fail('enrollment-code-unneeded')
}

/** The password is enough again: they have enrolled, or nothing is required of them any more. */
export async function dropTicket(tx: Writer, ctx: Context, userId: string): Promise<void> {
  const { enrollmentTickets } = ctx.db.tables
  await tx.delete(enrollmentTickets).where(eq(enrollmentTickets.userId, userId))
  await dropLinks(tx, ctx, userId, ['enrollment'])
}

/** The same for a whole organization, which asks for no such codes any more. */
export async function dropTicketsOf(tx: Writer, ctx: Context, organizationId: string): Promise<void> {
  const { enrollmentTickets, links, users } = ctx.db.tables
  const ours = tx.select({ id: users.id }).from(users).where(eq(users.organizationId, organizationId))
  await tx.delete(enrollmentTickets).where(inArray(enrollmentTickets.userId, ours))
  await tx.delete(links).where(and(eq(links.purpose, 'enrollment'), inArray(links.userId, ours)))
}

/** What someone brings besides the password: the code as typed, or the token of the link that was opened. */
export type Brought = { enrollmentCode?: string | undefined; enrollmentLink?: string | undefined }

export type TicketCode = 'enrollment-code-needed' | 'enrollment-code-wrong' | 'enrollment-code-over'

/**
 * Whether a setup key may be shown, and spends what was brought for it. The caller has the person to itself. Five wrong
 * codes void the code: an admin makes a new one.
 */
export async function passTicket(
  tx: Writer,
  ctx: Context,
  user: Pick<User, 'id' | 'name' | 'email' | 'organizationId'>,
  { enrollmentCode, enrollmentLink }: Brought,
): Promise<Result<void, TicketCode>> {
  const { enrollmentTickets } = ctx.db.tables
  const theirs = eq(enrollmentTickets.userId, user.id)
  const [ticket] = await tx.select().from(enrollmentTickets).where(theirs)
  if (!ticket) return done
  if (enrollmentLink && (await spendOwnLink(tx, ctx, user.id, enrollmentLink))) {
    await tx.update(enrollmentTickets).set({ code: null }).where(theirs)
    await recordUsed(tx, ctx, user, 'link')
    return done
  }
  if (enrollmentCode === undefined) return fail('enrollment-code-needed')
  const code = openCode(ctx, ticket)
  if (!code || !isLive(ticket.createdAt, ticket.expiresAt, ctx.now())) return fail('enrollment-code-over')
  const typed = Buffer.from(readEnrollmentCode(enrollmentCode) ?? '')
  const right = typed.length === code.length && timingSafeEqual(typed, code)
  if (right) {
    await tx.update(enrollmentTickets).set({ code: null }).where(theirs)
    await recordUsed(tx, ctx, user, 'code')
    return done
  }
  const last = ticket.refused + 1 >= wrongAtMost
  await tx
    .update(enrollmentTickets)
    .set({
      ...{ refused: plus(enrollmentTickets.refused, 1), refusedAt: ctx.now() },
      ...(last && { code: null }),
    })
    .where(theirs)
  await record(tx, ctx, user.organizationId, {
    event: 'enrollment-code.refused',
    actor: { kind: 'nobody' },
    subject: named(user),
    detail: { wrongEnrollmentCodes: ticket.refused + 1 },
  })
  return fail(last ? 'enrollment-code-over' : 'enrollment-code-wrong')
}

const recordUsed = (
  tx: Writer,
  ctx: Context,
  user: Pick<User, 'id' | 'name' | 'email' | 'organizationId'>,
  by: TicketBy,
) =>
  record(tx, ctx, user.organizationId, {
    event: 'enrollment-code.used',
    actor: { kind: 'user', ...named(user) },
    detail: { enrollmentBy: by },
  })

/** Spends a link, if it is this person's: anyone else's is left alone. */
async function spendOwnLink(tx: Writer, ctx: Context, userId: string, token: string): Promise<boolean> {
  if (!looksLikeToken(token)) return false
  const { links } = ctx.db.tables
  const [own] = await tx
    .select({ userId: links.userId })
    .from(links)
    .where(and(eq(links.tokenDigest, digest(token)), eq(links.userId, userId)))
  return own !== undefined && (await spendLink(tx, ctx, token, 'enrollment')) !== null
}

function openCode(ctx: Context, { userId, code }: Ticket): Buffer | null {
  try {
    return code && ctx.vault.unseal(code, sealedIn, userId)
  } catch {
    // Damaged, or moved here from another row: an admin makes a new one.
    return null
  }
}

/** What an admin sees of it. `code`: in groups of four, for ten minutes; null afterwards. */
export type TicketShown = {
  by: TicketBy
  code: string | null
  shownUntil: Date
  /** Someone can still scan with it. */
  open: boolean
  expiresAt: Date
  refused: number
  refusedAt: Date | null
}

/** What someone has to show before they are shown a setup key, as an admin sees it; null where the password is enough. */
export async function ticketOf(
  from: Reader | Writer,
  ctx: Context,
  userId: string,
): Promise<TicketShown | null> {
  const { enrollmentTickets, links } = ctx.db.tables
  const [ticket] = await from.select().from(enrollmentTickets).where(eq(enrollmentTickets.userId, userId))
  if (!ticket) return null
  const { by, createdAt, expiresAt, refused, refusedAt } = ticket
  const now = ctx.now()
  const shownUntil = earlier(later(createdAt, shownFor), expiresAt)
  const code = isLive(createdAt, expiresAt, now) ? (openCode(ctx, ticket)?.toString() ?? null) : null
  const [link] = await from
    .select({ userId: links.userId })
    .from(links)
    .where(
      and(
        eq(links.userId, userId),
        eq(links.purpose, 'enrollment'),
        live(links.createdAt, links.expiresAt, now),
      ),
    )
  return {
    ...{ by, shownUntil, expiresAt, refused, refusedAt },
    open: by === 'link' ? link !== undefined : code !== null,
    code: code && shownUntil > now ? `${code.slice(0, 4)}-${code.slice(4)}` : null,
  }
}

/** The code that an admin reads out: `7K2M-9XQD`. */
export type ReadOut = { enrollmentCode: string }

/** Within the transaction that issued it: the code, where one was asked for; nothing where it was a link. */
export async function readOut(
  tx: Writer,
  ctx: Context,
  userId: string,
  by: TicketBy | undefined,
): Promise<Partial<ReadOut>> {
  const code = by === 'code' ? (await ticketOf(tx, ctx, userId))?.code : null
  return code ? { enrollmentCode: code } : {}
}
