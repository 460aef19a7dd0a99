import { randomUUID } from 'node:crypto'
import { and, eq, gt, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Challenger, Member } from '../actors'
import type { Context } from '../context'
import { hours, later } from '../duration'
import { fail, ok, type Result } from '../result'
import { nextStep, readChallenge } from '../sign-in/challenge'
import type { User } from '../users/change'
import { setupUri } from './setup-uri'
import { newSetupKey } from './totp'

const pendingFor = hours(1)
export const sealedIn = 'enrollments'

/** A setup key on show, not yet confirmed. */
export type Enrollment = { setupKey: string; uri: string }

/** Opens the seal of somebody's pending setup key, in the caller's transaction; null when there is none. */
export async function readEnrollment(
  tx: Writer,
  ctx: Context,
  userId: string,
): Promise<{ id: string; setupKey: string } | null> {
  const { enrollments } = ctx.db.tables
  const [row] = await tx
    .select()
    .from(enrollments)
    .where(and(eq(enrollments.userId, userId), gt(enrollments.expiresAt, ctx.now())))
  return row ? { id: row.id, setupKey: ctx.vault.unseal(row.secret, sealedIn, userId).toString() } : null
}

/** The pending setup key of a person: one for an hour, the same in every tab; a new one where there is none. */
async function ensureEnrollment(
  tx: Writer,
  ctx: Context,
  user: Pick<User, 'id' | 'email'>,
): Promise<Enrollment> {
  const { enrollments } = ctx.db.tables
  const pending = await readEnrollment(tx, ctx, user.id)
  const setupKey = pending?.setupKey ?? newSetupKey()
  if (!pending) {
    await dropEnrollment(tx, ctx, user.id)
    await tx.insert(enrollments).values({
      userId: user.id,
      id: randomUUID(),
      secret: ctx.vault.seal(Buffer.from(setupKey), sealedIn, user.id),
      expiresAt: later(ctx.now(), pendingFor),
    })
  }
  return { setupKey, uri: setupUri(setupKey, ctx.appName, user.email) }
}

/** Takes a pending setup key back; returns whether this one was still pending. */
export async function dropEnrollment(
  tx: Writer,
  ctx: Context,
  userId: string,
  id?: string,
): Promise<boolean> {
  const { enrollments } = ctx.db.tables
  const dropped = await tx
    .delete(enrollments)
    .where(and(eq(enrollments.userId, userId), id === undefined ? undefined : eq(enrollments.id, id)))
    .returning({ id: enrollments.id })
  return dropped.length === 1
}

/** The setup key for somebody whose sign-in waits for enrollment. */
export async function startEnrollment(
  ctx: Context,
  challenger: Challenger,
): Promise<Result<Enrollment, 'challenge-over'>> {
  return ctx.db.write(async (tx) => {
    const open = await readChallenge(tx, ctx, challenger)
    if (!open || nextStep(open.user) === 'code') return fail('challenge-over')
    return ok(await ensureEnrollment(tx, ctx, open.user))
  })
}

/** From now on, and as long as a setup key is pending, this session may see it and confirm it. */
export async function allowEnrollment(tx: Writer, ctx: Context, member: Member): Promise<void> {
  const { sessions } = ctx.db.tables
  await tx
    .update(sessions)
    .set({ enrollingUntil: later(ctx.now(), pendingFor) })
    .where(eq(sessions.id, member.sessionId))
}

/** What this session proved is used up. */
export async function endEnrollment(tx: Writer, ctx: Context, member: Member): Promise<void> {
  const { sessions } = ctx.db.tables
  await tx.update(sessions).set({ enrollingUntil: null }).where(eq(sessions.id, member.sessionId))
}

/** Whether this session proved what a new authenticator asks for. Within the caller's transaction. */
export async function mayEnroll(tx: Writer, ctx: Context, member: Member): Promise<User | null> {
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
        gt(sessions.expiresAt, ctx.now()),
        gt(sessions.enrollingUntil, ctx.now()),
      ),
    )
  return row?.user ?? null
}

/** The setup key on show in a session that proved the password; null in one that has yet to. */
export async function showEnrollment(ctx: Context, member: Member): Promise<Enrollment | null> {
  return ctx.db.write(async (tx) => {
    const user = await mayEnroll(tx, ctx, member)
    return user ? ensureEnrollment(tx, ctx, user) : null
  })
}

/** Deletes the setup keys nobody confirmed in time. */
export async function sweepEnrollments(tx: Writer, ctx: Context): Promise<void> {
  const { enrollments } = ctx.db.tables
  await tx.delete(enrollments).where(lte(enrollments.expiresAt, ctx.now()))
}
