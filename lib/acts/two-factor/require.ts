import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { liftRequirement } from '@/lib/records/factors/requirement'
import { tell } from '@/lib/records/outbox/outbox'
import { endEverything, limitSessions } from '@/lib/records/sessions/end'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

export const requireInput = z.strictObject({
  userId: opaque,
  required: z.boolean(),
  /** Ends the person's sessions at once; else, and for oneself, they go on for a day at most. */
  signOut: z.boolean(),
})

/**
 * Requires 2FA of a person of the admin's organization, effective at their next sign-in, or lifts that. Lifting it
 * leaves an enrolled person enrolled, free to turn it off. From oneself it is lifted by `liftOwnRequirement` only.
 */
export async function requireTwoFactor(
  ctx: Context,
  admin: Admin,
  { userId, required, signOut }: z.output<typeof requireInput>,
): Promise<Result<void, 'user-unknown' | 'proof-needed'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.twoFactorRequired === required) return done
    if (!required) {
      if (user.id === admin.userId) return fail('proof-needed')
      await liftRequirement(tx, ctx, admin, user)
      return done
    }
    await changeUser(tx, ctx, user.id, { twoFactorRequired: true })
    const ending = signOut && user.id !== admin.userId
    if (ending) await endEverything(tx, ctx, user.id, 'required')
    else await limitSessions(tx, ctx, user.id)
    await record(tx, ctx, admin.organizationId, {
      event: 'two-factor.required',
      actor: actorOf(admin),
      subject: named(user),
      detail: { signedOut: ending },
    })
    if (user.id !== admin.userId)
      await tell(tx, ctx, user, 'two-factor-required', {
        organization: admin.organizationName,
        enabled: user.authenticatorSecret !== null,
      })
    return done
  })
}
