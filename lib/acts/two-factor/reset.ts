import { count, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { type Admin, type ApiKey, type Console, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import type { By } from '@/lib/messages/mail/message'
import type { Removed } from '@/lib/messages/two-factor'
import { endKeysOf } from '@/lib/records/api-keys/end'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { forgetPasswordAttempts } from '@/lib/records/attempts/counters'
import { actorOf, byOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { reach } from '@/lib/records/authority/reach'
import { removeAuthenticator } from '@/lib/records/factors/authenticator'
import { countCodesLeft } from '@/lib/records/factors/recovery-codes'
import { tell } from '@/lib/records/outbox/outbox'
import { activeAdmins } from '@/lib/records/users/admins'
import type { User } from '@/lib/records/users/change'
import { fail, ok, type Result } from '@/lib/result'

/** Whom it is about, and from the console why. */
type Reset = Subject & { reason?: string }

/**
 * *Reset two-factor authentication*, for a person of the admin's organization who lost the phone; from the console for
 * a sole admin who lost everything. It opens no account by itself.
 */
export async function resetTwoFactor(
  ctx: Context,
  actor: Admin | Console | ApiKey<'factors:reset'>,
  { userId, reason }: Reset,
): Promise<Result<Removed, KeyRefusal | 'user-unknown' | 'self'>> {
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    if (isOwn(actor, reached.value)) return fail('self')
    return ok(await reset(tx, ctx, reached.value, actor, reason ? { reason } : {}))
  })
}

/**
 * Removes authenticator, recovery codes, pending setup key, sessions, challenges and API keys, and forgets wrong codes and
 * passwords: no browser is known any more, and someone else may be guessing. The person's requirement stays as it was; a
 * code is asked for no more, and where 2FA is required they enroll anew.
 */
async function reset(
  tx: Writer,
  ctx: Context,
  user: User,
  actor: Admin | Console | ApiKey,
  detail: Record<string, string>,
): Promise<Removed> {
  const { sessions } = ctx.db.tables
  const [open] = await tx.select({ open: count() }).from(sessions).where(eq(sessions.userId, user.id))
  const removed = {
    authenticator: user.authenticatorSecret !== null,
    recoveryCodes: await countCodesLeft(tx, ctx, user.id),
    sessions: open?.open ?? 0,
    required: user.twoFactorRequired,
  }
  await removeAuthenticator(tx, ctx, user.id, 'reset')
  await forgetPasswordAttempts(tx, ctx, user)
  await endKeysOf(tx, ctx, user, actorOf(actor))
  await record(tx, ctx, user.organizationId, {
    event: 'two-factor.reset',
    actor: actorOf(actor),
    subject: named(user),
    detail: { ...detail, ...removed },
  })
  await tellAll(tx, ctx, user, byOf(actor), removed, detail.reason ?? '')
  return removed
}

/** Tells the person and the organization's other active admins what was removed, and by whom (ASVS 6.3.7). */
async function tellAll(
  tx: Writer,
  ctx: Context,
  user: User,
  by: By,
  taken: Removed,
  reason: string,
): Promise<void> {
  const { required, ...removed } = taken
  await tell(tx, ctx, user, 'two-factor-reset', { by, removed, required })
  for (const admin of await activeAdmins(tx, ctx, user.organizationId, user.id))
    await tell(tx, ctx, admin, 'two-factor-reset-of-other', { by, who: user.name, removed, reason })
}
