import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'
import { endAway } from '../app-sessions/logouts'
import { tell } from '../outbox/outbox'
import { asksNow, endsWithout, policyDue } from '../policy/demand'
import { onlyPasskeys } from '../policy/only-passkeys'
import { isToBeReminded, reminderTimes } from '../policy/reminders'
import { endSessions } from '../sessions/end'
import { changeUser, type User } from '../users/change'
import { isEnabled } from '../users/enabled'

/** Someone, and the policy that may name them. */
type Ruled = { user: User; organization: Tables['organizations']['$inferSelect'] }

/** What someone was told: by when they have to have it, or, once it is required of them, that. */
export type Reminder = { dueBy: Date | null }

/**
 * Within a transaction that has someone to itself: ends what the policy ends of theirs by now, and tells them of its hour
 * where one of the times for that has passed since they were told last. Null where they were not told.
 */
export async function followPerson(tx: Writer, ctx: Context, found: Ruled): Promise<Reminder | null> {
  const ruled = { ...found, user: await noteGraceOver(tx, ctx, found.user) }
  const { user, organization } = ruled
  const demand = { ...organization, ...user }
  const due = policyDue(demand)
  if (!due || isEnabled(user) || user.status === 'suspended') return null
  await endUnproved(tx, ctx, ruled)
  const now = ctx.now()
  const reminded = user.remindedAt && user.remindedAt <= now ? user.remindedAt : null
  const { policySince, timeZone } = organization
  // At once, or sooner than anyone could be told: they hear of it when it has come.
  const toBeTold = asksNow(demand, now)
    ? policySince !== null && (!reminded || reminded < policySince)
    : isToBeReminded(reminderTimes(due, policySince, timeZone), reminded, now)
  return toBeTold ? tellOfHour(tx, ctx, ruled, due) : null
}

/**
 * The same after a change of theirs by which the policy asks them, or asks them sooner than they were told: whatever they
 * were told before, they are told now.
 */
export async function askByPolicy(tx: Writer, ctx: Context, userId: string): Promise<void> {
  const { users, organizations } = ctx.db.tables
  const [ruled] = await tx
    .select({ user: users, organization: organizations })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(eq(users.id, userId))
  if (!ruled || isEnabled(ruled.user)) return
  const due = policyDue({ ...ruled.organization, ...ruled.user })
  if (!due) return
  await endUnproved(tx, ctx, ruled)
  await tellOfHour(tx, ctx, ruled, due)
}

/** Notes that the time that someone was given is over: from then on a clock that is put back changes nothing. */
async function noteGraceOver(tx: Writer, ctx: Context, user: User): Promise<User> {
  const isOver = user.graceUntil !== null && user.graceUntil <= ctx.now()
  if (!isOver || user.graceOver) return user
  return (await changeUser(tx, ctx, user.id, { graceOver: true })) ?? user
}

async function endUnproved(tx: Writer, ctx: Context, { user, organization }: Ruled): Promise<void> {
  if (!endsWithout({ ...organization, ...user }, ctx.now())) return
  const { oidcRows } = ctx.db.tables
  await endSessions(tx, ctx, user.id, 'required')
  await endAway(tx, ctx, eq(oidcRows.userId, user.id))
}

async function tellOfHour(
  tx: Writer,
  ctx: Context,
  { user, organization }: Ruled,
  due: Date,
): Promise<Reminder | null> {
  // By name they have been told of it already, and who has not joined reads it where they do.
  if (user.twoFactorRequired || user.status !== 'active') return null
  const { name, timeZone } = organization
  const now = ctx.now()
  await changeUser(tx, ctx, user.id, { remindedAt: now })
  const facts = { organization: name, passkeys: await onlyPasskeys(tx, ctx, user.id) }
  const isAsked = asksNow({ ...organization, ...user }, now)
  if (isAsked) await tell(tx, ctx, user, 'two-factor-required', { ...facts, enabled: false })
  else await tell(tx, ctx, user, 'set-up-by', { ...facts, by: due.toISOString(), timeZone })
  return { dueBy: isAsked ? null : due }
}
