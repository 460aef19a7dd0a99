import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { plus } from '@/db/expressions'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { bothFactors } from '@/lib/inputs'
import { namedOr } from '@/lib/messages/authenticators'
import { opaque } from '@/lib/opaque'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { removeOne } from '@/lib/records/factors/authenticator'
import { authenticatorsOf } from '@/lib/records/factors/authenticators'
import { dropEnrollments } from '@/lib/records/factors/enrollment'
import { passkeysOf, works } from '@/lib/records/factors/passkeys'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { tell } from '@/lib/records/outbox/outbox'
import { endEverything } from '@/lib/records/sessions/end'
import { sessionStands } from '@/lib/records/sessions/session'
import { changeUser } from '@/lib/records/users/change'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

export const removeAuthenticatorInput = bothFactors.extend({ authenticatorId: opaque })

/**
 * Takes an authenticator away from the person asking, with both factors, and ends everything but the session they ask
 * from. Recovery codes stay. The last one is removed only where a passkey works: turning 2FA off is another act.
 */
export async function removeOwnAuthenticator(
  ctx: Context,
  member: Member,
  { authenticatorId, ...input }: z.output<typeof removeAuthenticatorInput>,
): Promise<Result<void, ProofCode | 'session-over' | 'authenticator-unknown' | 'last-authenticator'>> {
  const proof = await proveBothFactors(ctx, member, input)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || user.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const all = await authenticatorsOf(tx, ctx, user)
    const gone = all.find(({ id }) => id === authenticatorId)
    if (!gone) return fail('authenticator-unknown')
    const passkeys = (await passkeysOf(tx, ctx, user)).filter((one) => works(ctx, one))
    if (all.length === 1 && passkeys.length === 0) return fail('last-authenticator')
    const others = all.filter((one) => one !== gone)
    await removeOne(tx, ctx, user.id, gone, others)
    await dropEnrollments(tx, ctx, user.id)
    await changeUser(tx, ctx, user.id, { credentialVersion: plus(users.credentialVersion, 1) })
    await endEverything(tx, ctx, user.id, 'factor', { sessionId: member.sessionId })
    const facts = { called: namedOr(gone.name) }
    await record(tx, ctx, user.organizationId, {
      ...{ event: 'authenticator.removed', actor: actorOf(member), detail: facts },
    })
    await tell(tx, ctx, user, 'authenticator-removed', { ...facts, left: others.length })
    return done
  })
}
