import { randomUUID } from 'node:crypto'
import { and, eq, gt, lte, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hours, later } from '@/lib/duration'
import { latest, live } from '@/lib/lifespan'
import { lockPerson } from '@/lib/records/users/lock'
import { setupUri } from '@/lib/totp/setup-uri'
import { newSetupKey } from '@/lib/totp/totp'
import { daysIn } from '@/lib/zone'
import { recordUnreadable } from '../secrets/unreadable'
import type { User } from '../users/change'
import { noteShown, type SignIn } from './shown-keys'

const pendingFor = hours(1)

export const sealedIn = 'enrollments'

/** A setup key on show, not yet confirmed. */
export type Enrollment = { setupKey: string; uri: string }

/**
 * What a pending enrollment is for: one more authenticator with this name, one that takes the place of another, or a
 * passkey beside what there is. `replaces` null: of the only one there is, or it is the first, which may be a passkey too.
 */
export type Purpose = { addsNamed: string | null; replaces: string | null; addsPasskey: boolean }

const firstOrOnly: Purpose = { addsNamed: null, replaces: null, addsPasskey: false }

/**
 * The setup key that waits in a sign-in, in the caller's transaction; null when there is none. One that was tampered
 * with, or moved here from another row, is none: that is recorded, and another one takes its place.
 */
export async function readEnrollment(
  tx: Writer,
  ctx: Context,
  signIn: SignIn,
): Promise<({ id: string; setupKey: string; createdAt: Date } & Purpose) | null> {
  const { enrollments } = ctx.db.tables
  const [row] = await tx
    .select()
    .from(enrollments)
    .where(and(ofSignIn(ctx, signIn), live(enrollments.createdAt, enrollments.expiresAt, ctx.now())))
  if (!row) return null
  try {
    const setupKey = ctx.vault.unseal(row.secret, sealedIn, row.id).toString()
    const { id, createdAt, addsNamed, replaces, addsPasskey } = row
    return { id, setupKey, createdAt, addsNamed, replaces, addsPasskey }
  } catch {
    await recordUnreadable(tx, ctx, row.userId, 'setup-key')
    return null
  }
}

function ofSignIn(ctx: Context, signIn: SignIn) {
  const { enrollments } = ctx.db.tables
  return 'challengeId' in signIn
    ? eq(enrollments.challengeId, signIn.challengeId)
    : eq(enrollments.sessionId, signIn.sessionId)
}

/**
 * Gives a sign-in a setup key of its own for an hour, where none waits for the same purpose. The caller has asked for what
 * that takes.
 */
export async function offerSetupKey(
  tx: Writer,
  ctx: Context,
  userId: string,
  signIn: SignIn,
  given: Partial<Purpose> = {},
): Promise<void> {
  const { addsNamed, replaces, addsPasskey } = { ...firstOrOnly, ...given }
  const pending = await readEnrollment(tx, ctx, signIn)
  const same = pending?.addsNamed === addsNamed && pending.replaces === replaces
  if (same && pending.addsPasskey === addsPasskey) return
  const { enrollments } = ctx.db.tables
  const id = randomUUID()
  const createdAt = ctx.now()
  await tx.delete(enrollments).where(ofSignIn(ctx, signIn))
  await tx.insert(enrollments).values({
    ...{ id, userId, ...signIn, createdAt, addsNamed, replaces, addsPasskey },
    secret: ctx.vault.seal(Buffer.from(newSetupKey()), sealedIn, id),
    expiresAt: later(createdAt, pendingFor),
  })
}

/** The key that waits in this sign-in, noted as shown there. */
export async function showPending(
  tx: Writer,
  ctx: Context,
  user: Pick<User, 'id' | 'email' | 'authenticatorSecret'>,
  signIn: SignIn,
): Promise<(Enrollment & { adds: boolean }) | null> {
  const pending = await readEnrollment(tx, ctx, signIn)
  if (!pending || pending.addsPasskey) return null
  await noteShown(tx, ctx, user.id, signIn)
  const { setupKey } = pending
  const apart = [ctx.appHost, user.authenticatorSecret ? stamp(pending) : undefined]
  const uri = setupUri(
    setupKey,
    ctx.appName,
    user.email,
    apart.filter((mark) => mark !== undefined),
  )
  return { setupKey, uri, adds: pending.addsNamed !== null }
}

/**
 * "26 November 2026 14.05.09 3f9c0a", UTC: what tells the key of a replacement or addition from those before, and from any other
 * that was made at the same time.
 */
function stamp({ id, createdAt: at }: { id: string; createdAt: Date }): string {
  return `${daysIn('UTC')(at)} ${at.toISOString().slice(11, 19).replaceAll(':', '.')} ${id.slice(0, 6)}`
}

/**
 * Takes a pending setup key to be confirmed, and voids those of all other sign-ins of the person. False when it was no
 * longer pending; then nothing is changed.
 */
export async function takeEnrollment(tx: Writer, ctx: Context, userId: string, id: string): Promise<boolean> {
  const { enrollments } = ctx.db.tables
  const taken = await tx
    .delete(enrollments)
    .where(and(eq(enrollments.id, id), eq(enrollments.userId, userId)))
    .returning({ id: enrollments.id })
  if (taken.length === 0) return false
  await dropEnrollments(tx, ctx, userId)
  return true
}

/** Voids every pending setup key of a person. */
export async function dropEnrollments(tx: Writer, ctx: Context, userId: string): Promise<void> {
  const { enrollments } = ctx.db.tables
  await tx.delete(enrollments).where(eq(enrollments.userId, userId))
}

/** Within a transaction, and until it ends: whose session this is, while it lives and they are active. */
export async function enrollingMember(tx: Writer, ctx: Context, member: Member): Promise<User | null> {
  await lockPerson(tx, ctx, member.userId)
  const { sessions, users } = ctx.db.tables
  const [row] = await tx
    .select({ user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, member.sessionId),
        eq(users.id, member.userId),
        eq(users.status, 'active'),
        live(sessions.createdAt, sessions.expiresAt, ctx.now()),
      ),
    )
  return row?.user ?? null
}

/** Deletes the setup keys no one confirmed in time, and those of a time that has yet to come. */
export async function sweepEnrollments(tx: Writer, ctx: Context): Promise<void> {
  const { enrollments } = ctx.db.tables
  const now = ctx.now()
  await tx
    .delete(enrollments)
    .where(or(lte(enrollments.expiresAt, now), gt(enrollments.createdAt, latest(now))))
}
