import { z } from 'zod'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { authorityStands } from '@/lib/records/authority/reach'
import { done, type Result } from '@/lib/result'

export const exportInput = z.strictObject({
  what: z.enum(['people', 'audit', 'batch', 'invitations']),
  format: z.enum(['csv', 'json']),
})

/** Notes that an admin, or a program, takes a list away, before any of it is handed out. */
export async function noteExport(
  ctx: Context,
  by: Admin | ApiKey<'users:read'> | ApiKey<'audit:read'>,
  { what, format }: z.output<typeof exportInput>,
): Promise<Result<void, 'session-over' | KeyRefusal>> {
  return ctx.db.write(async (tx) => {
    const stands = await authorityStands(tx, ctx, by)
    if (!stands.ok) return stands
    await record(tx, ctx, by.organizationId, {
      event: 'list.exported',
      actor: actorOf(by),
      detail: { list: what, format },
    })
    return done
  })
}
