import { and, asc, eq, gte, lt } from 'drizzle-orm'
import { after } from '@/db/expressions'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { AuditBody } from '@/lib/records/audit/record'
import type { AuditEntry } from '../audit/list'
import { findPolicy, type PolicyDetails } from '../policy/find'
import { type ExportedPerson, exportUsers } from '../users/export'
import { listUsersInput } from '../users/list'

/** What evidence says of one moment. */
export type EvidenceContent = {
  takenAt: Date
  policy: PolicyDetails
  people: ExportedPerson[]
  /** The last entry of the audit log at that moment. */
  lastEntry: number
}

/** The admin's people and policy, and where the audit log ends, all of one moment. */
export async function evidenceContent(ctx: Context, admin: Admin): Promise<EvidenceContent> {
  return ctx.db.moment(async (read) => {
    const takenAt = ctx.now()
    const frozen: Context = {
      ...ctx,
      ...{ now: () => takenAt, db: Object.create(ctx.db, { read: { value: read } }) },
    }
    const policy = await findPolicy(frozen, admin)
    if (!policy) throw new Error('The organization of an admin is not there.')
    const { auditHeads } = ctx.db.tables
    const [head] = await read
      .select({ sequence: auditHeads.sequence })
      .from(auditHeads)
      .where(eq(auditHeads.chain, admin.organizationId))
    const people: ExportedPerson[] = []
    for await (const page of exportUsers(frozen, admin, listUsersInput.parse({}))) people.push(...page)
    return { takenAt, policy, people, lastEntry: head?.sequence ?? 0 }
  })
}

const pageSize = 500

/**
 * The entries of a period, the oldest first, page by page, up to the last one that is asked for: entries are never changed,
 * so that they are of the moment when that was the last.
 */
export async function* evidenceEntries(
  ctx: Context,
  admin: Admin,
  { from, until, lastEntry }: { from: Date; until: Date; lastEntry: number },
): AsyncGenerator<AuditEntry[]> {
  const { auditEntries } = ctx.db.tables
  const { chain, at, sequence, body } = auditEntries
  for (let last: [Date, number] | null = null; ; ) {
    const rows: { at: Date; sequence: number; body: string }[] = await ctx.db.read
      .select({ at, sequence, body })
      .from(auditEntries)
      .where(
        and(
          eq(chain, admin.organizationId),
          last ? after([at, sequence], last) : gte(at, from),
          lt(at, until),
        ),
      )
      .orderBy(asc(at), asc(sequence))
      .limit(pageSize)
    const end = rows.at(-1)
    if (!end) return
    yield rows
      .filter((row) => row.sequence <= lastEntry)
      .map((row) => ({ ...(JSON.parse(row.body) as AuditBody), sequence: row.sequence }))
    last = [end.at, end.sequence]
  }
}
