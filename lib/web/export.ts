import type { z } from 'zod'
import type { Admin } from '@/lib/actors'
import { exportInput, noteExport } from '@/lib/acts/exports/note'
import { type Download, download, mediaTypes } from './download'
import { requireAdmin } from './gates'
import { answerAhead } from './led-here'
import { type RequestContext, requestContext } from './request-context'

type Listed<Row> = Omit<Download<Row>, 'format'>

/**
 * A list that an admin takes away as a file, once that was noted in the audit log. `listed`: what it has, or null for what
 * there is no list of; that is answered 404, as everything else that is asked wrongly.
 */
export async function exportOf<Row>(
  what: z.output<typeof exportInput>['what'],
  request: Request,
  listed: (ctx: RequestContext, admin: Admin, query: URLSearchParams) => Promise<Listed<Row> | null>,
): Promise<Response> {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const query = new URL(request.url).searchParams
  const input = exportInput.safeParse({ what, format: query.get('format') })
  const list = input.success ? await listed(ctx, admin, query) : null
  const ahead = input.success && list ? answerAhead(request, mediaTypes[input.data.format]) : null
  if (ahead) return ahead
  const noted = input.success && list ? await noteExport(ctx, admin, input.data) : null
  if (!input.success || !list || !noted?.ok) return new Response(null, { status: 404 })
  return download({ ...list, format: input.data.format })
}
