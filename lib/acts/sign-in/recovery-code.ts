import { z } from 'zod'
import type { Challenger } from '@/lib/actors'
import type { BrowserTokens } from '@/lib/browser-token'
import type { Context } from '@/lib/context'
import { countStep } from '@/lib/metrics'
import { returnAttempt } from '@/lib/records/attempts/attempts'
import { clearAttempts, recordWrongCode } from '@/lib/records/challenges/attempts'
import { awaitPasskey } from '@/lib/records/challenges/challenge'
import { offerSetupKey } from '@/lib/records/factors/enrollment'
import { claimRecoveryCode, countCodesLeft, hashTypedCode } from '@/lib/records/factors/recovery-codes'
import { recordUsed } from '@/lib/records/factors/used-recovery-code'
import { namesNow } from '@/lib/records/policy/only-passkeys'
import { countLeft, finish, type Leaving, type LeftBy } from '@/lib/records/sign-ins/finish'
import { openStep, refuse, type SecondStepCode, spendAll } from '@/lib/records/sign-ins/second-step'
import { fail, ok, type Result } from '@/lib/result'
import { typedRecoveryCode } from '@/lib/totp/typed-codes'

export const recoveryCodeInput = z.strictObject({ recoveryCode: typedRecoveryCode })

/** `passkey-next`: nothing but a passkey counts for them, and this sign-in now waits for one to be added. */
type Ended<L extends Leaving> = Result<
  LeftBy<L> & { recoveryCodesLeft: number },
  SecondStepCode | 'passkey-next'
>

/**
 * The second step with a recovery code, which is spent. The attempt is spent before the code is hashed, and that in
 * a transaction of its own, for hashing takes time. Returns what the challenge leaves. `HashingBusyError` passes through.
 */
export const finishWithRecoveryCode = <L extends Leaving = 'ticket'>(
  ctx: Context,
  challenger: Challenger,
  input: z.output<typeof recoveryCodeInput>,
  leaving?: L,
  tokens: Pick<BrowserTokens, 'known'> = {},
): Promise<Ended<L>> =>
  spendCode(ctx, challenger, input, leaving, tokens).then(countStep('recovery-code')).then(countLeft(leaving))

async function spendCode<L extends Leaving>(
  ctx: Context,
  challenger: Challenger,
  { recoveryCode }: z.output<typeof recoveryCodeInput>,
  leaving: L | undefined,
  { known }: Pick<BrowserTokens, 'known'>,
): Promise<Ended<L>> {
  const spent = await ctx.db.write(async (tx) => spendAll(tx, ctx, await openStep(tx, ctx, challenger)))
  if (!spent.ok) return refuse(spent)
  const hash = await hashTypedCode(ctx, challenger.userId, recoveryCode)
  return ctx.db.write(async (tx) => {
    const open = await openStep(tx, ctx, challenger)
    if (!open) return fail('challenge-over')
    if (!(await claimRecoveryCode(tx, ctx, challenger.userId, hash))) {
      await recordWrongCode(tx, ctx, spent.user)
      return fail(spent.last ? 'attempts-used-up' : 'code-wrong')
    }
    await returnAttempt(tx, ctx, spent.shared)
    const recoveryCodesLeft = await countCodesLeft(tx, ctx, challenger.userId)
    await recordUsed(tx, ctx, open.user, recoveryCodesLeft)
    await clearAttempts(tx, ctx, challenger.userId)
    const { challengeId } = challenger
    if (await namesNow(tx, ctx, challenger.userId, open.passkeyRule)) {
      await awaitPasskey(tx, ctx, challengeId)
      await offerSetupKey(tx, ctx, challenger.userId, { challengeId }, { addsPasskey: true })
      return fail('passkey-next')
    }
    const finished = { challengeId, user: open.user, proof: 'recovery-code', browser: known } as const
    return ok({ ...(await finish(tx, ctx, finished, leaving)), recoveryCodesLeft })
  })
}
