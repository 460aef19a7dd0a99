import { and, eq, inArray } from 'drizzle-orm'
import type { z } from 'zod'
import type { KindOnPeople } from '@/db/tables/batches'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { mostPeopleAtOnce } from '@/lib/figures'
import type { RowReason } from '@/lib/messages/batches'
import { whySpared } from '@/lib/records/batches/spared'
import { listUsers, type listUsersInput } from './list'

/** So many people are looked up at once. */
const atOnce = 500

/** So many names are said. */
const mostNamed = 5

/** What would happen to these people now. `spared`: to whom it would not be done, by why. */
export type Selection = {
  chosen: number
  done: number
  spared: { reason: RowReason; people: number; names: string[] }[]
}

/** Everyone whom the list shows for a search and filter, in its order; null where they are more than `mostPeopleAtOnce`. */
export async function matchingIds(
  ctx: Context,
  admin: Admin,
  asked: z.output<typeof listUsersInput>,
): Promise<string[] | null> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await listUsers(ctx, admin, { ...asked, after })
    ids.push(...page.users.map(({ id }) => id))
    if (ids.length > mostPeopleAtOnce) return null
    after = page.next ?? undefined
  } while (after)
  return ids
}

/** Whom it would be done to and whom it would spare; null where someone is not of the admin's organization. */
export async function previewSelection(
  ctx: Context,
  admin: Admin,
  {
    kind,
    groupId,
    userIds,
  }: { kind: KindOnPeople; groupId?: string | undefined; userIds: readonly string[] },
): Promise<Selection | null> {
  const { users, groupMembers } = ctx.db.tables
  const ids = [...new Set(userIds)]
  const now = ctx.now()
  const spared = new Map<RowReason, string[]>()
  let seen = 0
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce)
    const found = await ctx.db.read
      .select()
      .from(users)
      .where(and(eq(users.organizationId, admin.organizationId), inArray(users.id, some)))
    const members = groupId
      ? await ctx.db.read
          .select({ userId: groupMembers.userId })
          .from(groupMembers)
          .where(and(eq(groupMembers.groupId, groupId), inArray(groupMembers.userId, some)))
      : []
    const inGroup = new Set(members.map(({ userId }) => userId))
    seen += found.length
    for (const user of found) {
      const why =
        whySpared(kind, user, admin.userId, now) ??
        (kind === 'add-to-group' && inGroup.has(user.id) ? 'in-group-already' : null)
      if (why) spared.set(why, [...(spared.get(why) ?? []), user.name])
    }
  }
  if (seen < ids.length) return null
  const reasons = [...spared].map(([reason, names]) => ({
    ...{ reason, people: names.length, names: names.toSorted().slice(0, mostNamed) },
  }))
  const left = reasons.reduce((sum, { people }) => sum + people, 0)
  return { chosen: ids.length, done: ids.length - left, spared: reasons }
}
