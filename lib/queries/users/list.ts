import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader } from '@/db/database'
import { after } from '@/db/expressions'
import { prepared } from '@/db/prepared'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { type Part, partsOf } from '@/lib/records/policy/standing'
import { termsOf } from '@/lib/records/users/words'
import { byKey, type Cursor, pageSize, type Question, readCursor, writeCursor } from './cursor'
import { rowColumns, rowOf, type SelectedRow, type UserRow } from './row'
import { searchPage } from './search'
import { policyFor, presentParts } from './standing'

export type { Role, SecondFactor, UserStatus } from '@/db/tables/users'
export type { UserRow } from './row'

const longestSearch = 200

/** A search as it was typed into the page: what goes beyond the longest one is left out, not the search. */
export const cutSearch = (search: string) => [...search.trim()].slice(0, longestSearch).join('')

/** Of any list that can be searched. */
export const searchInput = z.object({
  search: z
    .string()
    .trim()
    .refine((text) => [...text].length <= longestSearch, {
      error: `Use at most ${longestSearch} characters.`,
    })
    .meta({ maxLength: longestSearch })
    .default(''),
  /** Where the page before ended: opaque. Long enough for the longest name of a hundred characters. */
  after: z.string().max(8000).meta({ pattern: '^[A-Za-z0-9_-]*$' }).optional(),
})

export const listUsersInput = searchInput.extend({
  /** `missing`: off, or required and not set up. `due`: off, until the policy asks them. */
  twoFactor: z.enum(['on', 'off', 'due', 'unasked', 'required', 'locked', 'missing']).optional(),
})

export type UserPage = { users: UserRow[]; next: string | null }

/**
 * One page of the admin's people, 50 at most and in the order of their names, or, in a search, of the words that
 * match. Every word of the search must begin a word of the name or address. Pages go by key, so that the last costs
 * what the first does. A search of several words looks at so many people at once and no more: a page may then have few
 * people or none, and still another after it.
 */
export async function listUsers(
  ctx: Context,
  admin: Admin | ApiKey<'users:read'>,
  { search, twoFactor, after: cursor }: z.output<typeof listUsersInput>,
): Promise<UserPage> {
  const terms = termsOf(search)
  const from = read({ terms, twoFactor }, cursor)
  // Nothing but punctuation begins no word.
  if (terms.length === 0 && search !== '') return { users: [], next: null }
  const policy = await policyFor(ctx, admin)
  const parts = await presentParts(ctx, admin, partsOf(ctx, policy, twoFactor))
  const { rows, next } =
    terms.length === 0
      ? await listByName(ctx, admin, parts, from)
      : await searchPage(ctx, admin, terms, parts, from)
  const now = ctx.now()
  return {
    users: rows.map((row) => rowOf(row, policy, now)),
    next: next && writeCursor({ terms, twoFactor }, next),
  }
}

/** Whether this is where a page of this search and filter ended. */
export const isCursorOf = ({ search, twoFactor }: z.output<typeof listUsersInput>, after: string) =>
  read({ terms: termsOf(search), twoFactor }, after) !== null

/** By name and id, and in a search by the word before them. */
const read = (question: Question, after: string | undefined) =>
  readCursor(question, after, question.terms.length === 0 ? 2 : 3)

/** The page that a list begins with, of everybody. */
const firstByName = prepared(
  'first-by-name',
  ({ users }) => ({ organizationId: users.organizationId }),
  (read: Reader, { users }, given) =>
    read
      .select(rowColumns(users))
      .from(users)
      .where(eq(users.organizationId, given.organizationId))
      .orderBy(asc(users.sortName), asc(users.id))
      .limit(pageSize + 1),
)

async function listByName(
  ctx: Context,
  admin: Admin | ApiKey<'users:read'>,
  parts: readonly Part[],
  from: Cursor | null,
) {
  const { users } = ctx.db.tables
  const keyOf = ({ sortName, id }: { sortName: string; id: string }) => [sortName, id]
  let rows: SelectedRow[] = []
  for (const part of parts) {
    const found =
      part === null && from === null
        ? await firstByName(ctx.db.read, ctx.db, { organizationId: admin.organizationId })
        : await ctx.db.read
            .select(rowColumns(users))
            .from(users)
            .where(
              and(
                eq(users.organizationId, admin.organizationId),
                part === null ? undefined : eq(users.secondFactor, part.stored),
                part?.meets,
                from ? after([users.sortName, users.id], from) : undefined,
              ),
            )
            .orderBy(asc(users.sortName), asc(users.id))
            .limit(pageSize + 1)
    rows = [...rows, ...found].toSorted((a, b) => byKey(keyOf(a), keyOf(b))).slice(0, pageSize + 1)
  }
  const last = rows[pageSize - 1]
  return { rows: rows.slice(0, pageSize), next: rows.length > pageSize && last ? keyOf(last) : null }
}
