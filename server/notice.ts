import type { IncomingMessage, ServerResponse } from 'node:http'
import { cookieNameFor } from '@/lib/web/cookie-name'
import { privateHeaders } from '@/lib/web/headers'

/*
 * What a page is asked to say by `?notice=` is said once: the page is opened again without it, and the cookie that
 * carries it there is taken away with the answer. A reload or a bookmark says nothing.
 */

const name = /^[a-z-]{1,40}$/

/** The same address without its notice, to be led to; the notice is in a cookie then. Null where there is none. */
export function keepNotice(request: IncomingMessage, response: ServerResponse, appUrl: URL): string | null {
  const { headers, method, url = '/' } = request
  if (method !== 'GET' || headers.rsc !== undefined || !url.includes('notice=')) return null
  const [path = '/', search = ''] = url.split('?', 2)
  const query = new URLSearchParams(search)
  const notice = query.get('notice')
  if (notice === null) return null
  query.delete('notice')
  if (name.test(notice)) response.appendHeader('Set-Cookie', noticeCookie(appUrl, notice, 60))
  return query.size > 0 ? `${path}?${query}` : path
}

/** Hands the notice of the cookie on to the page that is drawn, and takes the cookie away. */
export function handNotice(request: IncomingMessage, response: ServerResponse, appUrl: URL): void {
  const { headers, method } = request
  if (method !== 'GET' || headers.rsc !== undefined) return
  const own = `${cookieNameFor(appUrl, 'notice')}=`
  const notice = headers.cookie
    ?.split('; ')
    .find((one) => one.startsWith(own))
    ?.slice(own.length)
  if (!notice) return
  if (name.test(notice)) headers[privateHeaders.notice] = notice
  response.appendHeader('Set-Cookie', noticeCookie(appUrl, '', 0))
}

function noticeCookie(appUrl: URL, value: string, seconds: number): string {
  const secure = appUrl.protocol === 'https:' ? '; Secure' : ''
  return `${cookieNameFor(appUrl, 'notice')}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}
