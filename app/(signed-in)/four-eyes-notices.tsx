import { Notice } from '@/components/display/notice'
import { WaitingBanner } from '@/components/frame/waiting-banner'
import type { Member } from '@/lib/actors'
import { suspendedInWords, waitingForYou } from '@/lib/messages/four-eyes'
import { fourEyesNotice } from '@/lib/queries/four-eyes'
import { requestContext } from '@/lib/web/request-context'

/** On every page of an admin: what waits for them as the second one, or that four eyes is suspended. */
export async function FourEyesNotices({ person }: { person: Member }) {
  const { waiting, tooNew, suspendedWith } = await fourEyesNotice(await requestContext(), person)
  if (suspendedWith !== null) return <Notice tone="warning">{suspendedInWords(suspendedWith)}</Notice>
  if (waiting === 0) return null
  return <WaitingBanner words={waitingForYou(waiting, tooNew)} />
}
