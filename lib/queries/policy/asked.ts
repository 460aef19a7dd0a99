import { and, asc, eq, exists, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { after } from '@/db/expressions'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { live } from '@/lib/lifespan'
import { opaque } from '@/lib/opaque'
import { askedBy } from '@/lib/records/policy/preview'
import { pageSize, readCursor, writeCursor } from '../users/cursor'
import type { UserPage } from '../users/list'
import { rowColumns, rowOf } from '../users/row'
import { policyFor } from '../users/standing'

export const listAskedInput = z.object({
  who: z.enum(['nobody', 'admins', 'groups', 'everyone']),
  groupIds: z.array(opaque).max(100),
  /** Everyone it would ask, or of those who is signed in now, or has not joined yet. */
  part: z.enum(['asked', 'signed-in', 'not-joined']),
  after: z.string().max(8000).optional(),
})

/** One page of those whom a rule would ask now, by name: what its preview counts. */
export async function listAsked(
  ctx: Context,
  admin: Admin,
  { who, groupIds, part, after: cursor }: z.output<typeof listAskedInput>,
): Promise<UserPage> {
  const { users, sessions } = ctx.db.tables
  const { read } = ctx.db
  const now = ctx.now()
  const question = { terms: [], list: JSON.stringify(['asked', who, groupIds.toSorted(), part]) }
  const from = readCursor(question, cursor, 2)
  const open = read
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.userId, users.id), live(sessions.createdAt, sessions.idleExpiresAt, now)))
  const rows = await read
    .select(rowColumns(users))
    .from(users)
    .where(
      and(
        eq(users.organizationId, admin.organizationId),
        inArray(users.status, part === 'not-joined' ? ['invited'] : ['active', 'invited']),
        askedBy(read, ctx, { who, groupIds }),
        part === 'signed-in' ? exists(open) : undefined,
        from ? after([users.sortName, users.id], from) : undefined,
      ),
    )
    .orderBy(asc(users.sortName), asc(users.id))
    .limit(pageSize + 1)
  const policy = await policyFor(ctx, admin)
  const last = rows[pageSize - 1]
  return {
    users: rows.slice(0, pageSize).map((row) => rowOf(row, policy, now)),
    next: rows.length > pageSize && last ? writeCursor(question, [last.sortName, last.id]) : null,
  }
}
