import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { mostPeopleAtOnce } from '@/lib/figures'
import { opaque } from '@/lib/opaque'
import { hasRoomForBatch, type NewRow, openBatch } from '@/lib/records/batches/batch'
import { onPeopleOptions } from '@/lib/records/batches/options'
import { groupsWithin } from '@/lib/records/groups/group'
import { sessionStands } from '@/lib/records/sessions/session'
import { fail, ok, type Result } from '@/lib/result'

export const kindOnPeople = z.enum(
  [
    ...(['require', 'lift', 'remind', 'reset', 'sign-out', 'suspend'] as const),
    ...(['invite-again', 'add-to-group'] as const),
  ],
  {
    error: 'Choose what to do.',
  },
)

export const beginOnPeopleInput = onPeopleOptions.extend({
  kind: kindOnPeople,
  userIds: z
    .array(opaque)
    .min(1, { error: 'Choose someone.' })
    .max(mostPeopleAtOnce, { error: `Choose at most ${mostPeopleAtOnce.toLocaleString('en-GB')} people.` }),
})

/** So many people are looked up at once. */
const atOnce = 500

/**
 * Begins to do something to many people of the admin's organization; a job goes on with it. One who is not of the
 * organization is enough for nothing at all to happen. They have their turn in the order given. Who is spared is decided when their turn comes.
 */
export async function beginOnPeople(
  ctx: Context,
  admin: Admin,
  { kind, userIds, ...options }: z.output<typeof beginOnPeopleInput>,
): Promise<Result<{ batchId: string }, 'user-unknown' | 'group-unknown' | 'batches-full'>> {
  const { users } = ctx.db.tables
  const ids = [...new Set(userIds)]
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('user-unknown')
    if (!(await hasRoomForBatch(tx, ctx, admin.organizationId))) return fail('batches-full')
    if (kind === 'add-to-group') {
      const groups = options.groupId
        ? await groupsWithin(tx, ctx, admin.organizationId, [options.groupId])
        : null
      if (!groups) return fail('group-unknown')
    }
    const rows: (NewRow & { userId: string })[] = []
    for (let from = 0; from < ids.length; from += atOnce) {
      const found = await tx
        .select({ userId: users.id, name: users.name, email: users.email })
        .from(users)
        .where(
          and(
            eq(users.organizationId, admin.organizationId),
            inArray(users.id, ids.slice(from, from + atOnce)),
          ),
        )
      rows.push(...found)
    }
    if (rows.length < ids.length) return fail('user-unknown')
    const place = new Map(ids.map((id, n) => [id, n]))
    rows.sort((a, b) => (place.get(a.userId) ?? 0) - (place.get(b.userId) ?? 0))
    const batch = await openBatch(tx, ctx, admin, { kind, state: 'running', options, rows })
    return ok({ batchId: batch.id })
  })
}
