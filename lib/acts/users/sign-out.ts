import { z } from 'zod'
import type { Admin, Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { givenEmail } from '@/lib/email'
import type { Subject } from '@/lib/inputs'
import { adminActor, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { endEverything, endSessions } from '@/lib/records/sessions/end'
import { personOfEmail } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'

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
  return ctx.db.write(async (tx) => {
    const user = await personOfEmail(tx, ctx, email)
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
