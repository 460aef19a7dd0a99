import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { plus } from '@/db/expressions'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hashPassword } from '@/lib/crypto/password-hash'
import { givenPassword, newPassword, passwordProblem } from '@/lib/password-rules'
import { forgetPasswordAttempts } from '@/lib/records/attempts/counters'
import { record } from '@/lib/records/audit/record'
import { dropEnrollments } from '@/lib/records/factors/enrollment'
import { tell } from '@/lib/records/outbox/outbox'
import { provePassword } from '@/lib/records/passwords/prove'
import { endEverything } from '@/lib/records/sessions/end'
import { sessionStands } from '@/lib/records/sessions/session'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

export const changePasswordInput = z.strictObject({ password: givenPassword, newPassword })

/** Changes the password of the person asking, and ends everything but the session they ask from. */
export async function changePassword(
  ctx: Context,
  member: Member,
  input: z.output<typeof changePasswordInput>,
): Promise<
  Result<
    void,
    'password-wrong' | 'too-many-attempts' | 'password-common' | 'password-personal' | 'session-over'
  >
> {
  const proof = await provePassword(ctx, member, input.password)
  if (!proof.ok) return proof
  const problem = passwordProblem(input.newPassword, {
    name: member.name,
    email: member.email,
    organization: member.organizationName,
  })
  if (problem) return fail(problem)
  const passwordHash = await hashPassword(input.newPassword)
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const changed = await changeUser(
      tx,
      ctx,
      member.userId,
      { passwordHash, credentialVersion: plus(users.credentialVersion, 1) },
      eq(users.credentialVersion, proof.value.credentialVersion),
    )
    if (!changed) return fail('session-over')
    await endEverything(tx, ctx, member.userId, 'password', { sessionId: member.sessionId })
    await dropEnrollments(tx, ctx, member.userId)
    await forgetPasswordAttempts(tx, ctx, changed)
    await record(tx, ctx, member.organizationId, {
      event: 'password.changed',
      actor: { kind: 'user', id: member.userId, name: member.name, email: member.email },
    })
    await tell(tx, ctx, changed, 'password-changed', {})
    return done
  })
}
