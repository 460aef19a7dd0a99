import { and, desc, eq, lt } from 'drizzle-orm'
import { before as beforeRow } from '@/db/expressions'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { AuditEvent } from '@/lib/messages/audit/catalogue'
import { entryText } from '@/lib/messages/audit/entry'
import type { AuditBody } from '@/lib/records/audit/record'

export type AuditEntry = AuditBody & { sequence: number }

/** Which entries. Each that is given leaves fewer. */
export type AuditFilter = {
  /** Whom it concerns, by their id. */
  subjectId?: string | undefined
  /** Who did it, by their id. */
  actorId?: string | undefined
  /** One of these. */
  events?: readonly AuditEvent[] | undefined
  /** From this moment on. */
  from?: Date | undefined
  /** Before this moment. */
  until?: Date | undefined
  /** Words, each of which stands somewhere in the entry as it is read. */
  search?: string | undefined
  /** In which dates in it are read and searched. Default: UTC. */
  zone?: string | undefined
}

const pageSize = 50

/** How many entries are looked through for one page, where an index alone does not find them. */
export const lookedThrough = 5000

type Asked = AuditFilter & { before?: number | undefined; limit?: number }
type Place = { at: Date; sequence: number }

/**
 * The organization's entries, newest first, 50 a page. `before`: the sequence number of the page before's last entry. Where
 * words are searched, or several things are asked at once, so many entries are looked through and no more: a page may then
 * have few or none, and still another after it.
 */
export async function listAudit(
  ctx: Context,
  admin: Admin | ApiKey<'audit:read'>,
  { before, limit = pageSize, ...filter }: Asked,
): Promise<{ entries: AuditEntry[]; next: number | null }> {
  const chain = admin.organizationId
  const matches = restOf(filter)
  const batch = matches ? Math.max(limit + 1, 500) : limit + 1
  const found: AuditEntry[] = []
  const { from, until } = filter
  let place = before === undefined ? until && { at: until, sequence: 0 } : await placeOf(ctx, chain, before)
  for (let looked = 0; looked < lookedThrough; looked += batch) {
    const read = await readFrom(ctx, chain, filter, place, batch)
    // Not asked of the database: with a time on both sides SQLite goes by that alone, whoever it is about.
    const rows = from ? read.filter(({ at }) => at >= from) : read
    for (const { body, sequence } of rows) {
      const entry = { ...(JSON.parse(body) as AuditBody), sequence }
      if (!matches || matches(entry)) found.push(entry)
    }
    const page = found.slice(0, limit)
    if (found.length > limit) return { entries: page, next: page.at(-1)?.sequence ?? null }
    if (rows.length < batch) return { entries: page, next: null }
    place = rows.at(-1)
  }
  return { entries: found, next: place?.sequence ?? null }
}

/** Where an entry stands. One that is not there stands among those of its number. */
async function placeOf(ctx: Context, chain: string, sequence: number): Promise<Place> {
  const { auditEntries } = ctx.db.tables
  const [entry] = await ctx.db.read
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(and(eq(auditEntries.chain, chain), eq(auditEntries.sequence, sequence)))
  return { at: entry?.at ?? ctx.now(), sequence }
}

/** What the index that is gone by does not answer. */
function restOf({
  subjectId,
  actorId,
  events,
  search,
  zone,
}: AuditFilter): ((entry: AuditEntry) => boolean) | null {
  const words = search?.toLowerCase().split(/\s+/).filter(Boolean) ?? []
  const kinds = subjectId !== undefined || actorId !== undefined ? events : undefined
  const by = subjectId === undefined ? undefined : actorId
  if (words.length === 0 && !kinds && by === undefined) return null
  return (entry) => {
    if (kinds && !kinds.includes(entry.event)) return false
    if (by !== undefined && !(entry.actor.kind === 'user' && entry.actor.id === by)) return false
    const text = words.length > 0 ? entryText(entry, zone).toLowerCase() : ''
    return words.every((word) => text.includes(word))
  }
}

type Row = Place & { body: string }

/** The next entries behind a place by the index that leaves the fewest: of a person, of who did it, of kinds, of a time. */
async function readFrom(
  ctx: Context,
  chain: string,
  { subjectId, actorId, events, from, until }: AuditFilter,
  place: Place | undefined,
  limit: number,
): Promise<Row[]> {
  const { auditEntries: all } = ctx.db.tables
  const ask = (of?: ReturnType<typeof eq>) =>
    ctx.db.read
      .select({ at: all.at, sequence: all.sequence, body: all.body })
      .from(all)
      .where(
        and(eq(all.chain, chain), of, place && beforeRow([all.at, all.sequence], [place.at, place.sequence])),
      )
      .orderBy(desc(all.at), desc(all.sequence))
      .limit(limit)
  if (subjectId !== undefined) return ask(eq(all.subjectId, subjectId))
  if (actorId !== undefined) return ask(eq(all.actorId, actorId))
  if (!events && (from || until)) return ask()
  // As they were written: a clock that was ahead for a while does not put what it dates before everything else for ever.
  if (!events)
    return ctx.db.read
      .select({ at: all.at, sequence: all.sequence, body: all.body })
      .from(all)
      .where(and(eq(all.chain, chain), place && lt(all.sequence, place.sequence)))
      .orderBy(desc(all.sequence))
      .limit(limit)
  const found = await Promise.all(events.map((event) => ask(eq(all.event, event))))
  return found
    .flat()
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || b.sequence - a.sequence)
    .slice(0, limit)
}
