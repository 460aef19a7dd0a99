import { z } from 'zod'
import type { Challenger } from '@/lib/actors'
import { type BrowserTokens, browserDigest } from '@/lib/browser-token'
import type { Context } from '@/lib/context'
import { attemptsPerChallenge } from '@/lib/figures'
import { countStep } from '@/lib/metrics'
import { type PasskeyAnswer, passkeyAnswerText } from '@/lib/passkey-responses'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { trustBrowser } from '@/lib/records/browsers/trusted'
import { clearAttempts, secondStepClosed, spendChallenge } from '@/lib/records/challenges/attempts'
import { checkPasskey, type PasskeyCode, proofOf, spendPasskey } from '@/lib/records/factors/passkey-proof'
import { orUnreadable } from '@/lib/records/secrets/unreadable'
import { countLeft, finish, type Leaving, type LeftBy } from '@/lib/records/sign-ins/finish'
import { openStep, refuse, type SecondStepCode } from '@/lib/records/sign-ins/second-step'
import { fail, ok, type Result } from '@/lib/result'

/** `answer`: what the passkey said to the options of this sign-in. */
export const passkeyStepInput = z.strictObject({ answer: passkeyAnswerText })

export type PasskeyStepCode = Exclude<SecondStepCode, 'code-wrong'> | PasskeyCode | 'secret-unreadable'

/**
 * The second step with a passkey, with or without its owner verified: the password was right. It spends one of the
 * challenge's attempts as a code does, but is not counted with wrong codes, for no one guesses it. Returns what the
 * challenge leaves. `tokens`: of the browser from now on, `trusted` where its owner trusts it.
 */
export const finishWithPasskey = <L extends Leaving = 'ticket'>(
  ctx: Context,
  challenger: Challenger,
  input: { answer: PasskeyAnswer },
  leaving?: L,
  tokens: BrowserTokens = {},
): Promise<Result<LeftBy<L>, PasskeyStepCode>> =>
  orUnreadable(ctx, spendStep(ctx, challenger, input.answer, leaving, tokens))
    .then(countStep('passkey'))
    .then(countLeft(leaving))

async function spendStep<L extends Leaving>(
  ctx: Context,
  challenger: Challenger,
  answer: PasskeyAnswer,
  leaving: L | undefined,
  { known, trusted }: BrowserTokens,
): Promise<Result<LeftBy<L>, PasskeyStepCode>> {
  const { challengeId, userId } = challenger
  const attempt = await spendAttempt(ctx, challenger)
  if (!attempt.ok) return refuse(attempt)
  const checked = await checkPasskey(ctx, answer, { for: 'second-step', challengeId }, userId)
  if (!checked.ok) {
    // A page that waited too long is no one's attempt.
    if (checked.code !== 'passkey-over')
      await ctx.db.write((tx) =>
        record(tx, ctx, attempt.user.organizationId, {
          event: 'sign-in.passkey-rejected',
          actor: { kind: 'user', ...named(attempt.user) },
        }),
      )
    return attempt.last ? fail('attempts-used-up') : checked
  }
  return ctx.db.write(async (tx): Promise<Result<LeftBy<L>, PasskeyStepCode>> => {
    const open = await openStep(tx, ctx, challenger)
    if (!open) return fail('challenge-over')
    const { user } = open
    const closed = secondStepClosed(user, ctx.now())
    if (closed) return refuse(closed)
    const spent = await spendPasskey(tx, ctx, user, checked.value)
    if (!spent.ok) return attempt.last ? fail('attempts-used-up') : spent
    await clearAttempts(tx, ctx, user.id)
    const browser = browserDigest(trusted)
    if (browser) await trustBrowser(tx, ctx, user, browser)
    const finished = { challengeId, user, proof: proofOf(checked.value.passkey), browser: known }
    return ok(await finish(tx, ctx, finished, leaving))
  })
}

/** Spends an attempt of the challenge before anything is compared, in a transaction of its own: signatures take time. */
function spendAttempt(ctx: Context, challenger: Challenger) {
  return ctx.db.write(async (tx) => {
    const open = await openStep(tx, ctx, challenger)
    const { attempts } = open?.challenge ?? { attempts: attemptsPerChallenge }
    if (!open || attempts >= attemptsPerChallenge) return { ok: false, code: 'challenge-over' } as const
    const closed = secondStepClosed(open.user, ctx.now())
    if (closed) return closed
    await spendChallenge(tx, ctx, challenger.challengeId)
    return { ok: true, user: open.user, last: attempts + 1 >= attemptsPerChallenge } as const
  })
}
