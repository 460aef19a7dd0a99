import { and, asc, eq, gt, gte, lte } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { dayIn, daysBefore } from '@/lib/zone'
import { policyFor } from '../users/standing'

/** So far back the picture of an organization goes. */
export const pictured = 90

/** How many people there were on a day (`2026-12-04`, in the organization's time zone), and how many of them stood where. */
export type DayCount = { day: string; people: number; protected: number; missing: number }

/** The counts of the last 90 days, today's included where it was counted, oldest first, and which day it is. Days on which no server ran are left out. */
export async function coverageByDay(
  ctx: Context,
  admin: Admin,
): Promise<{ today: string; days: DayCount[] }> {
  const { organizationDays } = ctx.db.tables
  const { timeZone } = await policyFor(ctx, admin)
  const today = dayIn(timeZone, ctx.now())
  const rows = await ctx.db.read
    .select()
    .from(organizationDays)
    .where(
      and(
        eq(organizationDays.organizationId, admin.organizationId),
        gt(organizationDays.day, daysBefore(today, pictured)),
        lte(organizationDays.day, today),
      ),
    )
    .orderBy(asc(organizationDays.day))
  const counted = rows.flatMap(({ day, people, protected: on, missing }) =>
    people === null ? [] : [{ day, people, protected: on ?? 0, missing: missing ?? 0 }],
  )
  return { today, days: counted }
}

/** Sign-ins that were attempted on the last seven days, today included, and did not succeed. */
export type Attempts = { wrongPasswords: number; unfinished: number; locked: number }

/** `unfinished`: with the right password and no second step after it. `locked`: accounts, by too many wrong codes. */
export async function attemptsThisWeek(ctx: Context, admin: Admin): Promise<Attempts> {
  const { organizationDays } = ctx.db.tables
  const { timeZone } = await policyFor(ctx, admin)
  const today = dayIn(timeZone, ctx.now())
  const rows = await ctx.db.read
    .select()
    .from(organizationDays)
    .where(
      and(
        eq(organizationDays.organizationId, admin.organizationId),
        gte(organizationDays.day, daysBefore(today, 6)),
        lte(organizationDays.day, today),
      ),
    )
  const sum = (what: keyof Attempts) => rows.reduce((all, row) => all + row[what], 0)
  return { wrongPasswords: sum('wrongPasswords'), unfinished: sum('unfinished'), locked: sum('locked') }
}
