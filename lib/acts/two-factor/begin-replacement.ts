import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { bothFactors } from '@/lib/inputs'
import { opaque } from '@/lib/opaque'
import { authenticatorsOf } from '@/lib/records/factors/authenticators'
import { offerSetupKey } from '@/lib/records/factors/enrollment'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

/** `authenticatorId`: which one, where there are several. */
export const beginReplacementInput = bothFactors.extend({ authenticatorId: opaque.optional() })

/** The first step of replacing an authenticator, which stays until its successor is confirmed. */
export async function beginReplacement(
  ctx: Context,
  member: Member,
  { authenticatorId, ...input }: z.output<typeof beginReplacementInput>,
): Promise<Result<void, ProofCode | 'session-over' | 'authenticator-unknown'>> {
  const proof = await proveBothFactors(ctx, member, input)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (user?.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    const all = await authenticatorsOf(tx, ctx, user)
    const replaced = all.find(({ id }) => id === authenticatorId)
    if (!replaced && (authenticatorId !== undefined || all.length !== 1)) return fail('authenticator-unknown')
    const purpose = { replaces: replaced?.id ?? null }
    await offerSetupKey(tx, ctx, user.id, { sessionId: member.sessionId }, purpose)
    return done
  })
}
