import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { bothFactors } from '@/lib/inputs'
import { offerSetupKey } from '@/lib/records/factors/enrollment'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

/** The first step of replacing the authenticator, which stays until its successor is confirmed. */
export async function beginReplacement(
  ctx: Context,
  member: Member,
  input: z.output<typeof bothFactors>,
): Promise<Result<void, ProofCode | 'session-over'>> {
  const proof = await proveBothFactors(ctx, member, input)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (user?.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    await offerSetupKey(tx, ctx, user.id, { sessionId: member.sessionId })
    return done
  })
}
