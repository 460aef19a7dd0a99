import { headers } from 'next/headers'
import { privateHeaders } from './headers'

/**
 * Whether a page of another origin led a browser here: one of another site, or of another host of this one, such as an app
 * that people sign in to with Countersign. Browsers that do not say it are believed.
 */
export const isLedFromElsewhere = (headers: Headers): boolean =>
  !['same-origin', 'none', null].includes(headers.get('sec-fetch-site'))

/** Whether a browser or a program only looks ahead: before anyone has clicked, or without taking what it asks for. */
export const isLookingAhead = ({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean =>
  method === 'HEAD' || /\bprefetch\b/.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '')

/** The same of whoever a page is drawn for. */
export async function isPageForLookingAhead(): Promise<boolean> {
  const incoming = await headers()
  return isLookingAhead({ method: incoming.get(privateHeaders.method) ?? 'GET', headers: incoming })
}

/**
 * The answer to whoever only looks ahead to a file that is noted once it is taken: its headers to HEAD, and a refusal to a
 * browser that fetches it before anyone has clicked, which asks again on a click. Null for everyone else.
 */
export function answerAhead(request: Request, type: string): Response | null {
  if (!isLookingAhead(request)) return null
  const headers = { 'Content-Type': type, 'Cache-Control': 'no-store' }
  return new Response(null, { status: request.method === 'HEAD' ? 200 : 403, headers })
}
