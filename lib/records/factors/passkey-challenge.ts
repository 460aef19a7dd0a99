import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { digest } from '@/lib/crypto/token'
import { days, hours, later, minutes } from '@/lib/duration'
import { isLive } from '@/lib/lifespan'

/**
 * What a passkey is asked for, and in what: a browser on the signed-out page, a client of the token API, a sign-in that
 * waits for its second step, a session that proves it once more, or an enrollment that waits for a new one. An answer for
 * one of them is none for another.
 */
export type Bound =
  | { for: 'sign-in'; browser: string }
  | { for: 'api-sign-in' }
  | { for: 'second-step'; challengeId: string }
  | { for: 'proof'; sessionId: string }
  | { for: 'registration'; enrollmentId: string }

const subjectOf = (bound: Bound): string => {
  if (bound.for === 'sign-in') return bound.browser
  if (bound.for === 'second-step') return bound.challengeId
  if (bound.for === 'proof') return bound.sessionId
  return bound.for === 'registration' ? bound.enrollmentId : ''
}

/** As long as a pending enrollment may be confirmed, or else as a sign-in takes. */
const lifeFor = (bound: Bound) => (bound.for === 'registration' ? hours(1) : minutes(10))

const randomLength = 16
const headLength = randomLength + 6

/** A spent one is remembered past its end: the clock may be set back. */
const keptFor = days(7)

const purpose = 'passkey-challenges'

function seal(key: Buffer, bound: Bound, head: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(`${bound.for}\0${subjectOf(bound)}\0`)
    .update(head)
    .digest()
}

/**
 * A challenge that works once, for ten minutes, in what it is bound to: 128 random bits, the time, and an HMAC-SHA-256 of
 * both. Base64url. Nothing is stored of it: whoever looks at the sign-in page often fills no table.
 */
export function newPasskeyChallenge(ctx: Context, bound: Bound): string {
  const head = Buffer.alloc(headLength)
  randomBytes(randomLength).copy(head)
  head.writeUIntBE(ctx.now().getTime(), randomLength, 6)
  return Buffer.concat([head, seal(ctx.vault.derive(purpose), bound, head)]).toString('base64url')
}

/**
 * Whether a challenge was made here for this, with whichever key of the ring, and is not over. Whether it was spent says
 * `spendPasskeyChallenge`.
 */
export function isPasskeyChallenge(ctx: Context, bound: Bound, challenge: string): boolean {
  const bytes = Buffer.from(challenge, 'base64url')
  if (bytes.length !== headLength + 32 || bytes.toString('base64url') !== challenge) return false
  const head = bytes.subarray(0, headLength)
  const sealed = bytes.subarray(headLength)
  if (!ctx.vault.deriveEach(purpose).some((key) => timingSafeEqual(sealed, seal(key, bound, head))))
    return false
  const made = new Date(head.readUIntBE(randomLength, 6))
  return isLive(made, later(made, lifeFor(bound)), ctx.now())
}

/** When a challenge of ours was made. */
export const passkeyChallengeMade = (challenge: string): Date =>
  new Date(Buffer.from(challenge, 'base64url').readUIntBE(randomLength, 6))

/** Spends a challenge; false where that was done before. */
export async function spendPasskeyChallenge(tx: Writer, ctx: Context, challenge: string): Promise<boolean> {
  const { spentPasskeyChallenges: spent } = ctx.db.tables
  const claimed = await tx
    .insert(spent)
    .values({ digest: digest(challenge), keptUntil: later(ctx.now(), keptFor) })
    .onConflictDoNothing()
    .returning({ digest: spent.digest })
  return claimed.length > 0
}

/** Forgets those that no clock comes back to. */
export async function sweepPasskeyChallenges(tx: Writer, ctx: Context): Promise<void> {
  const { spentPasskeyChallenges: spent } = ctx.db.tables
  await tx.delete(spent).where(lte(spent.keptUntil, ctx.now()))
}
