import { days } from '@/lib/duration'
import { findIcon } from '@/lib/queries/apps/icon'
import { glimpseMember } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/** Kept by browsers for as long as they like: another picture has another name. */
const headers = {
  'Content-Type': 'image/png',
  'Cache-Control': `private, max-age=${days(365) / 1000}, immutable`,
}

/** An app's icon, for people of its organization. */
export async function GET(_request: Request, { params }: { params: Promise<{ digest: string }> }) {
  const member = await glimpseMember()
  const image = member && (await findIcon(await requestContext(), member, (await params).digest))
  return image ? new Response(new Uint8Array(image), { headers }) : new Response(null, { status: 404 })
}
