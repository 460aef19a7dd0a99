import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { factorsAtMost } from '@/lib/figures'
import { bothFactors } from '@/lib/inputs'
import { authenticatorName } from '@/lib/name'
import { authenticatorsOf } from '@/lib/records/factors/authenticators'
import { offerSetupKey } from '@/lib/records/factors/enrollment'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

export const beginAdditionInput = bothFactors.extend({ name: authenticatorName })

/** The first step of adding one more authenticator with a name: both factors show this session a setup key. */
export async function beginAddition(
  ctx: Context,
  member: Member,
  { name, ...input }: z.output<typeof beginAdditionInput>,
): Promise<Result<void, ProofCode | 'session-over' | 'too-many-authenticators'>> {
  const proof = await proveBothFactors(ctx, member, input)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (user?.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    const all = await authenticatorsOf(tx, ctx, user)
    if (all.length + user.passkeys >= factorsAtMost) return fail('too-many-authenticators')
    await offerSetupKey(tx, ctx, user.id, { sessionId: member.sessionId }, { addsNamed: name })
    return done
  })
}
