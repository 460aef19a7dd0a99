import { and, asc, eq, exists, gte, inArray, lt, notExists, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { after, alias } from '@/db/expressions'
import type { Role, SecondFactor, UserStatus } from '@/db/tables/users'
import type { Admin } from '../actors'
import type { Context } from '../context'
import { fold } from './name'

export type { Role, SecondFactor, UserStatus }

const pageSize = 50
/** Up to how many words of one search term are counted. */
const few = 1000

export type UserRow = {
  id: string
  name: string
  email: string
  role: Role
  secondFactor: SecondFactor
  status: UserStatus
  lastSignInAt: Date | null
}

export const listUsersInput = z.object({
  search: z.string().trim().max(200).default(''),
  /** `missing`: off, or required and not set up. */
  twoFactor: z.enum(['on', 'off', 'required', 'locked', 'missing']).optional(),
  /** Where the page before ended: opaque. Long enough for the longest name of a hundred characters. */
  after: z.string().max(8000).optional(),
})

export type UserPage = { users: UserRow[]; next: string | null }

/**
 * One page of the admin's people, 50 at a time and in the order of their names, or, in a search, of the words that
 * match. Every word of the search must begin a word of the name or address. Pages go by key, so that the last costs
 * what the first does.
 */
export async function listUsers(
  ctx: Context,
  admin: Admin,
  { search, twoFactor, after: cursor }: z.output<typeof listUsersInput>,
): Promise<UserPage> {
  const terms = [...new Set(fold(search).split(/\s+/))].filter((term) => term !== '')
  const from = readCursor(cursor)
  const [first, ...others] = await rarestFirst(ctx, admin, terms.slice(0, 5), from?.[0])
  return first === undefined
    ? listByName(ctx, admin, twoFactor, from)
    : listByWord(ctx, admin, first, others, twoFactor, from)
}

type Filter = z.output<typeof listUsersInput>['twoFactor']

/** Nothing, or that the person's second factor stands there. */
function standsAt(column: PgColumn, filter: Filter): SQL | undefined {
  if (filter === 'missing') return inArray(column, ['off', 'required'] satisfies SecondFactor[])
  return filter && eq(column, filter)
}

const columnsOf = (ctx: Context) => {
  const { users } = ctx.db.tables
  return {
    id: users.id,
    name: users.name,
    sortName: users.sortName,
    email: users.email,
    role: users.role,
    secondFactor: users.secondFactor,
    status: users.status,
    lastSignInAt: users.lastSignInAt,
  }
}

async function listByName(ctx: Context, admin: Admin, twoFactor: Filter, from: string[] | null) {
  const { users } = ctx.db.tables
  const rows = await ctx.db.read
    .select(columnsOf(ctx))
    .from(users)
    .where(
      and(
        eq(users.organizationId, admin.organizationId),
        standsAt(users.secondFactor, twoFactor),
        from?.length === 2 ? after([users.sortName, users.id], from) : undefined,
      ),
    )
    .orderBy(asc(users.sortName), asc(users.id))
    .limit(pageSize + 1)
  return page(rows, (row) => [row.sortName, row.id])
}

/**
 * The term to go by first, for all the words it begins are looked at: the one a page before went by, or the one with
 * the fewest words, where one has few, or the longest.
 */
async function rarestFirst(ctx: Context, admin: Admin, terms: string[], from: string | undefined) {
  if (terms.length < 2) return terms
  const { userWords } = ctx.db.tables
  const ranked: { term: string; begun: boolean; words: number }[] = []
  for (const term of terms) {
    const words = await ctx.db.read
      .select({ word: userWords.word })
      .from(userWords)
      .where(and(eq(userWords.organizationId, admin.organizationId), begins(userWords.word, term)))
      .limit(few)
    ranked.push({ term, begun: from?.startsWith(term) ?? false, words: words.length })
  }
  ranked.sort(
    (a, b) => Number(b.begun) - Number(a.begun) || a.words - b.words || b.term.length - a.term.length,
  )
  return ranked.map(({ term }) => term)
}

const begins = (column: PgColumn, prefix: string) =>
  and(gte(column, prefix), lt(column, `${prefix}\u{10ffff}`))

async function listByWord(
  ctx: Context,
  admin: Admin,
  term: string,
  others: string[],
  twoFactor: Filter,
  from: string[] | null,
) {
  const { users, userWords } = ctx.db.tables
  const other = alias(userWords, 'other')
  const ofSamePerson = (condition: SQL | undefined) =>
    ctx.db.read
      .select({ word: other.word })
      .from(other)
      .where(and(eq(other.userId, userWords.userId), condition))
  const rows = await ctx.db.read
    .select({ ...columnsOf(ctx), word: userWords.word })
    .from(userWords)
    .innerJoin(users, eq(users.id, userWords.userId))
    .where(
      and(
        eq(userWords.organizationId, admin.organizationId),
        begins(userWords.word, term),
        // Whoever matches with several words stands at the first of them only.
        notExists(ofSamePerson(and(begins(other.word, term), lt(other.word, userWords.word)))),
        ...others.map((prefix) => exists(ofSamePerson(begins(other.word, prefix)))),
        standsAt(users.secondFactor, twoFactor),
        from?.length === 3 ? after([userWords.word, userWords.sortName, userWords.userId], from) : undefined,
      ),
    )
    .orderBy(asc(userWords.word), asc(userWords.sortName), asc(userWords.userId))
    .limit(pageSize + 1)
  return page(rows, (row) => [row.word, row.sortName, row.id])
}

type Row = Omit<UserRow, 'secondFactor'> & { secondFactor: SecondFactor | null }

function page<R extends Row>(rows: R[], keyOf: (row: R) => string[]): UserPage {
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const users = shown.map(({ id, name, email, role, secondFactor, status, lastSignInAt }) => ({
    ...{ id, name, email, role, status, lastSignInAt },
    secondFactor: secondFactor ?? 'off',
  }))
  return { users, next: rows.length > pageSize && last ? writeCursor(keyOf(last)) : null }
}

const writeCursor = (key: string[]) => Buffer.from(JSON.stringify(key)).toString('base64url')

/** A cursor as it came from the address bar; null when it is none of ours: the first page. */
function readCursor(text: string | undefined): string[] | null {
  if (!text) return null
  try {
    return z
      .array(z.string())
      .max(3)
      .parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    return null
  }
}
