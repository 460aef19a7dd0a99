import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { type AuditEntry, type AuditFilter, listAudit } from './list'

/** All entries of the organization's audit log that a filter leaves, newest first, page by page. */
export async function* exportAudit(
  ctx: Context,
  by: Admin | ApiKey<'audit:read'>,
  filter: AuditFilter = {},
): AsyncGenerator<AuditEntry[]> {
  let before: number | undefined
  do {
    const page = await listAudit(ctx, by, { ...filter, limit: 500, before })
    if (page.entries.length > 0) yield page.entries
    before = page.next ?? undefined
  } while (before !== undefined)
}
