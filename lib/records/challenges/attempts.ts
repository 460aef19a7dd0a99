import { and, count, eq, gt, isNull, lt, lte, or } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import { prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'
import { later, minutes } from '@/lib/duration'
import { attemptsPerChallenge, factorsAtMost } from '@/lib/figures'
import { endsWithin, latestEnd } from '@/lib/lifespan'
import { record } from '../audit/record'
import { countAttempt } from '../days/day'
import { tell } from '../outbox/outbox'
import { changeUser, frequentChange, type User } from '../users/change'

const inARow = 10

/** So many codes are compared with authenticators in a row, none of them right, and the second step is locked. */
const untilLocked = 100

const firstWait = minutes(15)

const longestWait = minutes(60)

const countFailure = frequentChange(
  'count-failure',
  (users) => ({
    failures: users.secondStepFailures,
    retryAt: users.secondStepRetryAt,
    now: users.secondStepRetryAt,
    latest: users.secondStepRetryAt,
  }),
  (given, users) => ({
    changes: {
      secondStepFailures: given.failures,
      secondStepRetryAt: given.retryAt,
    },
    guard: and(
      isNull(users.secondStepLockedAt),
      or(
        isNull(users.secondStepRetryAt),
        lte(users.secondStepRetryAt, given.now),
        gt(users.secondStepRetryAt, given.latest),
      ),
    ),
  }),
)

const clearFailures = frequentChange(
  'clear-failures',
  () => ({}),
  (_, users) => ({
    changes: { secondStepFailures: 0, secondStepRetryAt: null },
    guard: isNull(users.secondStepLockedAt),
  }),
)

const spendOne = prepared(
  'spend-challenge',
  ({ challenges }) => ({ id: challenges.id }),
  (tx: Writer, { challenges }, given) =>
    tx
      .update(challenges)
      .set({ attempts: plus(challenges.attempts, 1) })
      .where(and(eq(challenges.id, given.id), lt(challenges.attempts, attemptsPerChallenge)))
      .returning({ id: challenges.id }),
)

const countFurther = prepared(
  'count-authenticators-guessed-at',
  ({ users }) => ({ userId: users.id }),
  (read: Reader, { furtherAuthenticators: rows }, given) =>
    read.select({ n: count() }).from(rows).where(eq(rows.userId, given.userId)),
)

/**
 * Whether so many wrong codes in a row lock the second step of someone. Each is compared with all of their authenticators,
 * so with ten of them a guess is ten times as likely to be right, and a tenth as many are looked at.
 */
async function isTooMany(tx: Writer, ctx: Context, userId: string, failures: number): Promise<boolean> {
  if (failures * factorsAtMost < untilLocked) return false
  const [further] = await countFurther(tx, ctx.db, { userId })
  return failures >= Math.floor(untilLocked / (1 + (further?.n ?? 0)))
}

/** How long an account waits after so many wrong codes in a row. */
const waitAfter = (failures: number): number =>
  failures > 0 && failures % inARow === 0
    ? Math.min(longestWait, firstWait * 2 ** Math.min(failures / inARow - 1, 10))
    : 0

/** Until when someone has to wait at the second step; null for no one, nor for longer than they could have to. */
export const secondStepWaits = (user: User, now: Date): Date | null =>
  endsWithin(user.secondStepRetryAt, waitAfter(user.secondStepFailures), now) ? user.secondStepRetryAt : null

/** Why nothing is looked at at someone's second step now. */
export type Closed = { ok: false; code: 'too-many-attempts' | 'second-step-locked'; retryAt?: Date }

export type Spent = { ok: true; user: User } | Closed

/** Whether, and why, nothing is looked at at someone's second step now: too many wrong codes, of whoever knows the password. */
export function secondStepClosed(user: User, now: Date): Closed | null {
  if (user.secondStepLockedAt) return { ok: false, code: 'second-step-locked' }
  const waits = secondStepWaits(user, now)
  return waits && { ok: false, code: 'too-many-attempts', retryAt: waits }
}

/**
 * Spends one attempt at the second step of an account, before any code is compared, in the caller's transaction. Ten
 * wrong ones in a row make everyone wait 15 minutes, then 30, then an hour; a hundred lock the second step until an
 * admin unlocks it (RFC 4226 7.3, NIST SP 800-63B-4 3.2.2), or fifty where there are two authenticators, and so on. A right code calls `clearAttempts` before the commit.
 */
export async function spendSecondStep(tx: Writer, ctx: Context, user: User): Promise<Spent> {
  const now = ctx.now()
  const closed = secondStepClosed(user, now)
  if (closed) return closed
  const failures = user.secondStepFailures + 1
  const wait = waitAfter(failures)
  const retryAt = wait > 0 ? later(now, wait) : null
  const latest = latestEnd(now, waitAfter(user.secondStepFailures))
  const counted = await countFailure(tx, ctx, user.id, { failures, retryAt, now, latest })
  if (!counted) return { ok: false, code: 'too-many-attempts' }
  const locked = (await isTooMany(tx, ctx, user.id, failures)) ? { secondStepLockedAt: now } : {}
  if (locked.secondStepLockedAt) await changeUser(tx, ctx, user.id, locked)
  return {
    ok: true,
    user: { ...user, secondStepFailures: failures, secondStepRetryAt: retryAt, ...locked },
  }
}

/** Spends one of a challenge's attempts. The caller has seen, in this transaction, that there is one left. */
export async function spendChallenge(tx: Writer, ctx: Context, challengeId: string): Promise<void> {
  const [spent] = await spendOne(tx, ctx.db, { id: challengeId })
  if (!spent) throw new Error('A challenge had no attempt left in the transaction that saw one.')
}

/** The code was right: counting starts again. */
export async function clearAttempts(tx: Writer, ctx: Context, userId: string): Promise<void> {
  if (await clearFailures(tx, ctx, userId, {})) return
  // The last one was right after all.
  await changeUser(tx, ctx, userId, {
    secondStepFailures: 0,
    secondStepRetryAt: null,
    secondStepLockedAt: null,
  })
}

/** Records a wrong code, and what it led to. */
export async function recordWrongCode(tx: Writer, ctx: Context, user: User): Promise<void> {
  const actor = { kind: 'user', id: user.id, name: user.name, email: user.email } as const
  if (user.secondStepLockedAt) await countAttempt(tx, ctx, user.organizationId, 'locked')
  const inRow = { wrongCodesInARow: user.secondStepFailures }
  await record(tx, ctx, user.organizationId, { event: 'sign-in.code-rejected', actor, detail: inRow })
  if (user.secondStepLockedAt) {
    await record(tx, ctx, user.organizationId, { event: 'sign-in.locked', actor })
    await tell(tx, ctx, user, 'sign-in-locked', {})
  } else if (user.secondStepRetryAt) {
    await record(tx, ctx, user.organizationId, { event: 'sign-in.delayed', actor })
    await tell(tx, ctx, user, 'sign-in-delayed', {}, { mergeKey: `sign-in-delayed:${user.id}` })
  }
}
