import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { privateHeaders } from './headers'
import { withNotice } from './notices'

/**
 * Where a page has nothing to ask any more, or what it is about is gone. A form sent without JavaScript is answered with the
 * page drawn anew, on which its refusal would have no place: that leads to `path`, a page that says why. For whoever only
 * opens the page nothing happens.
 */
export async function leadIfSent(path: string): Promise<null> {
  const incoming = await headers()
  const isSent = incoming.get(privateHeaders.method) === 'POST' && incoming.get('next-action') === null
  if (isSent) redirect(withNotice(path, 'question-over'))
  return null
}
