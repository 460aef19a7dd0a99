import { and, eq, type SQL } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import { type Columns, type Given, prepared, type ValuesOf } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { StoredFactor, UserStatus } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import { lockPerson } from './lock'
import { moveSortName } from './sort-name'
import { moveWords } from './words'

export type User = Tables['users']['$inferSelect']

export type UserChanges = PgUpdateSetSource<Tables['users']>

/** What decides where someone is counted: the status, and whatever `users.second_factor` is derived from. */
const counting = [
  'organizationId',
  'status',
  'authenticatorSecret',
  'passkeys',
  'twoFactorRequired',
  'secondStepLockedAt',
  'role',
  'inPolicyGroup',
  'graceUntil',
] as const satisfies (keyof UserChanges)[]

/** Where someone is counted. */
type Place = { organizationId: string; status: UserStatus; secondFactor: StoredFactor | null }

/**
 * The only way a user's row is changed once it stands: keeps the headcounts, the words people are found by and where they
 * stand in their groups true in the same transaction. `guard`
 * narrows the row that is changed ("claim, do not check"). Null when no row met it.
 */
export async function changeUser(
  tx: Writer,
  ctx: Context,
  userId: string,
  changes: UserChanges,
  guard?: SQL,
): Promise<User | null> {
  const { users } = ctx.db.tables
  const moves = counting.some((column) => column in changes)
  if (moves || 'sortName' in changes) await lockPerson(tx, ctx, userId)
  const [before] = moves ? await placeOf(tx, ctx.db, { userId }) : []
  const [after] = await tx
    .update(users)
    .set(changes)
    .where(and(eq(users.id, userId), guard))
    .returning()
  if (!after) return null
  if (before) await recount(tx, ctx, before, after)
  if (before && before.secondFactor !== after.secondFactor)
    await moveWords(tx, ctx, userId, after.secondFactor)
  if ('sortName' in changes) await moveSortName(tx, ctx, userId, after.sortName)
  return after
}

const placeOf = prepared(
  'place-of-user',
  ({ users }) => ({ userId: users.id }),
  (tx: Writer, { users }, given) =>
    tx
      .select({
        organizationId: users.organizationId,
        status: users.status,
        secondFactor: users.secondFactor,
      })
      .from(users)
      .where(eq(users.id, given.userId)),
)

/**
 * A change that is made so often that its statement is built once, of columns that no one is counted by. `guard` as
 * for `changeUser`; false when no row met it. `columns`: what it is given each time besides the person's id.
 */
export function frequentChange<const Of extends Columns>(
  name: string,
  columns: (users: Tables['users']) => Of,
  build: (
    given: Given<keyof Of>,
    users: Tables['users'],
  ) => { changes: Omit<UserChanges, (typeof counting)[number]>; guard?: SQL | undefined },
): (tx: Writer, ctx: Context, userId: string, given: ValuesOf<Of>) => Promise<boolean> {
  const change = prepared(
    name,
    ({ users }) => ({ ...columns(users), userId: users.id }),
    (tx: Writer, { users }, given) => {
      const { changes, guard } = build(given, users)
      return tx
        .update(users)
        .set(changes)
        .where(and(eq(users.id, given.userId), guard))
        .returning({ id: users.id })
    },
  )
  return async (tx, ctx, userId, given) => {
    const [changed] = await change(tx, ctx.db, { ...given, userId })
    return changed !== undefined
  }
}

/** Moves one person from one count to another; null for someone who was not, or is no more. */
export async function recount(tx: Writer, ctx: Context, from: Place | null, to: Place | null): Promise<void> {
  if (from && to && from.status === to.status && from.secondFactor === to.secondFactor) return
  const { organizationId } = from ?? to ?? {}
  // Two people who change places would each wait for the other's counter.
  if (organizationId) await ctx.db.lock(tx, `headcounts:${organizationId}`)
  if (from) await count(tx, ctx, from, -1)
  if (to) await count(tx, ctx, to, 1)
}

async function count(tx: Writer, ctx: Context, place: Place, people: number): Promise<void> {
  const { headcounts } = ctx.db.tables
  const { organizationId, status } = place
  const secondFactor = place.secondFactor ?? 'off'
  await tx
    .insert(headcounts)
    .values({ organizationId, status, secondFactor, people })
    .onConflictDoUpdate({
      target: [headcounts.organizationId, headcounts.status, headcounts.secondFactor],
      set: { people: plus(headcounts.people, people) },
    })
}
