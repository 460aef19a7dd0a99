import { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hours, minutes } from '@/lib/duration'
import { personName } from '@/lib/name'
import { spendAttempt } from '@/lib/records/attempts/attempts'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { readUser } from '@/lib/records/email/move'
import { sessionStands } from '@/lib/records/sessions/session'
import { giveName } from '@/lib/records/users/rename'
import { done, fail, type Result } from '@/lib/result'

export const renameSelfInput = z.strictObject({ name: personName })

/** Each is an entry of the audit log, which keeps them for good. */
const limit = { free: 10, firstDelay: minutes(5), longestDelay: hours(1), window: hours(24) }

/** Gives the person asking another name. The audit log keeps the one before. */
export async function renameSelf(
  ctx: Context,
  member: Member,
  { name }: z.output<typeof renameSelfInput>,
): Promise<Result<void, 'session-over' | 'too-many-attempts'>> {
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const user = await readUser(tx, ctx, member.userId)
    if (!user) return fail('session-over')
    if (user.name === name) return done
    const retryAt = await spendAttempt(tx, ctx, [{ key: `rename:${user.id}`, limit }])
    if (retryAt) return fail('too-many-attempts', { retryAt })
    const renamed = await giveName(tx, ctx, user.id, name)
    if (!renamed) return fail('session-over')
    await record(tx, ctx, renamed.organizationId, {
      event: 'user.renamed',
      actor: { kind: 'user', ...named(renamed) },
      subject: named(renamed),
      detail: { from: user.name },
    })
    return done
  })
}
