import { eq, isNull, lt, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import { prepared } from '@/db/prepared'
import { serverHousehold } from '@/db/tables/organizations'
import type { StoredFactor } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { dayIn } from '@/lib/zone'

/** So long it is known what a day was like: two years. */
export const daysKept = days(731)

/** Of sign-ins: a wrong password; the right one and no second step after it; too many wrong codes in a row. */
export type Attempt = 'wrongPasswords' | 'unfinished' | 'locked'

const zoneOf = prepared(
  'zone-of-organization',
  ({ organizations }) => ({ id: organizations.id }),
  (tx: Writer, { organizations }, given) =>
    tx.select({ timeZone: organizations.timeZone }).from(organizations).where(eq(organizations.id, given.id)),
)

/**
 * Counts one attempt on the current day, in the organization's time zone; null where the address is no one's, which takes
 * the same statements. Nothing but the audit log is locked after it.
 */
export async function countAttempt(
  tx: Writer,
  ctx: Context,
  organizationId: string | null,
  what: Attempt,
): Promise<void> {
  const { organizationDays } = ctx.db.tables
  const id = organizationId ?? serverHousehold
  const [zone] = await zoneOf(tx, ctx.db, { id })
  await tx
    .insert(organizationDays)
    .values({ organizationId: id, day: dayIn(zone?.timeZone ?? 'UTC', ctx.now()), [what]: 1 })
    .onConflictDoUpdate({
      target: [organizationDays.organizationId, organizationDays.day],
      set: { [what]: plus(organizationDays[what], 1) },
    })
}

/**
 * Puts down how many people an organization has on a day, and how many of them have a second factor and have none, from the
 * counters that are kept with every change. Once a day: of several who do it at once one does, and a clock that is put back
 * finds the days it shows again counted.
 */
export async function countDay(
  tx: Writer,
  ctx: Context,
  { organizationId, day }: { organizationId: string; day: string },
): Promise<void> {
  const { headcounts, organizationDays } = ctx.db.tables
  const rows = await tx.select().from(headcounts).where(eq(headcounts.organizationId, organizationId))
  const of = (stands: (stored: StoredFactor) => boolean) =>
    rows.reduce((sum, row) => (stands(row.secondFactor as StoredFactor) ? sum + row.people : sum), 0)
  const people = of(() => true)
  const on = of((stored) => stored === 'on')
  const counts = { people, protected: on, missing: people - on - of((stored) => stored === 'locked') }
  await tx
    .insert(organizationDays)
    .values({ organizationId, day, ...counts })
    .onConflictDoUpdate({
      target: [organizationDays.organizationId, organizationDays.day],
      set: counts,
      setWhere: isNull(organizationDays.people),
    })
}

/** The organizations with the day that it is there, where no one was counted on it yet. */
export async function daysToCount(ctx: Context): Promise<{ organizationId: string; day: string }[]> {
  const { organizations, organizationDays } = ctx.db.tables
  const now = ctx.now()
  const all = await ctx.db.read
    .select({ id: organizations.id, timeZone: organizations.timeZone })
    .from(organizations)
    .where(ne(organizations.id, serverHousehold))
  const present = all.map(({ id, timeZone }) => ({ organizationId: id, day: dayIn(timeZone, now) }))
  const counted = new Set<string>()
  for (const day of new Set(present.map((one) => one.day))) {
    const rows = await ctx.db.read
      .select({ organizationId: organizationDays.organizationId, people: organizationDays.people })
      .from(organizationDays)
      .where(eq(organizationDays.day, day))
    for (const row of rows) if (row.people !== null) counted.add(`${day} ${row.organizationId}`)
  }
  return present.filter(({ organizationId, day }) => !counted.has(`${day} ${organizationId}`))
}

/** Forgets what days were like that are further back than that is of use. */
export async function sweepDays(tx: Writer, ctx: Context): Promise<void> {
  const { organizationDays } = ctx.db.tables
  await tx.delete(organizationDays).where(lt(organizationDays.day, dayIn('UTC', later(ctx.now(), -daysKept))))
}
