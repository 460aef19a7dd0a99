import { type Admin, type ApiKey, type Console, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { forgetAttempts, isCounted } from '@/lib/records/attempts/attempts'
import { passwordKeys } from '@/lib/records/attempts/counters'
import { actorOf, byOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { reach } from '@/lib/records/authority/reach'
import { clearAttempts } from '@/lib/records/challenges/attempts'
import { enrollmentKey } from '@/lib/records/factors/waits'
import { tell } from '@/lib/records/outbox/outbox'
import { againKey } from '@/lib/records/passwords/prove'
import { activeAdmins } from '@/lib/records/users/admins'
import { done, fail, type Result } from '@/lib/result'

/** Whom it is about, and from the console why. */
type Unlock = Subject & { reason?: string }

/**
 * *Unlock*: passwords and codes of this person are looked at again, at once, and everything that was counted of them is
 * forgotten. They and the other admins of their organization are told. A key needs more than `users:write`: whoever
 * unlocks again and again gives someone who knows the password all the codes there are to try.
 */
export async function unlockSecondStep(
  ctx: Context,
  actor: Admin | Console | ApiKey<'factors:reset'>,
  { userId, reason }: Unlock,
): Promise<Result<void, KeyRefusal | 'user-unknown' | 'not-locked'>> {
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const user = reached.value
    const keys = [...(await passwordKeys(tx, ctx, user)), againKey(user.id), enrollmentKey(user.id)]
    const waits = user.secondStepLockedAt !== null || user.secondStepRetryAt !== null
    if (!waits && !(await isCounted(tx, ctx, keys))) return fail('not-locked')
    await forgetAttempts(tx, ctx, keys)
    await clearAttempts(tx, ctx, user.id)
    await record(tx, ctx, user.organizationId, {
      event: 'sign-in.unlocked',
      actor: actorOf(actor),
      subject: named(user),
      detail: reason ? { reason } : {},
    })
    const by = byOf(actor)
    const told = [user, ...(await activeAdmins(tx, ctx, user.organizationId, user.id))]
    for (const to of told.filter((person) => !isOwn(actor, person)))
      await tell(tx, ctx, to, 'sign-in-unlocked', { who: user.name, by, ...(reason && { reason }) })
    return done
  })
}
