import { and, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opensAuthenticator } from '@/lib/records/factors/authenticator'
import { authenticatorsOf } from '@/lib/records/factors/authenticators'
import { type TicketShown, ticketOf } from '@/lib/records/factors/enrollment-ticket'
import { passkeysOf, works } from '@/lib/records/factors/passkeys'
import { countCodesLeft } from '@/lib/records/factors/recovery-codes'
import { waits } from '@/lib/records/factors/waits'
import { policyDue } from '@/lib/records/policy/demand'
import { type Unreminded, whyNotRemind } from '@/lib/records/policy/remind'
import { shownFactor } from '@/lib/records/policy/standing'
import { liveSessions, type SessionEntry } from '@/lib/records/sessions/live'
import type { User } from '@/lib/records/users/change'
import { isEnabled } from '@/lib/records/users/enabled'
import type { UserRow } from './list'
import { policyFor } from './standing'

export type UserDetails = UserRow & {
  /** Required of them by name, whatever the policy says. */
  twoFactorRequired: boolean
  requiredSince: Date | null
  requiredReason: string | null
  /** From when on the policy asks them, or has asked them; null where it does not. */
  policyDue: Date | null
  timeZone: string
  /** Until when an admin lets them go on without it, and why. */
  graceUntil: Date | null
  /** That moment has come, whatever the clock says now. */
  graceOver: boolean
  graceReason: string | null
  /** When they were last told to set it up, by an admin or by the policy. */
  remindedAt: Date | null
  /** Why the admin cannot remind them now; null where they can. */
  unreminded: Unreminded | null
  enabled: boolean
  /** The organization asks for an enrollment code of whoever an admin requires it of, or resets. */
  enrollmentCodes: boolean
  /** What they have to show before they enroll; null where the password is enough. */
  ticket: TicketShown | null
  /** 2FA is on, and no key opens any authenticator: codes are refused until it is reset. */
  unreadable: boolean
  /** How many authenticators they have, and passkeys that work. */
  authenticators: number
  passkeys: number
  /** How many passkeys don't: they may have been copied, or were made for another host. */
  copiedPasskeys: number
  strandedPasskeys: number
  authenticatorSince: Date | null
  recoveryCodesLeft: number
  /** Where operators call an admin back; null: nowhere. */
  contactPhone: string | null
  invitedBy: string | null
  /** When their invitation expires or has expired; null where they have none, or none is known any more. */
  invitationEnds: Date | null
  createdAt: Date
  /** They have to wait at the password or at the second step, after wrong ones. */
  waits: boolean
  self: boolean
  sessions: SessionEntry[]
}

/** One person of the admin's organization; null for anyone else. */
export async function findUser(ctx: Context, admin: Admin, userId: string): Promise<UserDetails | null> {
  const { users } = ctx.db.tables
  const [user] = await ctx.db.read
    .select()
    .from(users)
    .where(and(eq(users.id, userId), eq(users.organizationId, admin.organizationId)))
  if (!user) return null
  const policy = await policyFor(ctx, admin)
  const all = await authenticatorsOf(ctx.db.read, ctx, user)
  const { id, name, email, role, status, lastSignInAt, authenticatorSince, invitedBy, createdAt } = user
  return {
    ...{ id, name, email, role, status, lastSignInAt, authenticatorSince, invitedBy, createdAt },
    ...shownFactor(policy, user, ctx.now()),
    twoFactorRequired: user.twoFactorRequired,
    requiredSince: user.requiredSince,
    requiredReason: user.requiredReason,
    policyDue: policyDue({ ...user, ...policy }),
    timeZone: policy.timeZone,
    graceUntil: user.graceUntil,
    graceOver: user.graceOver,
    graceReason: user.graceReason,
    remindedAt: user.remindedAt,
    unreminded: whyNotRemind(user, admin.userId, ctx.now()),
    enrollmentCodes: policy.enrollmentCodes,
    ticket: await ticketOf(ctx.db.read, ctx, id),
    enabled: isEnabled(user),
    unreadable: all.length > 0 && !all.some(({ secret }) => opensAuthenticator(ctx, id, secret)),
    authenticators: all.length,
    ...(await passkeyCounts(ctx, user)),
    contactPhone: user.contactPhone,
    recoveryCodesLeft: await countCodesLeft(ctx.db.read, ctx, id),
    invitationEnds: status === 'invited' ? await invitationEnds(ctx, id) : null,
    waits: await waits(ctx.db.read, ctx, user),
    self: id === admin.userId,
    sessions: await liveSessions(ctx, id),
  }
}

async function passkeyCounts(ctx: Context, user: Pick<User, 'id' | 'passkeys'>) {
  const theirs = await passkeysOf(ctx.db.read, ctx, user)
  const passkeys = theirs.filter((one) => works(ctx, one)).length
  const copiedPasskeys = theirs.filter(({ stoppedAt }) => stoppedAt !== null).length
  return { passkeys, copiedPasskeys, strandedPasskeys: theirs.length - passkeys - copiedPasskeys }
}

async function invitationEnds(ctx: Context, userId: string): Promise<Date | null> {
  const { invitations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ expiresAt: invitations.expiresAt })
    .from(invitations)
    .where(eq(invitations.userId, userId))
  return row?.expiresAt ?? null
}
