import { headers } from 'next/headers'
import { type FailureNotice, type Notice, noticeNamed, type SuccessNotice } from '@/lib/messages/notices'
import { privateHeaders } from './headers'

/**
 * What this page is to say, once: by the query that led to it, or by what became of it (`server/notice.ts`). `about`: the
 * name of the person or organization whose page it is.
 */
export async function noticeOf(query: unknown, about = ''): Promise<Notice | null> {
  return noticeNamed(query ?? (await headers()).get(privateHeaders.notice), about)
}

/** A path with a notice to show there. */
export const withNotice = (path: string, notice: SuccessNotice | FailureNotice) => `${path}?notice=${notice}`
