import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { heldKey } from '@/lib/records/api-keys/held'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { done, fail, type Result } from '@/lib/result'

export const apiKeyInput = z.strictObject({ keyId: opaque })

/** *End key*: refused at the next call. Any admin of the organization may, whoever made it. */
export async function endApiKey(
  ctx: Context,
  admin: Admin,
  { keyId }: z.output<typeof apiKeyInput>,
): Promise<Result<void, 'api-key-unknown'>> {
  const { apiKeys } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const key = await heldKey(tx, ctx, admin, keyId)
    if (!key) return fail('api-key-unknown')
    await tx.delete(apiKeys).where(eq(apiKeys.id, key.id))
    await record(tx, ctx, admin.organizationId, {
      event: 'api-key.ended',
      actor: actorOf(admin),
      detail: { apiKey: key.name },
    })
    return done
  })
}
