import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

export const exportInput = z.strictObject({
  what: z.enum(['people', 'audit', 'batch', 'invitations']),
  format: z.enum(['csv', 'json']),
})

/** Notes that an admin takes a list away, before any of it is handed out. */
export async function noteExport(
  ctx: Context,
  admin: Admin,
  { what, format }: z.output<typeof exportInput>,
): Promise<Result<void, 'session-over'>> {
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    await record(tx, ctx, admin.organizationId, {
      event: 'list.exported',
      actor: actorOf(admin),
      detail: { list: what, format },
    })
    return done
  })
}
