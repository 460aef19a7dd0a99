import { and, desc, eq, inArray, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { Admin, Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Delivery } from '@/lib/messages/mail/delivery'
import { deliveryOf } from '@/lib/records/outbox/delivery'

const most = 20

/** What became of letters to a person of this organization, the latest first. */
async function deliveriesTo(
  ctx: Context,
  organizationId: string,
  userId: string,
  which: SQL | undefined,
  limit: number,
): Promise<Delivery[]> {
  const { outbox, users } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ letter: outbox })
    .from(outbox)
    .innerJoin(users, eq(users.id, outbox.userId))
    .where(and(eq(outbox.userId, userId), eq(users.organizationId, organizationId), which))
    .orderBy(desc(outbox.createdAt))
    .limit(limit)
  return rows.map(({ letter }) => deliveryOf(ctx, letter))
}

/** Mail to a person of the admin's organization that was not delivered so far, the latest first, twenty at most. */
export async function listUndelivered(ctx: Context, admin: Admin, userId: string): Promise<Delivery[]> {
  const { outbox } = ctx.db.tables
  const undelivered = and(
    ne(outbox.name, 'invitation'),
    or(isNotNull(outbox.failure), and(isNull(outbox.closedAt), isNotNull(outbox.problem))),
  )
  return deliveriesTo(ctx, admin.organizationId, userId, undelivered, most)
}

/** What became of the last invitation to a person of the admin's organization; null where that is not known any more. */
export const invitationDelivery = (ctx: Context, admin: Admin, userId: string): Promise<Delivery | null> =>
  lastInvitation(ctx, admin.organizationId, userId)

/** The same of the admin whom an operator invited to an organization, while no one else is in it. */
export const firstInvitationDelivery = (
  ctx: Context,
  _operator: Operator,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<Delivery | null> => lastInvitation(ctx, organizationId, userId)

async function lastInvitation(
  ctx: Context,
  organizationId: string,
  userId: string,
): Promise<Delivery | null> {
  const { outbox } = ctx.db.tables
  const [last] = await deliveriesTo(ctx, organizationId, userId, eq(outbox.name, 'invitation'), 1)
  return last ?? null
}

export type Unreached = { id: string; name: string }

/** To whom such email was not delivered. From the email to its people, in that order: of those there are far more. */
const unreached = (name: string, undelivered: (tables: Tables) => SQL | undefined) =>
  prepared(
    name,
    ({ users }) => ({ organizationId: users.organizationId }),
    (read: Reader, tables, given) => {
      const { outbox, users } = tables
      const ours = eq(users.organizationId, given.organizationId)
      return read
        .selectDistinct({ id: users.id, name: users.name })
        .from(outbox)
        .crossJoin(users)
        .where(and(undelivered(tables), eq(users.id, outbox.userId), ours))
        .limit(6)
    },
  )

// Two indexes, so two questions.
const unreachedSoFar = unreached('unreached-so-far', ({ outbox }) =>
  and(isNull(outbox.closedAt), isNotNull(outbox.problem)),
)
const unreachedForGood = unreached('unreached-for-good', ({ outbox }) =>
  inArray(outbox.failure, ['unreadable', 'refused', 'expired']),
)

/** People of the admin's organization to whom email was not delivered so far, six at most. */
export async function peopleUnreached({ db }: Context, { organizationId }: Admin): Promise<Unreached[]> {
  const found = new Map<string, Unreached>()
  for (const ask of [unreachedSoFar, unreachedForGood])
    for (const row of await ask(db.read, db, { organizationId })) found.set(row.id, row)
  return [...found.values()].slice(0, 6)
}
