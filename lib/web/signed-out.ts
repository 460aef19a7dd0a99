import { sentence } from '@/lib/messages/codes'
import { whyEnded } from '@/lib/queries/sessions/ended'
import { sessionToken } from './cookies'
import { looksAhead, requestContext } from './request-context'

/** Why the session that this browser still holds has ended; said once, and null where there is nothing to say. */
export async function whySignedOut(): Promise<{ tone: 'neutral'; text: string } | null> {
  if (await looksAhead()) return null
  const why = await whyEnded(await requestContext(), await sessionToken())
  return why && { tone: 'neutral', text: sentence(why.code, why.detail) }
}
