import type { NextRequest } from 'next/server'
import { exportInput, noteExport } from '@/lib/acts/exports/note'
import { findBatch, rowsNotDone } from '@/lib/queries/batches/find'
import { download, mediaTypes } from '@/lib/web/download'
import { lineCells } from '@/lib/web/export-cells'
import { requireAdmin } from '@/lib/web/gates'
import { answerAhead } from '@/lib/web/led-here'
import { requestContext } from '@/lib/web/request-context'

/** What was not done of a batch, as a file that can be put right and given again. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const { id } = await params
  const batch = await findBatch(ctx, admin, id)
  if (!batch) return new Response(null, { status: 404 })
  const ahead = answerAhead(request, mediaTypes.csv)
  if (ahead) return ahead
  const noted = await noteExport(ctx, admin, exportInput.parse({ what: 'batch', format: 'csv' }))
  if (!noted.ok) return new Response(null, { status: 404 })
  return download({
    ...{ name: 'not-done', format: 'csv', cells: lineCells },
    pages: rowsNotDone(ctx, admin, batch.id),
  })
}
