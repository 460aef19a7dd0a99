import type { NextRequest } from 'next/server'
import { exportInput, noteExport } from '@/lib/acts/exports/note'
import { findBatch } from '@/lib/queries/batches/find'
import { linksOf } from '@/lib/queries/batches/links'
import { download, mediaTypes } from '@/lib/web/download'
import { invitedCells } from '@/lib/web/export-cells'
import { requireAdmin } from '@/lib/web/gates'
import { answerAhead } from '@/lib/web/led-here'
import { linkTo } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'

/** The invitation links of those whom a batch invited, while they are on show: to hand over where no email comes. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const batch = await findBatch(ctx, admin, (await params).id)
  if (!batch) return new Response(null, { status: 404 })
  const ahead = answerAhead(request, mediaTypes.csv)
  if (ahead) return ahead
  const noted = await noteExport(ctx, admin, exportInput.parse({ what: 'invitations', format: 'csv' }))
  if (!noted.ok) return new Response(null, { status: 404 })
  return download({
    ...{ name: 'invitation-links', format: 'csv', cells: invitedCells(linkTo) },
    pages: linksOf(ctx, admin, batch.id),
  })
}
