import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { bothFactors } from '@/lib/inputs'
import { authenticatorName } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { namePasskey, passkeysOf } from '@/lib/records/factors/passkeys'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { tell } from '@/lib/records/outbox/outbox'
import { sessionStands } from '@/lib/records/sessions/session'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

export const renamePasskeyInput = bothFactors.extend({ passkeyId: opaque, name: authenticatorName })

/** Calls one of the passkeys of the person asking something else, with both factors. */
export async function renamePasskey(
  ctx: Context,
  member: Member,
  { passkeyId, name, ...input }: z.output<typeof renamePasskeyInput>,
): Promise<Result<void, ProofCode | 'session-over' | 'passkey-not-yours'>> {
  const proof = await proveBothFactors(ctx, member, input)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, member.userId)
    const [user] = await tx.select().from(users).where(eq(users.id, member.userId))
    if (!user || user.credentialVersion !== proof.value.credentialVersion) return fail('session-over')
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const theirs = (await passkeysOf(tx, ctx, user)).find(({ id }) => id === passkeyId)
    if (!theirs) return fail('passkey-not-yours')
    if (theirs.name === name) return done
    await namePasskey(tx, ctx, theirs, name)
    const facts = { passkey: name, calledBefore: theirs.name }
    await record(tx, ctx, user.organizationId, {
      ...{ event: 'passkey.renamed', actor: actorOf(member), detail: facts },
    })
    await tell(tx, ctx, user, 'passkey-renamed', facts)
    return done
  })
}
