import { days } from '@/lib/duration'
import { findLogo } from '@/lib/queries/logos'
import { requestContext } from '@/lib/web/request-context'

/** Kept by browsers for as long as they like: another picture has another name. */
const headers = {
  'Content-Type': 'image/png',
  'Cache-Control': `public, max-age=${days(365) / 1000}, immutable`,
}

/** An organization's logo, for whoever was shown its name: people see it before they are signed in. */
export async function GET(_request: Request, { params }: { params: Promise<{ digest: string }> }) {
  const image = await findLogo(await requestContext(), (await params).digest)
  return image ? new Response(new Uint8Array(image), { headers }) : new Response(null, { status: 404 })
}
