import { and, desc, eq, lt } from 'drizzle-orm'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { AuditBody } from '@/lib/records/audit/record'

export type AuditEntry = AuditBody & { sequence: number }

const pageSize = 50

/**
 * The organization's entries, newest first, 50 a page. `before`: the sequence number of the page before's last
 * entry. `subjectId`: only what concerns that person.
 */
export async function listAudit(
  ctx: Context,
  admin: Admin | ApiKey<'audit:read'>,
  { before, subjectId, limit = pageSize }: { before?: number; subjectId?: string; limit?: number },
): Promise<{ entries: AuditEntry[]; next: number | null }> {
  const { auditEntries } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ sequence: auditEntries.sequence, body: auditEntries.body })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.chain, admin.organizationId),
        subjectId === undefined ? undefined : eq(auditEntries.subjectId, subjectId),
        before === undefined ? undefined : lt(auditEntries.sequence, before),
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    .limit(limit + 1)
  const entries = rows
    .slice(0, limit)
    .map((row) => ({ ...(JSON.parse(row.body) as AuditBody), sequence: row.sequence }))
  return { entries, next: rows.length > limit ? (entries.at(-1)?.sequence ?? null) : null }
}
