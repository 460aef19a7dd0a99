import type { IncomingMessage } from 'node:http'
import { isLocal } from '@/lib/settings'

/** A page that was asked for by an address which is not `APP_URL`'s: led there, or told why that would not help. */
export type Elsewhere = { host: string; led: boolean }

const mark = 'cs.led'

/** Set when a page is led to `APP_URL`: whoever comes back with it was led in a circle by a proxy, and is let in. */
export const ledCookie = `${mark}=1; Path=/; Max-Age=10; HttpOnly; SameSite=Lax`

/**
 * Whether a page was asked for under another host or scheme than `APP_URL`'s, where its cookies and forms do not work.
 * Null where it was not, and where the host is the one by which a proxy knows us: browsers were at the right address.
 * Not led but told are those to whom `APP_URL` is an address of their own computer.
 */
export function elsewhere(request: IncomingMessage, appUrl: URL, byProxy: boolean): Elsewhere | null {
  const { headers } = request
  const dest = headers['sec-fetch-dest']
  // What a page fetches, and what Next fetches from us after an action redirected, is led nowhere.
  if (request.method !== 'GET' || headers.rsc !== undefined || (dest && dest !== 'document')) return null
  const host = (byProxy && first(headers['x-forwarded-host'])) || headers.host || ''
  const scheme = first(headers['x-forwarded-proto'])
  const plain = appUrl.protocol === 'https:' && scheme === 'http'
  if (host === appUrl.host && !plain) return null
  const asked = URL.parse(`http://${host}`)
  if (!asked) return null
  if (byProxy && !isLocal(appUrl) && !plain && isUpstream(asked)) return null
  if (headers.cookie?.includes(`${mark}=`)) return null
  const there = isLocal(appUrl) && !(isLocal(asked) && asked.port === appUrl.port)
  return { host: plain ? `http://${host}` : host, led: !there }
}

const first = (value: string | string[] | undefined) => [value].flat()[0]?.split(',')[0]?.trim()

/** A name that only machines use: an address, or a name without a dot, as containers have. */
const isUpstream = ({ hostname }: URL) =>
  !hostname.includes('.') || hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
