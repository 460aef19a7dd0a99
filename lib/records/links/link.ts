import { and, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { LinkPurpose } from '@/db/tables/links'
import type { Context } from '@/lib/context'
import { digest, newToken } from '@/lib/crypto/token'
import { days, later, minutes } from '@/lib/duration'
import { latest, live } from '@/lib/lifespan'
import { lockPerson } from '@/lib/records/users/lock'

export type Link = Tables['links']['$inferSelect']

/** How long each kind of link works (ASVS 6.5.5). */
export const linkLife: Record<LinkPurpose, number> = {
  'password-reset': minutes(60),
  'email-change': minutes(60),
  'email-undo': days(7),
  'recovery-confirm': minutes(60),
  // As long as its request can live: a week to be decided, the longest wait, a week to be completed.
  'recovery-stop': days(7 + 30 + 7),
  'recovery-complete': minutes(60),
  'recovery-status': days(7 + 30 + 7),
  enrollment: days(7),
}

/** These stand beside one another: each undoes or stops something of its own, or shows where it stands. */
const several: readonly LinkPurpose[] = ['email-undo', 'recovery-stop', 'recovery-status']

/** So long the page of an expired link still knows what it was. */
const remembered = days(7)

/**
 * Makes the token of a link in an email: 256 bit, of which only the digest is stored. The one before it of the same
 * person and purpose is void, except where each undoes or stops something of its own.
 */
export async function issueLink(
  tx: Writer,
  ctx: Context,
  link: Pick<Link, 'purpose' | 'userId' | 'email'> & Partial<Pick<Link, 'requestId'>>,
): Promise<string> {
  const { links } = ctx.db.tables
  const now = ctx.now()
  const token = newToken()
  if (!several.includes(link.purpose)) {
    await lockPerson(tx, ctx, link.userId)
    await dropLinks(tx, ctx, link.userId, [link.purpose])
  }
  await tx.insert(links).values({
    ...link,
    tokenDigest: digest(token),
    createdAt: now,
    expiresAt: later(now, linkLife[link.purpose]),
  })
  return token
}

/** Spends a link, once, and takes its person to the transaction; null when it was spent, replaced, or has expired. */
export async function spendLink(
  tx: Writer,
  ctx: Context,
  token: string,
  purpose: LinkPurpose,
): Promise<Link | null> {
  const { links } = ctx.db.tables
  const [known] = await tx
    .select({ userId: links.userId })
    .from(links)
    .where(and(eq(links.tokenDigest, digest(token)), eq(links.purpose, purpose)))
  if (!known) return null
  await lockPerson(tx, ctx, known.userId)
  const [spent] = await tx
    .delete(links)
    .where(
      and(
        eq(links.tokenDigest, digest(token)),
        eq(links.purpose, purpose),
        live(links.createdAt, links.expiresAt, ctx.now()),
      ),
    )
    .returning()
  return spent ?? null
}

/** Lets a link that was spent show where its recovery request stands: whoever opens it again reads that. */
export async function keepAsStatus(tx: Writer, ctx: Context, link: Link): Promise<void> {
  const { links } = ctx.db.tables
  const now = ctx.now()
  await tx.insert(links).values({
    ...link,
    purpose: 'recovery-status',
    createdAt: now,
    expiresAt: later(now, linkLife['recovery-status']),
  })
}

/** Voids a person's links of these purposes. */
export async function dropLinks(
  tx: Writer,
  ctx: Context,
  userId: string,
  purposes: LinkPurpose[],
): Promise<void> {
  const { links } = ctx.db.tables
  await tx.delete(links).where(and(eq(links.userId, userId), inArray(links.purpose, purposes)))
}

/**
 * Takes back the links that were made in a time that has yet to come. Those that undo or stop something work all the
 * same, for their life from now.
 */
export async function setLinksRight(tx: Writer, ctx: Context): Promise<void> {
  const { links } = ctx.db.tables
  const now = ctx.now()
  for (const purpose of several) {
    const expiresAt = later(now, linkLife[purpose])
    await tx
      .update(links)
      .set({ createdAt: now, expiresAt })
      .where(and(eq(links.purpose, purpose), gt(links.createdAt, latest(now))))
  }
  await tx.delete(links).where(gt(links.createdAt, latest(now)))
}

/** Deletes the links that expired a week ago. */
export async function sweepLinks(tx: Writer, ctx: Context): Promise<void> {
  const { links } = ctx.db.tables
  await tx.delete(links).where(lte(links.expiresAt, later(ctx.now(), -remembered)))
}
