import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { problemOf } from '@/db/backup'
import type { Context } from '@/lib/context'
import type { Letter } from '@/lib/messages/mail/letter'
import { never } from '@/lib/records/challenges/unfinished'
import type { Remains } from '../process/kill'
import { problemsOf } from './audit-trail'
import { spentSteps, userRow } from './rows'
import type { World } from './world'

/** Where an account stands, in all that moves when its password or second factor does. */
export async function standingOf(ctx: Context, userId: string) {
  const { enrollments, recoveryCodes, recoveryCodeSets, sessions, challenges } = ctx.db.tables
  const { read } = ctx.db
  const user = await userRow(ctx, userId)
  const codes = await read.select().from(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  const sets = await read.select().from(recoveryCodeSets).where(eq(recoveryCodeSets.userId, userId))
  const pending = await read.select().from(enrollments).where(eq(enrollments.userId, userId))
  const open = await read.select().from(sessions).where(eq(sessions.userId, userId))
  // One that is over stands until its owner was told.
  const begun = await read.select().from(challenges).where(eq(challenges.userId, userId))
  return {
    factor: user.secondFactor,
    step: (await spentSteps(ctx, userId))[0] ?? null,
    required: user.twoFactorRequired,
    version: user.credentialVersion,
    passwordHash: user.passwordHash,
    failures: user.secondStepFailures,
    codeSets: sets.length,
    codes: codes.length,
    codesUsed: codes.filter(({ usedAt }) => usedAt).length,
    pendingKeys: pending.length,
    sessions: open.length,
    challenges: begun.filter(({ ticketDigest, expiresAt }) => !ticketDigest && expiresAt > never).length,
    attempts: begun
      .filter(({ expiresAt }) => expiresAt > never)
      .reduce((sum, { attempts }) => sum + attempts, 0),
    tickets: begun.filter(({ ticketDigest }) => ticketDigest).length,
    events: await eventsOf(ctx, userId),
    mails: await mailsTo(ctx, user.email),
  }
}

export type Standing = Awaited<ReturnType<typeof standingOf>>

/** The same account after something that is recorded as this event and told by an email of this name. */
export const after = (
  before: Standing,
  changes: Partial<Standing>,
  event: string,
  mail?: string,
): Standing => ({
  ...before,
  ...changes,
  events: [...before.events, event],
  mails: [...before.mails, ...(mail ? [mail] : [])].sort(),
})

/**
 * Which of the states on its way, the first being the one before, an account of a job is in. It is in one of them, and
 * in none before the last that was answered with success.
 */
export async function placeOf({ world, done, begun }: Remains, job: number, way: Standing[], userId: string) {
  const standing = await standingOf(world.ctx, userId)
  expect(begun(job) ? way.slice(done(job)) : way.slice(0, 1)).toContainEqual(standing)
  return way.findIndex((state) => isDeepStrictEqual(state, standing))
}

/** What the audit trail says was done by or to someone, in its order. */
async function eventsOf(ctx: Context, userId: string): Promise<string[]> {
  const { auditEntries } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ event: auditEntries.event })
    .from(auditEntries)
    .where(eq(auditEntries.subjectId, userId))
    .orderBy(auditEntries.sequence)
  return rows.map(({ event }) => event)
}

/** The names of the emails that wait for someone. */
async function mailsTo(ctx: Context, email: string): Promise<string[]> {
  const { outbox } = ctx.db.tables
  const rows = await ctx.db.read.select().from(outbox)
  const letters = rows.flatMap(({ id, payload }) =>
    payload ? [JSON.parse(ctx.vault.unseal(payload, 'outbox', id).toString()) as Letter] : [],
  )
  return letters
    .filter(({ to }) => to.email === email)
    .map(({ name }) => name)
    .sort()
}

/** The counters of an organization, and the same by counting everyone. */
export async function bothCounts(ctx: Context, organizationId: string) {
  const { headcounts, users } = ctx.db.tables
  const kept = await ctx.db.read
    .select()
    .from(headcounts)
    .where(eq(headcounts.organizationId, organizationId))
  const rows = await ctx.db.read.select().from(users).where(eq(users.organizationId, organizationId))
  const real: Record<string, number> = {}
  for (const { status, secondFactor } of rows) {
    const place = `${status} ${secondFactor}`
    real[place] = (real[place] ?? 0) + 1
  }
  const counted = kept.filter((row) => row.people !== 0)
  return {
    kept: Object.fromEntries(counted.map((row) => [`${row.status} ${row.secondFactor}`, row.people])),
    real,
  }
}

/** Whatever happened to a file: it is whole, every row has its parent, and what it says is sound. */
export async function expectWhole({ ctx, file }: Pick<World, 'ctx' | 'file'>): Promise<void> {
  expect(problemOf(file)).toBeNull()
  await expectSound(ctx)
}

/** Whatever happened: the counts are true and the audit chains unbroken. */
export async function expectSound(ctx: Context): Promise<void> {
  const { organizations } = ctx.db.tables
  for (const { id } of await ctx.db.read.select({ id: organizations.id }).from(organizations)) {
    const { kept, real } = await bothCounts(ctx, id)
    expect(kept).toEqual(real)
  }
  expect(await problemsOf({ ctx })).toEqual([])
}
