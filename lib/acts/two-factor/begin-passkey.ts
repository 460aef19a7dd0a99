import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { factorsAtMost } from '@/lib/figures'
import { ownFactors } from '@/lib/inputs'
import { authenticatorsOf } from '@/lib/records/factors/authenticators'
import { offerSetupKey, readEnrollment } from '@/lib/records/factors/enrollment'
import { type Brought, passTicket, type TicketCode } from '@/lib/records/factors/enrollment-ticket'
import { passkeyHost } from '@/lib/records/factors/passkey-host'
import { type ProofCode, proveOwnFactors } from '@/lib/records/factors/prove'
import { onlyPasskeys } from '@/lib/records/policy/only-passkeys'
import { isEnabled } from '@/lib/records/users/enabled'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'
import { typedEnrollmentCode } from '@/lib/totp/typed-codes'

export const beginPasskeyInput = ownFactors.extend({ enrollmentCode: typedEnrollmentCode.optional() })

/**
 * The first step of adding a passkey: as much proof as the account has factors, and an enrollment code where one is asked
 * for, let this session add one within the hour. Where 2FA is off it will be turned on by it, and an authenticator may be
 * set up instead.
 */
export async function beginPasskey(
  ctx: Context,
  member: Member,
  { enrollmentCode, enrollmentLink, ...input }: z.output<typeof beginPasskeyInput> & Brought,
): Promise<
  Result<void, ProofCode | TicketCode | 'session-over' | 'too-many-authenticators' | 'passkeys-unavailable'>
> {
  if (!passkeyHost(ctx)) return fail('passkeys-unavailable')
  const proof = await proveOwnFactors(ctx, member, input)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (user?.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    const signIn = { sessionId: member.sessionId }
    if (isEnabled(user)) {
      const { length } = await authenticatorsOf(tx, ctx, user)
      if (length + user.passkeys >= factorsAtMost) return fail('too-many-authenticators')
      await offerSetupKey(tx, ctx, user.id, signIn, { addsPasskey: true })
      return done
    }
    if (!(await readEnrollment(tx, ctx, signIn))) {
      const passed = await passTicket(tx, ctx, user, { enrollmentCode, enrollmentLink })
      if (!passed.ok) return passed
    }
    const addsPasskey = await onlyPasskeys(tx, ctx, user.id)
    await offerSetupKey(tx, ctx, user.id, signIn, { addsPasskey })
    return done
  })
}
