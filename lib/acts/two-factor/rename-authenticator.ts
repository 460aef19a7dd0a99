import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { bothFactors } from '@/lib/inputs'
import { namedOr } from '@/lib/messages/authenticators'
import { authenticatorName } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { authenticatorsOf, nameAuthenticator } from '@/lib/records/factors/authenticators'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { tell } from '@/lib/records/outbox/outbox'
import { sessionStands } from '@/lib/records/sessions/session'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

export const renameAuthenticatorInput = bothFactors.extend({
  authenticatorId: opaque,
  name: authenticatorName,
})

/** Calls one of the authenticators of the person asking something else, with both factors. */
export async function renameAuthenticator(
  ctx: Context,
  member: Member,
  { authenticatorId, name, ...input }: z.output<typeof renameAuthenticatorInput>,
): Promise<Result<void, ProofCode | 'session-over' | 'authenticator-unknown'>> {
  const proof = await proveBothFactors(ctx, member, input)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || user.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const named = (await authenticatorsOf(tx, ctx, user)).find(({ id }) => id === authenticatorId)
    if (!named) return fail('authenticator-unknown')
    if (named.name === name) return done
    await nameAuthenticator(tx, ctx, user.id, named, name)
    const facts = { called: name, calledBefore: namedOr(named.name) }
    await record(tx, ctx, user.organizationId, {
      ...{ event: 'authenticator.renamed', actor: actorOf(member), detail: facts },
    })
    await tell(tx, ctx, user, 'authenticator-renamed', facts)
    return done
  })
}
