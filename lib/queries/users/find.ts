import { and, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opensAuthenticator } from '@/lib/records/factors/authenticator'
import { countCodesLeft } from '@/lib/records/factors/recovery-codes'
import { waits } from '@/lib/records/factors/waits'
import { liveSessions, type SessionEntry } from '@/lib/records/sessions/live'
import type { UserRow } from './list'

export type UserDetails = UserRow & {
  twoFactorRequired: boolean
  enabled: boolean
  /** 2FA is on, and no key opens the authenticator: codes are refused until it is reset. */
  unreadable: boolean
  authenticatorSince: Date | null
  recoveryCodesLeft: number
  invitedBy: string | null
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
  const { id, name, email, role, status, lastSignInAt, authenticatorSince, invitedBy, createdAt } = user
  return {
    ...{ id, name, email, role, status, lastSignInAt, authenticatorSince, invitedBy, createdAt },
    secondFactor: user.secondFactor ?? 'off',
    twoFactorRequired: user.twoFactorRequired,
    enabled: user.authenticatorSecret !== null,
    unreadable: user.authenticatorSecret !== null && !opensAuthenticator(ctx, id, user.authenticatorSecret),
    recoveryCodesLeft: await countCodesLeft(ctx.db.read, ctx, id),
    waits: await waits(ctx.db.read, ctx, user),
    self: id === admin.userId,
    sessions: await liveSessions(ctx, id),
  }
}
