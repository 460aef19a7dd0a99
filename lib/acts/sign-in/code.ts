import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Challenger } from '@/lib/actors'
import { type BrowserTokens, browserDigest } from '@/lib/browser-token'
import type { Context } from '@/lib/context'
import { countStep } from '@/lib/metrics'
import { returnAttempt } from '@/lib/records/attempts/attempts'
import { trustBrowser } from '@/lib/records/browsers/trusted'
import { clearAttempts, recordWrongCode } from '@/lib/records/challenges/attempts'
import { redeemCode } from '@/lib/records/factors/authenticator'
import { namesNow } from '@/lib/records/policy/only-passkeys'
import { orUnreadable } from '@/lib/records/secrets/unreadable'
import { countLeft, finish, type Leaving, type LeftBy } from '@/lib/records/sign-ins/finish'
import { openStep, refuse, type SecondStepCode, spendAll } from '@/lib/records/sign-ins/second-step'
import { fail, ok, type Result } from '@/lib/result'
import { typedCode } from '@/lib/totp/typed-codes'

export const codeInput = z.strictObject({ code: typedCode })

/** With an authentication code it may also turn out that the authenticator's setup key cannot be read. */
export type CodeStepCode = SecondStepCode | 'secret-unreadable' | 'passkey-needed'

/**
 * The second step with an authentication code. Each code opens one challenge, once; returns what the challenge leaves.
 * With the session at once, a code is not spent without it. `tokens`: of the browser from now on, `trusted` where its owner trusts it.
 */
export const finishWithCode = <L extends Leaving = 'ticket'>(
  ctx: Context,
  challenger: Challenger,
  input: z.output<typeof codeInput>,
  leaving?: L,
  tokens: BrowserTokens = {},
): Promise<Result<LeftBy<L>, CodeStepCode>> =>
  orUnreadable(
    ctx,
    ctx.db.write((tx) => spendCode(tx, ctx, challenger, input, leaving, tokens)),
  )
    .then(countStep('code'))
    .then(countLeft(leaving))

/** Spends an attempt, and then the code, if it is right. */
async function spendCode<L extends Leaving>(
  tx: Writer,
  ctx: Context,
  challenger: Challenger,
  { code }: z.output<typeof codeInput>,
  leaving: L | undefined,
  { known, trusted }: BrowserTokens,
): Promise<Result<LeftBy<L>, SecondStepCode | 'passkey-needed'>> {
  const open = await openStep(tx, ctx, challenger)
  // Nothing is compared: it would be told whether the code was right.
  if (open && (await namesNow(tx, ctx, open.user.id, open.passkeyRule))) return fail('passkey-needed')
  const spent = await spendAll(tx, ctx, open)
  if (!spent.ok) return refuse(spent)
  const { challengeId } = challenger
  const { user, shared, last } = spent
  if (await redeemCode(tx, ctx, user, code)) {
    await returnAttempt(tx, ctx, shared)
    await clearAttempts(tx, ctx, user.id)
    const browser = browserDigest(trusted)
    if (browser) await trustBrowser(tx, ctx, user, browser)
    return ok(await finish(tx, ctx, { challengeId, user, proof: 'code', browser: known }, leaving))
  }
  await recordWrongCode(tx, ctx, user)
  return fail(last ? 'attempts-used-up' : 'code-wrong')
}
