import { count, gt } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Context } from '@/lib/context'
import { latest } from '@/lib/lifespan'

/** How many rows of one kind were dated in a time that has yet to come. */
export type Misdated = { what: string; rows: number }

/**
 * What a clock that was ahead has left behind, for whoever looks after the server; only kinds of which there is
 * something. None of it is believed, so it neither opens anything nor keeps anyone out.
 */
export async function misdatedRows(ctx: Context): Promise<Misdated[]> {
  const { tables, read } = ctx.db
  const { auditEntries, browsers, challenges, enrollments, links, outbox, recoveryRequests, sessions } =
    tables
  const { trustedBrowsers } = tables
  const kinds: [string, PgTable, PgColumn][] = [
    ['sessions', sessions, sessions.lastSeenAt],
    ['sign-ins under way', challenges, challenges.createdAt],
    ['setup keys', enrollments, enrollments.createdAt],
    ['links', links, links.createdAt],
    ['emails', outbox, outbox.createdAt],
    ['known browsers', browsers, browsers.seenAt],
    ['trusted browsers', trustedBrowsers, trustedBrowsers.lastUsedAt],
    ['recovery requests', recoveryRequests, recoveryRequests.askedAt],
    ['audit entries', auditEntries, auditEntries.at],
  ]
  const counted = await Promise.all(
    kinds.map(async ([what, table, dated]) => {
      const [row] = await read
        .select({ n: count() })
        .from(table)
        .where(gt(dated, latest(ctx.now())))
      return { what, rows: row?.n ?? 0 }
    }),
  )
  return counted.filter(({ rows }) => rows > 0)
}
