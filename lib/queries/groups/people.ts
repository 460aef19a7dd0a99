import { and, asc, eq, exists, gte, inArray, lt } from 'drizzle-orm'
import type { z } from 'zod'
import { after } from '@/db/expressions'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { mostCounted } from '@/lib/figures'
import { opaque } from '@/lib/opaque'
import { termsOf } from '@/lib/records/users/words'
import { type Cursor, pageSize, readCursor, writeCursor } from '../users/cursor'
import { listUsers, searchInput, type UserPage } from '../users/list'
import { rowColumns, rowOf, type UserRow } from '../users/row'
import { searchPage } from '../users/search'
import { policyFor } from '../users/standing'
import { findGroup } from './find'

export const listPeopleInput = searchInput.extend({ groupId: opaque })

type Asked = z.output<typeof listPeopleInput>

/**
 * One page of the people of a group, 50 at most and in the order of their names; null where it is not the admin's. A search
 * is as that of all people. In a group of fewer than `mostCounted` people it goes through all of them; in a larger one by
 * the words of everyone, in the order of those that match, and a page may then have few people and still another after it.
 */
export async function listPeople(
  ctx: Context,
  admin: Admin | ApiKey<'groups:read'>,
  { groupId, search, after: cursor }: Asked,
): Promise<UserPage | null> {
  const group = await findGroup(ctx, admin, groupId)
  if (!group) return null
  const terms = termsOf(search)
  if (terms.length === 0 && search !== '') return { users: [], next: null }
  const question = { terms, list: groupId }
  const byWords = terms.length > 0 && group.people === mostCounted
  const from = readCursor(question, cursor, byWords ? 3 : 2)
  const { rows, next } = byWords
    ? await searchPage(ctx, admin, terms, [null], from, isMember(ctx, groupId))
    : await byName(ctx, groupId, terms, from)
  const [policy, now] = [await policyFor(ctx, admin), ctx.now()]
  return { users: rows.map((row) => rowOf(row, policy, now)), next: next && writeCursor(question, next) }
}

/** Whether this is where a page of this search in this group ended. */
export const isPeopleCursorOf = ({ groupId, search }: Asked, after: string) =>
  [2, 3].some((parts) => readCursor({ terms: termsOf(search), list: groupId }, after, parts) !== null)

async function byName(ctx: Context, groupId: string, terms: string[], from: Cursor | null) {
  const { users, userWords, groupMembers } = ctx.db.tables
  const begins = (term: string) =>
    exists(
      ctx.db.read
        .select({ word: userWords.word })
        .from(userWords)
        .where(
          and(
            eq(userWords.userId, groupMembers.userId),
            gte(userWords.word, term),
            lt(userWords.word, `${term}\u{10ffff}`),
          ),
        ),
    )
  const rows = await ctx.db.read
    .select(rowColumns(users))
    .from(groupMembers)
    .innerJoin(users, eq(users.id, groupMembers.userId))
    .where(
      and(
        eq(groupMembers.groupId, groupId),
        from ? after([groupMembers.sortName, groupMembers.userId], from) : undefined,
        ...terms.map(begins),
      ),
    )
    .orderBy(asc(groupMembers.sortName), asc(groupMembers.userId))
    .limit(pageSize + 1)
  const last = rows[pageSize - 1]
  return {
    rows: rows.slice(0, pageSize),
    next: rows.length > pageSize && last ? [last.sortName, last.id] : null,
  }
}

function isMember(ctx: Context, groupId: string) {
  const { userWords, groupMembers } = ctx.db.tables
  return exists(
    ctx.db.read
      .select({ userId: groupMembers.userId })
      .from(groupMembers)
      .where(and(eq(groupMembers.groupId, groupId), eq(groupMembers.userId, userWords.userId))),
  )
}

export type Candidate = UserRow & { inGroup: boolean }

/** One page of all people, as in Users, and of each whether they are in the group; null where it is not the admin's. */
export async function peopleToAdd(
  ctx: Context,
  admin: Admin,
  { groupId, ...asked }: Asked,
): Promise<{ users: Candidate[]; next: string | null } | null> {
  if (!(await findGroup(ctx, admin, groupId))) return null
  const { users, next } = await listUsers(ctx, admin, asked)
  const { groupMembers } = ctx.db.tables
  const there = await ctx.db.read
    .select({ userId: groupMembers.userId })
    .from(groupMembers)
    .where(
      and(
        eq(groupMembers.groupId, groupId),
        inArray(
          groupMembers.userId,
          users.map(({ id }) => id),
        ),
      ),
    )
  const inGroup = new Set(there.map(({ userId }) => userId))
  return { users: users.map((user) => ({ ...user, inGroup: inGroup.has(user.id) })), next }
}
