import { z } from 'zod'
import { kindOnPeople } from '@/lib/acts/batches/begin-on-people'
import { opaque } from '@/lib/opaque'
import { cutSearch, listUsersInput } from '@/lib/queries/users/list'
import type { PageProps } from '@/lib/web/page-props'
import { one } from '@/lib/web/page-props'

/** Where everyone who lacks a second factor is reminded of it. */
export const remindMissing = '/organization/users/bulk?act=remind&all=on&twoFactor=missing'

type Query = Awaited<PageProps['searchParams']>

const asked = z.object({
  kind: kindOnPeople,
  userIds: z.array(opaque).max(100),
  /** Everyone who matches, in place of those who are ticked. */
  all: z.boolean(),
  groupId: opaque.optional(),
  list: listUsersInput,
})

export type Asked = z.output<typeof asked>

/** What the form around the list of people sends: whom, by name or by what the list shows, and what to do. Null for anything else. */
export function askedOf(query: Query): Asked | null {
  const ids = query.id ?? []
  const parsed = asked.safeParse({
    ...{ kind: one(query.act), groupId: one(query.group) || undefined, all: one(query.all) !== undefined },
    userIds: Array.isArray(ids) ? ids : [ids],
    list: { search: cutSearch(one(query.q) ?? ''), twoFactor: one(query.twoFactor) || undefined },
  })
  return parsed.success ? parsed.data : null
}
