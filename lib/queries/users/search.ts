import { and, asc, count, eq, exists, gte, lt, notExists, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { after, alias, upTo } from '@/db/expressions'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Part } from '@/lib/records/policy/standing'
import { byKey, type Cursor, pageSize } from './cursor'
import { rowColumns } from './row'

/** Up to how many words of one search term are counted, to go by the term that has fewest. */
const counted = 1000

/** Of how many words it is looked at, on one page, whether their people match. */
const looked = 400

/**
 * One page of those of whom every term begins a word, in the order of the words that match, from a cursor on. `next`
 * is null after the last page only. `within`: a condition that who is looked at must meet besides.
 */
export async function searchPage(
  ctx: Context,
  admin: Admin | ApiKey<'users:read' | 'groups:read'>,
  terms: string[],
  parts: readonly Part[],
  from: Cursor | null,
  within?: SQL,
) {
  const ranked = await fewestFirst(ctx, admin, terms, parts)
  // All pages of a search go by the same term, whatever was added meanwhile.
  const begun = ranked.find((term) => from?.[0]?.startsWith(term))
  const first = begun ?? ranked[0] ?? ''
  const others = ranked.filter((term) => term !== first)
  const look = { first, others, from: begun ? from : null, within }
  let page: Page = { rows: [], next: null }
  for (const part of parts)
    page = merged(page, await lookFrom(ctx, admin, { ...look, part, until: page.next }))
  return page
}

type Found = Awaited<ReturnType<typeof lookFrom>>

type Page = { rows: Found['rows']; next: Cursor | null }

/** Two parts of one page: what lies beyond where either of them stopped looking must wait for the next. */
function merged(page: Page, { rows, stop }: Found): Page {
  const end = [page.next, stop].filter((key) => key !== null).toSorted(byKey)[0] ?? null
  const together = [...page.rows, ...rows]
    .toSorted((a, b) => byKey(keyOf(a), keyOf(b)))
    .filter((row) => !end || byKey(keyOf(row), end) <= 0)
  const last = together[pageSize - 1]
  return {
    rows: together.slice(0, pageSize),
    next: together.length > pageSize && last ? keyOf(last) : end,
  }
}

const keyOf = ({ word, sortName, id }: { word: string; sortName: string; id: string }) => [word, sortName, id]

/**
 * The terms, the one that begins fewest words before all others, where one begins few; else by length. In which order
 * they were typed makes no difference.
 */
async function fewestFirst(
  ctx: Context,
  admin: Admin | ApiKey<'users:read' | 'groups:read'>,
  terms: string[],
  parts: readonly Part[],
) {
  const byLength = terms.toSorted().sort((a, b) => b.length - a.length)
  if (terms.length === 1) return terms
  const { userWords } = ctx.db.tables
  const { read } = ctx.db
  const numbers = new Map<string, number>()
  for (const term of byLength.slice(0, 5))
    for (const part of parts) {
      const some = read
        .select({ word: userWords.word })
        .from(userWords)
        .where(and(among(userWords, admin, part), gte(userWords.word, term), lt(userWords.word, end(term))))
        .limit(counted)
      const [row] = await read.select({ words: count() }).from(some.as('some'))
      numbers.set(term, (numbers.get(term) ?? 0) + (row?.words ?? 0))
    }
  const words = (term: string) => numbers.get(term) ?? counted * parts.length
  return byLength.toSorted((a, b) => words(a) - words(b))
}

const end = (prefix: string) => `${prefix}\u{10ffff}`

type Words = Record<'organizationId' | 'secondFactor' | 'word', PgColumn>

const among = (words: Words, admin: Admin | ApiKey<'users:read' | 'groups:read'>, part: Part) =>
  and(
    eq(words.organizationId, admin.organizationId),
    part === null ? undefined : eq(words.secondFactor, part.stored),
  )

type Look = {
  first: string
  others: string[]
  part: Part
  from: Cursor | null
  until: Cursor | null
  within: SQL | undefined
}

/** Who matches among the next so many words; `stop` is where it stopped looking, null at the end of all words. */
async function lookFrom(
  ctx: Context,
  admin: Admin | ApiKey<'users:read' | 'groups:read'>,
  { first, others, part, from, until, within }: Look,
) {
  const { users, userWords } = ctx.db.tables
  const key = [userWords.word, userWords.sortName, userWords.userId]
  const order = key.map((column) => asc(column))
  // One bound at either side: an index has no use for a second one.
  const range = (to: Cursor | null) =>
    and(
      among(userWords, admin, part),
      from ? after(key, from) : gte(userWords.word, first),
      to ? upTo(key, to) : lt(userWords.word, end(first)),
    )
  const [bound] = await ctx.db.read
    .select({ word: userWords.word, sortName: userWords.sortName, id: userWords.userId })
    .from(userWords)
    .where(range(until))
    .orderBy(...order)
    .limit(1)
    .offset(looked - 1)
  const stop = bound ? keyOf(bound) : until
  const other = alias(userWords, 'other')
  const ofSamePerson = (...conditions: (SQL | undefined)[]) =>
    ctx.db.read
      .select({ word: other.word })
      .from(other)
      .where(and(eq(other.userId, userWords.userId), ...conditions))
  const rows = await ctx.db.read
    .select({ ...rowColumns(users), word: userWords.word })
    .from(userWords)
    .innerJoin(users, eq(users.id, userWords.userId))
    .where(
      and(
        range(stop),
        within,
        part?.meets,
        // Whoever matches with several words stands at the first of them only.
        notExists(ofSamePerson(gte(other.word, first), lt(other.word, userWords.word))),
        ...others.map((term) => exists(ofSamePerson(gte(other.word, term), lt(other.word, end(term))))),
      ),
    )
    .orderBy(...order)
    .limit(pageSize + 1)
  return { rows, stop }
}
