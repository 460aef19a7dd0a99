import { and, asc, eq, inArray } from 'drizzle-orm'
import type { z } from 'zod'
import { after } from '@/db/expressions'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { membersCounted } from '@/lib/records/groups/members'
import { termsOf } from '@/lib/records/users/words'
import { pageSize, readCursor, writeCursor } from '../users/cursor'
import { searchInput } from '../users/list'

export const listGroupsInput = searchInput

/** `people`: how many are in it, counted up to `mostCounted`. */
export type GroupRow = { id: string; name: string; description: string; people: number }

/** Of how many groups it is looked at, on one page of a search, whether their names match. */
const looked = 1000

/**
 * One page of the admin's groups, 50 at most and in the order of their names. Every word of a search must begin a word of
 * the name. Pages go by key. A search looks at so many groups at once and no more: a page may then have few or none, and
 * still another after it.
 */
export async function listGroups(
  ctx: Context,
  admin: Admin | ApiKey<'groups:read'>,
  { search, after: cursor }: z.output<typeof listGroupsInput>,
): Promise<{ groups: GroupRow[]; next: string | null }> {
  const { groups } = ctx.db.tables
  const terms = termsOf(search)
  // Nothing but punctuation begins no word.
  if (terms.length === 0 && search !== '') return { groups: [], next: null }
  const from = readCursor(questionOf(terms), cursor, 1)
  const most = terms.length === 0 ? pageSize : looked
  const rows = await ctx.db.read
    .select({ id: groups.id, sortName: groups.sortName })
    .from(groups)
    .where(
      and(eq(groups.organizationId, admin.organizationId), from ? after([groups.sortName], from) : undefined),
    )
    .orderBy(asc(groups.sortName))
    .limit(most + 1)
  const matching = rows.slice(0, most).filter(({ sortName }) => matches(sortName, terms))
  const page = matching.slice(0, pageSize)
  const last = matching.length > pageSize ? page.at(-1) : rows.length > most ? rows[most - 1] : undefined
  return {
    groups: await rowsOf(
      ctx,
      page.map(({ id }) => id),
    ),
    next: last ? writeCursor(questionOf(terms), [last.sortName]) : null,
  }
}

const questionOf = (terms: string[]) => ({ terms, list: 'groups' })

/** Whether this is where a page of this search ended. */
export const isGroupCursorOf = ({ search }: z.output<typeof listGroupsInput>, after: string) =>
  readCursor(questionOf(termsOf(search)), after, 1) !== null

const apart = /[^\p{L}\p{M}\p{N}]+/u

function matches(sortName: string, terms: string[]): boolean {
  const words = [sortName, ...sortName.split(' '), ...sortName.split(apart)]
  return terms.every((term) => words.some((word) => word.startsWith(term)))
}

async function rowsOf(ctx: Context, ids: string[]): Promise<GroupRow[]> {
  if (ids.length === 0) return []
  const { groups } = ctx.db.tables
  const found = await ctx.db.read
    .select({
      ...{ id: groups.id, name: groups.name, description: groups.description },
      people: membersCounted(ctx.db.read, ctx),
    })
    .from(groups)
    .where(inArray(groups.id, ids))
  return found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}
