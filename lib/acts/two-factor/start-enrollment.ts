import { z } from 'zod'
import type { Challenger } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { readChallenge, stepOf } from '@/lib/records/challenges/challenge'
import { type Enrollment, offerSetupKey, readEnrollment, showPending } from '@/lib/records/factors/enrollment'
import { type Brought, passTicket, type TicketCode } from '@/lib/records/factors/enrollment-ticket'
import { passkeyHost } from '@/lib/records/factors/passkey-host'
import { onlyPasskeys } from '@/lib/records/policy/only-passkeys'
import { done, fail, ok, type Result } from '@/lib/result'
import { typedEnrollmentCode } from '@/lib/totp/typed-codes'

export const startInput = z.strictObject({ enrollmentCode: typedEnrollmentCode.optional() })

/**
 * The setup key of a sign-in that waits for enrollment: the same in each of its tabs, and in no other sign-in. Where an
 * admin required or reset it and the organization asks for an enrollment code, it takes that code, once, or the link.
 */
export async function startEnrollment(
  ctx: Context,
  challenger: Challenger,
  brought: Brought = {},
): Promise<Result<Enrollment, 'challenge-over' | 'passkey-needed' | TicketCode>> {
  return ctx.db.write(async (tx) => {
    const open = await readChallenge(tx, ctx, challenger)
    if (!open || stepOf(open, ctx.now()) === 'code') return fail('challenge-over')
    if (open.challenge.recovered || (await onlyPasskeys(tx, ctx, open.user.id))) return fail('passkey-needed')
    const signIn = { challengeId: challenger.challengeId }
    if (!(await readEnrollment(tx, ctx, signIn))) {
      const passed = await passTicket(tx, ctx, open.user, brought)
      if (!passed.ok) return passed
    }
    await offerSetupKey(tx, ctx, open.user.id, signIn)
    const shown = await showPending(tx, ctx, open.user, signIn)
    return shown ? ok({ setupKey: shown.setupKey, uri: shown.uri }) : fail('challenge-over')
  })
}

/**
 * Lets a sign-in that waits for enrollment add a passkey, for what showing a setup key takes. Where nothing but a passkey
 * counts there is no setup key to be shown.
 */
export async function startPasskeyEnrollment(
  ctx: Context,
  challenger: Challenger,
  brought: Brought = {},
): Promise<Result<void, 'challenge-over' | 'passkeys-unavailable' | TicketCode>> {
  if (!passkeyHost(ctx)) return fail('passkeys-unavailable')
  return ctx.db.write(async (tx) => {
    const open = await readChallenge(tx, ctx, challenger)
    if (!open || stepOf(open, ctx.now()) === 'code') return fail('challenge-over')
    const signIn = { challengeId: challenger.challengeId }
    const { recovered } = open.challenge
    if (!recovered && !(await readEnrollment(tx, ctx, signIn))) {
      const passed = await passTicket(tx, ctx, open.user, brought)
      if (!passed.ok) return passed
    }
    const addsPasskey = recovered || (await onlyPasskeys(tx, ctx, open.user.id))
    await offerSetupKey(tx, ctx, open.user.id, signIn, { addsPasskey })
    return done
  })
}
