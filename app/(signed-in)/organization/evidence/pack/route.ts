import { redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { takeEvidence, takeEvidenceInput } from '@/lib/acts/evidence/take'
import { attachment } from '@/lib/web/download'
import { evidencePack } from '@/lib/web/evidence-pack'
import { requireAdmin } from '@/lib/web/gates'
import { isLedFromElsewhere, isLookingAhead } from '@/lib/web/led-here'
import { linkTo } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'

/** People, policy and the audit log of a period as a signed zip file. */
export async function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = request.nextUrl
  const admin = await requireAdmin()
  // A link on another site, or in an app beside us, neither asks a second admin nor uses up their yes: it leads to the page, to be clicked there.
  // Nor does a browser that fetches it in case someone clicks, or a program that only asks how large it is.
  if (isLedFromElsewhere(request.headers) || isLookingAhead(request))
    redirect(`/organization/evidence?${searchParams}`)
  const input = takeEvidenceInput.safeParse({
    from: searchParams.get('from'),
    until: searchParams.get('until'),
  })
  const ctx = await requestContext()
  const taken = input.success ? await takeEvidence(ctx, admin, input.data) : null
  if (!taken?.ok || !input.success) {
    const isAsked = taken?.ok === false && taken.code === 'second-asked'
    if (isAsked) searchParams.set('notice', 'second-asked')
    else searchParams.set('problem', taken?.ok === false && taken.code === 'second-full' ? 'full' : 'period')
    redirect(`/organization/evidence?${searchParams}`)
  }
  const name = `evidence-${input.data.from}-to-${input.data.until}.zip`
  const server = new URL(linkTo('/')).origin
  return attachment(name, 'application/zip', evidencePack({ ctx, admin, evidence: taken.value, server }))
}
