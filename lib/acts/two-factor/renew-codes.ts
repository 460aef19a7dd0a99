import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { bothFactors } from '@/lib/inputs'
import { record } from '@/lib/records/audit/record'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { newCodeSet, storeCodeSet } from '@/lib/records/factors/recovery-codes'
import { tell } from '@/lib/records/outbox/outbox'
import { endEverything } from '@/lib/records/sessions/end'
import { sessionStands } from '@/lib/records/sessions/session'
import { isEnabled } from '@/lib/records/users/enabled'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

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
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || user.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    if (!isEnabled(user)) return fail('two-factor-off')
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
