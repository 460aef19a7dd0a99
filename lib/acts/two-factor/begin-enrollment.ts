import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { givenPassword } from '@/lib/password-rules'
import { offerSetupKey, readEnrollment } from '@/lib/records/factors/enrollment'
import { type Brought, passTicket, type TicketCode } from '@/lib/records/factors/enrollment-ticket'
import { provePassword } from '@/lib/records/passwords/prove'
import { onlyPasskeys } from '@/lib/records/policy/only-passkeys'
import { isEnabled } from '@/lib/records/users/enabled'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'
import { typedEnrollmentCode } from '@/lib/totp/typed-codes'

export const beginEnrollmentInput = z.strictObject({
  password: givenPassword,
  enrollmentCode: typedEnrollmentCode.optional(),
})

/**
 * The first step of turning 2FA on from the profile: the password, and an enrollment code where
 * one is asked for, show this session a setup key.
 */
export async function beginEnrollment(
  ctx: Context,
  member: Member,
  { password, ...brought }: z.output<typeof beginEnrollmentInput> & Brought,
): Promise<
  Result<
    void,
    'password-wrong' | 'too-many-attempts' | 'two-factor-on' | 'session-over' | 'passkey-needed' | TicketCode
  >
> {
  const proof = await provePassword(ctx, member, password)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (user?.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    // With an authenticator in place this is a replacement, which asks for more.
    if (isEnabled(user)) return fail('two-factor-on')
    if (await onlyPasskeys(tx, ctx, user.id)) return fail('passkey-needed')
    const signIn = { sessionId: member.sessionId }
    if (!(await readEnrollment(tx, ctx, signIn))) {
      const passed = await passTicket(tx, ctx, user, brought)
      if (!passed.ok) return passed
    }
    await offerSetupKey(tx, ctx, user.id, signIn)
    return done
  })
}
