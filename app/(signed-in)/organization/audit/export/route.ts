import type { NextRequest } from 'next/server'
import { exportAudit } from '@/lib/queries/audit/export'
import { exportOf } from '@/lib/web/export'
import { entryCells } from '@/lib/web/export-cells'
import { readerZone } from '@/lib/web/reader-zone'
import { askedOf, filterOf } from '../filter'

/** The entries that the audit log shows for a filter as a file, the newest first. */
export const GET = (request: NextRequest): Promise<Response> =>
  exportOf('audit', request, async (ctx, admin, searchParams) => {
    const asked = await askedOf(admin, Object.fromEntries(searchParams))
    const { shown: zone } = await readerZone(admin)
    const filter = filterOf(asked, zone)
    return filter && { name: 'audit-log', cells: entryCells(zone), pages: exportAudit(ctx, admin, filter) }
  })
