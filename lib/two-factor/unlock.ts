import type { z } from 'zod'
import type { Admin } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { done, fail, type Result } from '../result'
import { clearAttempts } from '../sign-in/attempts'
import { adminActor, named, subjectOf } from '../users/authority'
import type { subjectInput } from '../users/status'

/** *Unlock*: the second step of this person looks at codes again. */
export async function unlockSecondStep(
  ctx: Context,
  admin: Admin,
  { userId }: z.output<typeof subjectInput>,
): Promise<Result<void, 'user-unknown' | 'not-locked'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    const waits = user.secondStepRetryAt !== null && user.secondStepRetryAt > ctx.now()
    if (!user.secondStepLockedAt && !waits) return fail('not-locked')
    await clearAttempts(tx, ctx, user.id)
    await record(tx, ctx, admin.organizationId, {
      event: 'sign-in.unlocked',
      actor: adminActor(admin),
      subject: named(user),
    })
    return done
  })
}
