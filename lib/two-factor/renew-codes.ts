import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { tell } from '../mail/outbox'
import { done, fail, type Result } from '../result'
import { endEverything } from '../sessions/end'
import { sessionStands } from '../sessions/session'
import { type bothFactors, type ProofCode, proveBothFactors } from './prove'
import { newCodeSet, storeCodeSet } from './recovery-codes'

/** Gives the person asking ten new recovery codes; the old ones are void. Ends their other sessions. */
export async function renewRecoveryCodes(
  ctx: Context,
  member: Member,
  input: z.output<typeof bothFactors>,
): Promise<Result<void, ProofCode | 'session-over'>> {
  const proof = await proveBothFactors(ctx, member, input)
  if (!proof.ok) return proof
  const codes = await newCodeSet()
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || user.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    if (!user.authenticatorSecret) return fail('two-factor-off')
    await storeCodeSet(tx, ctx, user.id, codes)
    await endEverything(tx, ctx, user.id, 'factor', { sessionId: member.sessionId })
    await record(tx, ctx, user.organizationId, {
      event: 'recovery-codes.renewed',
      actor: { kind: 'user', id: user.id, name: user.name, email: user.email },
    })
    await tell(tx, ctx, user, 'recovery-codes-renewed', {})
    return done
  })
}
