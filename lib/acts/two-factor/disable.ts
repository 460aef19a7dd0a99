import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { givenPassword } from '@/lib/password-rules'
import { restsOn } from '@/lib/records/admins/four-eyes'
import { record } from '@/lib/records/audit/record'
import { removeAuthenticator } from '@/lib/records/factors/authenticator'
import { tell } from '@/lib/records/outbox/outbox'
import { provePassword } from '@/lib/records/passwords/prove'
import { mustHave } from '@/lib/records/policy/demand'
import { demanded } from '@/lib/records/policy/policy'
import { sessionStands } from '@/lib/records/sessions/session'
import { isEnabled } from '@/lib/records/users/enabled'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

export const disableInput = z.strictObject({ password: givenPassword })

/**
 * Turns 2FA off for the person asking, with the password. Deletes the recovery codes and ends everything but the
 * session they ask from. Refused while the organization requires it, whatever the page showed when it was sent, and for an
 * admin without whom four eyes would be suspended.
 */
export async function disableTwoFactor(
  ctx: Context,
  member: Member,
  { password }: z.output<typeof disableInput>,
): Promise<
  Result<
    void,
    | 'password-wrong'
    | 'too-many-attempts'
    | 'required-by-organization'
    | 'four-eyes-needs-you'
    | 'two-factor-off'
    | 'session-over'
  >
> {
  const proof = await provePassword(ctx, member, password)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || user.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    if (mustHave(await demanded(tx, ctx, user), ctx.now())) return fail('required-by-organization')
    if (!isEnabled(user)) return fail('two-factor-off')
    if (await restsOn(tx, ctx, user)) return fail('four-eyes-needs-you')
    await removeAuthenticator(tx, ctx, user.id, 'factor', { sessionId: member.sessionId })
    await record(tx, ctx, user.organizationId, {
      event: 'two-factor.disabled',
      actor: { kind: 'user', id: user.id, name: user.name, email: user.email },
    })
    await tell(tx, ctx, user, 'two-factor-disabled', {})
    return done
  })
}
