import Link from 'next/link'
import { Notice } from '@/components/display/notice'
import { actInWords, waitsInWords } from '@/lib/messages/four-eyes'
import { type AskedDetails, listAskedActs } from '@/lib/queries/four-eyes'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/**
 * What waits for a second admin of what this page is about: a person, an app, or (null) the organization itself. `kind`:
 * nothing else.
 */
export async function WaitsForSecond({
  targetId,
  kind,
}: {
  targetId: string | null
  kind?: AskedDetails['act']['kind']
}) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const waiting = (await listAskedActs(ctx, admin)).filter(
    (asked) => asked.targetId === targetId && (!kind || asked.act.kind === kind),
  )
  return waiting.map(({ id, act, told, askedBy, expiresAt }) => (
    <Notice key={id} tone="warning">
      <p>
        <Link href={`/organization/policy/waiting/${id}`}>{actInWords(act)}</Link>
      </p>
      <p>{waitsInWords(askedBy, told, expiresAt.getTime() - ctx.now().getTime())}</p>
    </Notice>
  ))
}
