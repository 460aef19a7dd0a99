import type { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Admin, Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { subjectInput } from '@/lib/inputs'
import { forgetAttempts, isCounted } from '@/lib/records/attempts/attempts'
import { forgetPasswordAttempts, passwordKeys } from '@/lib/records/attempts/counters'
import { adminActor, named } from '@/lib/records/audit/actor'
import { type AuditActor, record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { clearAttempts } from '@/lib/records/challenges/attempts'
import { enrollmentKey, waits } from '@/lib/records/factors/waits'
import { tell } from '@/lib/records/outbox/outbox'
import { againKey } from '@/lib/records/passwords/prove'
import { activeAdmins } from '@/lib/records/users/admins'
import type { User } from '@/lib/records/users/change'
import { personOfEmail } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'
import type { consoleResetInput } from './reset'

/** *Unlock*: passwords and codes of this person are looked at again, at once. */
export async function unlockSecondStep(
  ctx: Context,
  admin: Admin,
  { userId }: z.output<typeof subjectInput>,
): Promise<Result<void, 'user-unknown' | 'not-locked'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    return user ? unlock(tx, ctx, user, adminActor(admin), {}) : fail('user-unknown')
  })
}

/**
 * The same from the server's console, with a reason, and of everything that is counted of this person, whether or not
 * anyone has to wait for it by the clock as it is. The person and the organization's admins are told.
 */
export async function unlockFromConsole(
  ctx: Context,
  { osUser }: Console,
  { email, reason }: z.output<typeof consoleResetInput>,
): Promise<Result<void, 'user-unknown' | 'not-locked'>> {
  return ctx.db.write(async (tx) => {
    const user = await personOfEmail(tx, ctx, email)
    if (!user) return fail('user-unknown')
    const keys = [...(await passwordKeys(tx, ctx, user)), againKey(user.id), enrollmentKey(user.id)]
    const counted = user.secondStepRetryAt !== null || (await isCounted(tx, ctx, keys))
    if (!counted && !user.secondStepLockedAt) return fail('not-locked')
    await forgetAttempts(tx, ctx, keys)
    await lift(tx, ctx, user, { kind: 'console', osUser }, { reason })
    const others = await activeAdmins(tx, ctx, user.organizationId, user.id)
    for (const to of [user, ...others])
      await tell(tx, ctx, to, 'sign-in-unlocked', { who: user.name, by: osUser, reason })
    return done
  })
}

async function unlock(
  tx: Writer,
  ctx: Context,
  user: User,
  actor: AuditActor,
  detail: Record<string, string>,
): Promise<Result<void, 'not-locked'>> {
  if (!user.secondStepLockedAt && !(await waits(tx, ctx, user))) return fail('not-locked')
  await lift(tx, ctx, user, actor, detail)
  return done
}

async function lift(
  tx: Writer,
  ctx: Context,
  user: User,
  actor: AuditActor,
  detail: Record<string, string>,
): Promise<void> {
  await clearAttempts(tx, ctx, user.id)
  await forgetPasswordAttempts(tx, ctx, user)
  await record(tx, ctx, user.organizationId, {
    ...{ event: 'sign-in.unlocked', actor, subject: named(user), detail },
  })
}
