import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { browserDigest } from '@/lib/browser-token'
import type { SessionClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { looksLikeToken } from '@/lib/crypto/token'
import { countStep } from '@/lib/metrics'
import { opaque } from '@/lib/opaque'
import { type PasskeyAnswer, passkeyAnswerText } from '@/lib/passkey-responses'
import { returnAttempt, spendAttempt } from '@/lib/records/attempts/attempts'
import { passkeyCounter } from '@/lib/records/attempts/counters'
import { clearAttempts, secondStepClosed } from '@/lib/records/challenges/attempts'
import { finishChallenge, openChallenge, type PasswordAccepted } from '@/lib/records/challenges/challenge'
import {
  answeredChallenge,
  checkPasskey,
  type PasskeyCode,
  proofOf,
  spendPasskey,
} from '@/lib/records/factors/passkey-proof'
import { demandColumns } from '@/lib/records/policy/demand'
import { orUnreadable } from '@/lib/records/secrets/unreadable'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'

export const passkeySignInInput = z.strictObject({
  answer: passkeyAnswerText,
  /** A path of our own to lead back to; the web layer has checked it. */
  returnTo: z.string().max(512).optional(),
  /** By which the browser or client is known, if it is. It opens nothing. */
  deviceToken: opaque.optional(),
})

/** On the web, in which browser the options were shown: by the token of its cookie, empty where it sent none. */
export type PasskeyWay = { channel: 'web'; browser: string } | { channel: 'api' }

type Input = Omit<z.output<typeof passkeySignInInput>, 'answer'> & { answer: PasskeyAnswer }

type Refused =
  | PasskeyCode
  | 'passkey-unverified'
  | 'too-many-attempts'
  | 'second-step-locked'
  | 'account-suspended'
  | 'organization-suspended'
  | 'secret-unreadable'

/**
 * A whole sign-in with a passkey whose owner was verified by it, now and when it was added: that is both factors (NIST SP
 * 800-63B-4). It passes what a right password passes, and ends in the same ticket. Says nothing of anyone whose passkey
 * did not sign. Wrong answers slow down everyone at their address, and no account.
 */
export const signInWithPasskey = (
  ctx: Context,
  input: Input,
  way: PasskeyWay,
  client?: SessionClient,
): Promise<Result<PasswordAccepted & { ticket: string }, Refused>> =>
  orUnreadable(ctx, signIn(ctx, input, way, client)).then(countStep('passkey-alone'))

async function signIn(
  ctx: Context,
  { answer, returnTo, deviceToken }: Input,
  way: PasskeyWay,
  client?: SessionClient,
): Promise<Result<PasswordAccepted & { ticket: string }, Refused>> {
  if (way.channel === 'web' && !looksLikeToken(way.browser)) return fail('passkey-over')
  const bound =
    way.channel === 'web'
      ? ({ for: 'sign-in', browser: way.browser } as const)
      : ({ for: 'api-sign-in' } as const)
  // A page that waited too long is no one's attempt, and costs no signature.
  const answered = answeredChallenge(ctx, answer, bound)
  if (!answered.ok) return answered
  const counter = passkeyCounter(ctx)
  const retryAt = await ctx.db.write((tx) => spendAttempt(tx, ctx, [counter]))
  if (retryAt) return fail('too-many-attempts', { retryAt })
  const checked = await checkPasskey(ctx, answer, bound, null)
  if (!checked.ok) return checked
  const { passkey, signed } = checked.value
  // One that was added without is not raised by a PIN that someone has set since (WebAuthn L3, uvInitialized).
  if (!signed.userVerified || !passkey.uvInitialized) return fail('passkey-unverified')
  const { organizations, users } = ctx.db.tables
  return ctx.db.write(async (tx): Promise<Result<PasswordAccepted & { ticket: string }, Refused>> => {
    await lockPerson(tx, ctx, passkey.userId)
    const [present] = await tx
      .select({
        user: users,
        demand: demandColumns({ users, organizations }),
        suspendedAt: organizations.suspendedAt,
      })
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(eq(users.id, passkey.userId))
    if (!present) return fail('passkey-unknown')
    const { user, demand, suspendedAt } = present
    const spent = await spendPasskey(tx, ctx, user, checked.value)
    if (!spent.ok) return spent
    await returnAttempt(tx, ctx, [counter.key])
    if (user.status !== 'active') return fail('account-suspended')
    if (suspendedAt) return fail('organization-suspended')
    const closed = secondStepClosed(user, ctx.now())
    if (closed) return fail(closed.code, closed.retryAt ? { retryAt: closed.retryAt } : {})
    await clearAttempts(tx, ctx, user.id)
    const browser = browserDigest(deviceToken)
    const opening = { ...demand, id: user.id, credentialVersion: user.credentialVersion }
    const challenge = await openChallenge(tx, ctx, opening, way.channel, returnTo ?? null, client, browser)
    const ticket = await finishChallenge(tx, ctx, challenge.challengeId, proofOf(passkey, true))
    if (!ticket) throw new Error('A challenge that was opened in this transaction could not be finished.')
    return ok({ ...challenge, userId: user.id, ticket })
  })
}
