import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Member } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { tell } from '../mail/outbox'
import { provePassword } from '../passwords/prove'
import { givenPassword } from '../passwords/rules'
import { done, fail, type Result } from '../result'
import { sessionStands } from '../sessions/session'
import { removeAuthenticator } from './authenticator'

export const disableInput = z.strictObject({ password: givenPassword })

/**
 * Turns 2FA off for the person asking, with the password. Deletes the recovery codes and ends everything but the
 * session they ask from. Refused while the organization requires it, whatever the page showed when it was sent.
 */
export async function disableTwoFactor(
  ctx: Context,
  member: Member,
  { password }: z.output<typeof disableInput>,
): Promise<
  Result<
    void,
    'password-wrong' | 'too-many-attempts' | 'required-by-organization' | 'two-factor-off' | 'session-over'
  >
> {
  const proof = await provePassword(ctx, member, password)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || user.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    if (user.twoFactorRequired) return fail('required-by-organization')
    if (!user.authenticatorSecret) return fail('two-factor-off')
    await removeAuthenticator(tx, ctx, user.id, 'factor', { sessionId: member.sessionId })
    await record(tx, ctx, user.organizationId, {
      event: 'two-factor.disabled',
      actor: { kind: 'user', id: user.id, name: user.name, email: user.email },
    })
    await tell(tx, ctx, user, 'two-factor-disabled', {})
    return done
  })
}
