import type { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { bothFactors } from '@/lib/inputs'
import { subjectOf } from '@/lib/records/authority/subject'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { liftRequirement } from '@/lib/records/factors/requirement'
import { done, fail, type Result } from '@/lib/result'

export const liftOwnInput = bothFactors

/** Lifts the requirement from the admin asking, who gives the password and a code. */
export async function liftOwnRequirement(
  ctx: Context,
  admin: Admin,
  input: z.output<typeof liftOwnInput>,
): Promise<Result<void, ProofCode | 'user-unknown'>> {
  const proof = await proveBothFactors(ctx, admin, input)
  if (!proof.ok) return proof
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, admin.userId)
    if (!user || user.credentialVersion !== proof.value.credentialVersion) return fail('user-unknown')
    if (user.twoFactorRequired) await liftRequirement(tx, ctx, admin, user)
    return done
  })
}
