import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { named } from '../audit/actor'
import { type AuditActor, record } from '../audit/record'
import type { User } from '../users/change'

/**
 * Ends the API keys that this person answers for, in the transaction that takes away what they rest on: the role, the
 * account or its second factor. `by`: who does that. Returns how many.
 */
export async function endKeysOf(tx: Writer, ctx: Context, maker: User, by: AuditActor): Promise<number> {
  const { apiKeys } = ctx.db.tables
  const ended = await tx
    .delete(apiKeys)
    .where(eq(apiKeys.makerId, maker.id))
    .returning({ name: apiKeys.name })
  for (const { name } of ended)
    await record(tx, ctx, maker.organizationId, {
      event: 'api-key.ended',
      actor: by,
      subject: named(maker),
      detail: { apiKey: name },
    })
  return ended.length
}
