import Link from 'next/link'
import { Notice } from '@/components/display/notice'
import { actInWords, waitsInWords } from '@/lib/messages/four-eyes'
import { type AskedDetails, listAskedActs } from '@/lib/queries/four-eyes'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/** What waits for a second admin and is about what this page is: a person, a group, an app or the organization itself. */
export async function WaitsForSecond({ about }: { about: (asked: AskedDetails) => boolean }) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const waiting = (await listAskedActs(ctx, admin)).filter(about)
  return waiting.map(({ id, act, told, askedBy, expiresAt }) => (
    <Notice key={id} tone="warning">
      <p>
        <Link href={`/organization/policy/waiting/${id}`}>{actInWords(act)}</Link>
      </p>
      <p>{waitsInWords(askedBy, told, expiresAt.getTime() - ctx.now().getTime())}</p>
    </Notice>
  ))
}
