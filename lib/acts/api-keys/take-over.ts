import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { heldKey } from '@/lib/records/api-keys/held'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { done, fail, type Result } from '@/lib/result'
import type { apiKeyInput } from './end'

/** *Take over*: the admin asking answers for the key from now on, and it ends with them. The token stays as it is. */
export async function takeOverApiKey(
  ctx: Context,
  admin: Admin,
  { keyId }: z.output<typeof apiKeyInput>,
): Promise<Result<void, 'api-key-unknown'>> {
  const { apiKeys } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const key = await heldKey(tx, ctx, admin, keyId)
    if (!key) return fail('api-key-unknown')
    if (key.makerId === admin.userId) return done
    await tx.update(apiKeys).set({ makerId: admin.userId }).where(eq(apiKeys.id, key.id))
    await record(tx, ctx, admin.organizationId, {
      event: 'api-key.transferred',
      actor: actorOf(admin),
      subject: key.maker,
      detail: { apiKey: key.name },
    })
    return done
  })
}
