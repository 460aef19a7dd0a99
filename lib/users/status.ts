import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { plus } from '@/db/expressions'
import type { Admin, Console } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { opaque } from '../opaque'
import { done, fail, ok, type Result } from '../result'
import { endEverything, endSessions } from '../sessions/end'
import { dropEnrollments } from '../two-factor/enrollment'
import { adminActor, hasOtherAdmin, named, subjectOf } from './authority'
import { changeUser, recount } from './change'
import { givenEmail } from './email'

/** Whom it is about. */
export const subjectInput = z.strictObject({ userId: opaque })
type Subject = z.output<typeof subjectInput>

/** *Suspend*: the person is out at the next request, and stays out until reactivated. The last active admin stays. */
export async function suspendUser(
  ctx: Context,
  admin: Admin,
  { userId }: Subject,
): Promise<Result<void, 'user-unknown' | 'self' | 'last-admin' | 'not-active'>> {
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.id === admin.userId) return fail('self')
    if (user.role === 'admin' && !(await hasOtherAdmin(tx, ctx, user))) return fail('last-admin')
    const changed = await changeUser(
      tx,
      ctx,
      user.id,
      { status: 'suspended', credentialVersion: plus(users.credentialVersion, 1) },
      eq(users.status, 'active'),
    )
    if (!changed) return fail('not-active')
    await endEverything(tx, ctx, user.id, 'over')
    await dropEnrollments(tx, ctx, user.id)
    await record(tx, ctx, admin.organizationId, {
      event: 'user.suspended',
      actor: adminActor(admin),
      subject: named(user),
    })
    return done
  })
}

/** *Reactivate*: the person may sign in again, with what they had. */
export async function reactivateUser(
  ctx: Context,
  admin: Admin,
  { userId }: Subject,
): Promise<Result<void, 'user-unknown' | 'not-suspended'>> {
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (!(await changeUser(tx, ctx, user.id, { status: 'active' }, eq(users.status, 'suspended')))) {
      return fail('not-suspended')
    }
    await record(tx, ctx, admin.organizationId, {
      event: 'user.reactivated',
      actor: adminActor(admin),
      subject: named(user),
    })
    return done
  })
}

/** *Remove*: the person and all that was theirs is gone, the address free. The audit log keeps what they did. */
export async function removeUser(
  ctx: Context,
  admin: Admin,
  { userId }: Subject,
): Promise<Result<void, 'user-unknown' | 'self' | 'last-admin'>> {
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.id === admin.userId) return fail('self')
    if (user.role === 'admin' && !(await hasOtherAdmin(tx, ctx, user))) return fail('last-admin')
    await tx.delete(users).where(eq(users.id, user.id))
    await recount(tx, ctx, user, null)
    await record(tx, ctx, admin.organizationId, {
      event: 'user.removed',
      actor: adminActor(admin),
      subject: named(user),
    })
    return done
  })
}

export const changeRoleInput = z.strictObject({
  userId: opaque,
  role: z.enum(['agent', 'admin'], { error: 'Choose Agent or Admin.' }),
})

/** Makes an agent an admin or the reverse. Their sessions end, for an admin's are shorter. The last active admin stays. */
export async function changeRole(
  ctx: Context,
  admin: Admin,
  { userId, role }: z.output<typeof changeRoleInput>,
): Promise<Result<void, 'user-unknown' | 'self' | 'last-admin'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.id === admin.userId) return fail('self')
    if (user.role === role) return done
    if (role === 'agent' && !(await hasOtherAdmin(tx, ctx, user))) return fail('last-admin')
    await changeUser(tx, ctx, user.id, { role })
    await endEverything(tx, ctx, user.id, 'role')
    await record(tx, ctx, admin.organizationId, {
      event: 'user.role-changed',
      actor: adminActor(admin),
      subject: named(user),
      detail: { role },
    })
    return done
  })
}

/** *Sign out everywhere*: ends a person's sessions, and sign-ins under way; returns how many sessions there were. */
export async function signOutUser(
  ctx: Context,
  admin: Admin,
  { userId }: Subject,
): Promise<Result<number, 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    const sessions = await endSessions(tx, ctx, user.id, 'admin')
    await endEverything(tx, ctx, user.id, 'admin')
    await record(tx, ctx, admin.organizationId, {
      event: 'sessions.ended',
      actor: adminActor(admin),
      subject: named(user),
      detail: { sessions },
    })
    return ok(sessions)
  })
}

export const revokeInput = z.strictObject({ email: givenEmail })

/** The same from the server's console, for anybody on this server. */
export async function signOutFromConsole(
  ctx: Context,
  { osUser }: Console,
  { email }: z.output<typeof revokeInput>,
): Promise<Result<number, 'user-unknown'>> {
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.email, email))
    if (!user) return fail('user-unknown')
    const sessions = await endSessions(tx, ctx, user.id, 'admin')
    await endEverything(tx, ctx, user.id, 'admin')
    await record(tx, ctx, user.organizationId, {
      event: 'sessions.ended',
      actor: { kind: 'console', osUser },
      subject: named(user),
      detail: { sessions },
    })
    return ok(sessions)
  })
}
