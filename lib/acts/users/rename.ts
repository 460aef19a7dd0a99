import { z } from 'zod'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { personName } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import type { KeyRefusal } from '@/lib/records/api-keys/stands'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { reach } from '@/lib/records/authority/reach'
import { giveName } from '@/lib/records/users/rename'
import { done, fail, type Result } from '@/lib/result'

export const renameUserInput = z.strictObject({ userId: opaque, name: personName })

/** Gives a person another name: they are found and listed by it from now on. The audit log keeps the one before. */
export async function renameUser(
  ctx: Context,
  actor: Admin | ApiKey<'users:write'>,
  { userId, name }: z.output<typeof renameUserInput>,
): Promise<Result<void, KeyRefusal | 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    const reached = await reach(tx, ctx, actor, userId)
    if (!reached.ok) return reached
    const { id, name: from } = reached.value
    if (from === name) return done
    const renamed = await giveName(tx, ctx, id, name)
    if (!renamed) return fail('user-unknown')
    await record(tx, ctx, renamed.organizationId, {
      event: 'user.renamed',
      actor: actorOf(actor),
      subject: named(renamed),
      detail: { from },
    })
    return done
  })
}
