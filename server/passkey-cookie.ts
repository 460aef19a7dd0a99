import type { IncomingMessage, ServerResponse } from 'node:http'
import { looksLikeToken, newToken } from '@/lib/crypto/token'
import { hours } from '@/lib/duration'
import { cookieOf } from '@/lib/oidc/visit'
import { cookieNameFor } from '@/lib/web/cookie-name'

/*
 * What a passkey is asked for on the sign-in page is bound to the browser that the page was shown in. A page cannot set the
 * cookie for that: it is given here, and handed on to the page that is drawn.
 */

const path = /^\/sign-in(?:\?|$)/

const lasts = hours(1)

/** Gives a browser that asks for the sign-in page its cookie, or lets the one it has live on. */
export function givePasskeyCookie(request: IncomingMessage, response: ServerResponse, appUrl: URL): void {
  const { headers, method, url = '/' } = request
  if (method !== 'GET' || !path.test(url)) return
  const name = cookieNameFor(appUrl, 'passkey')
  const kept = cookieOf(request, name)
  const token = looksLikeToken(kept) ? kept : newToken()
  if (token !== kept) {
    const others = (headers.cookie ?? '').split('; ').filter((one) => one && !one.startsWith(`${name}=`))
    headers.cookie = [...others, `${name}=${token}`].join('; ')
  }
  const secure = appUrl.protocol === 'https:' ? '; Secure' : ''
  const attributes = `Path=/; Max-Age=${lasts / 1000}; HttpOnly; SameSite=Lax${secure}`
  response.appendHeader('Set-Cookie', `${name}=${token}; ${attributes}`)
}
