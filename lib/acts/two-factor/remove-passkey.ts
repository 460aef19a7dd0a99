import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { plus } from '@/db/expressions'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { bothFactors } from '@/lib/inputs'
import { opaque } from '@/lib/opaque'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { authenticatorsOf } from '@/lib/records/factors/authenticators'
import { dropEnrollments } from '@/lib/records/factors/enrollment'
import { dropPasskey, passkeysOf, works } from '@/lib/records/factors/passkeys'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { tell } from '@/lib/records/outbox/outbox'
import { endEverything } from '@/lib/records/sessions/end'
import { sessionStands } from '@/lib/records/sessions/session'
import { changeUser } from '@/lib/records/users/change'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

export const removePasskeyInput = bothFactors.extend({ passkeyId: opaque })

/**
 * Takes a passkey away from the person asking, with both factors, and ends everything but the session they ask from.
 * Recovery codes stay. The last factor is never removed, nor the last that works: turning 2FA off is another act.
 */
export async function removePasskey(
  ctx: Context,
  member: Member,
  { passkeyId, ...input }: z.output<typeof removePasskeyInput>,
): Promise<Result<void, ProofCode | 'session-over' | 'passkey-not-yours' | 'last-passkey'>> {
  const proof = await proveBothFactors(ctx, member, input)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || user.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const all = await passkeysOf(tx, ctx, user)
    const gone = all.find(({ id }) => id === passkeyId)
    if (!gone) return fail('passkey-not-yours')
    const { length: authenticators } = await authenticatorsOf(tx, ctx, user)
    const others = all.filter((one) => one !== gone)
    const working = authenticators + others.filter((one) => works(ctx, one)).length
    if (works(ctx, gone) ? working === 0 : authenticators + others.length === 0) return fail('last-passkey')
    await dropPasskey(tx, ctx, gone)
    await dropEnrollments(tx, ctx, user.id)
    await changeUser(tx, ctx, user.id, { credentialVersion: plus(users.credentialVersion, 1) })
    await endEverything(tx, ctx, user.id, 'factor', { sessionId: member.sessionId })
    const facts = { passkey: gone.name }
    await record(tx, ctx, user.organizationId, {
      ...{ event: 'passkey.removed', actor: actorOf(member), detail: facts },
    })
    await tell(tx, ctx, user, 'passkey-removed', facts)
    return done
  })
}
