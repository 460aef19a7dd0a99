import { gt, isNull, lte, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { happenedWithin, latest } from '@/lib/lifespan'
import { done, fail, type Result } from '@/lib/result'
import { named } from '../audit/actor'
import { type Named, record } from '../audit/record'
import { tell } from '../outbox/outbox'
import { changeUser, type User } from '../users/change'
import { type Factors, isEnabled } from '../users/enabled'
import { mustHave, policyDue } from './demand'
import { onlyPasskeys } from './only-passkeys'
import { demanded } from './policy'

/** How long no admin reminds someone again after one did. What the policy tells them by itself does not count. */
const apart = days(1)

/** Why someone is not reminded. */
export type Unreminded =
  | 'self'
  | 'reminder-unneeded'
  | 'suspended-already'
  | 'not-joined'
  | 'reminded-already'

type Remindable = Factors & Pick<User, 'id' | 'status' | 'adminRemindedAt'>

/** Why an admin cannot remind someone now; null where they can. Clocks of servers may differ by `tolerance`. */
export function whyNotRemind(user: Remindable, adminId: string, now: Date): Unreminded | null {
  if (user.id === adminId) return 'self'
  if (isEnabled(user)) return 'reminder-unneeded'
  if (user.status === 'suspended') return 'suspended-already'
  if (user.status === 'invited') return 'not-joined'
  return happenedWithin(user.adminRemindedAt, apart, now) ? 'reminded-already' : null
}

/** The admin who reminds, and what their organization is called. */
type By = { admin: Named; organization: string }

/**
 * Within a transaction: emails someone who lacks a second factor to set it up, with the date where the policy has one for
 * them. At most once in 24 hours, however many ask at once and on however many servers. The person is locked.
 */
export async function remind(
  tx: Writer,
  ctx: Context,
  { admin, organization }: By,
  user: User,
): Promise<Result<void, Unreminded>> {
  const now = ctx.now()
  const why = whyNotRemind(user, admin.id, now)
  if (why) return fail(why)
  const { adminRemindedAt: last } = ctx.db.tables.users
  const claimed = await changeUser(
    tx,
    ctx,
    user.id,
    { remindedAt: now, adminRemindedAt: now },
    or(isNull(last), lte(last, later(now, -apart)), gt(last, latest(now))),
  )
  if (!claimed) return fail('reminded-already')
  const demand = await demanded(tx, ctx, user)
  const required = mustHave(demand, now)
  const dueBy = required ? undefined : policyDue(demand)?.toISOString()
  const facts = { organization, passkeys: await onlyPasskeys(tx, ctx, user.id) }
  if (dueBy) await tell(tx, ctx, user, 'set-up-by', { ...facts, by: dueBy, timeZone: demand.timeZone })
  else await tell(tx, ctx, user, 'set-up-asked', { ...facts, required })
  await record(tx, ctx, user.organizationId, {
    event: 'two-factor.reminded',
    actor: { kind: 'user', ...admin },
    subject: named(user),
    detail: dueBy ? { dueBy } : {},
  })
  return done
}
