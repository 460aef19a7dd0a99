import type { IncomingMessage } from 'node:http'
import { enterSite } from '@/lib/acts/gates/enter'
import { digest, looksLikeToken, newToken } from '@/lib/crypto/token'
import { minutes } from '@/lib/duration'
import { cookieOf } from '@/lib/oidc/visit'
import { findSite } from '@/lib/queries/gates'
import { contextOf } from '@/lib/runtime'
import { cookieNameFor } from '@/lib/web/cookie-name'
import { gatePath, sitePath } from '@/lib/web/gate-path'
import { refuseMethod } from './api'
import type { Answer, Exchange } from './exchange'
import { html } from './refusals'
import { standingPage } from './standing-page'

/*
 * What a site behind a proxy has of ours on its own host, below `/.countersign/`. `start` marks the browser and leads it to
 * our page; that leads back to `enter` with a ticket, which lets this browser through. Each host has a cookie of its own: what
 * one site gets to see opens no other.
 */

/** Of the mark: as long as someone takes to sign in. */
const markLife = minutes(10)

/** Answers for the hosts of sites that are registered. To all others there is nothing here. */
export async function answerEntrance(exchange: Exchange): Promise<Answer> {
  const { house, mount, request, path, address } = exchange
  if (mount.methods !== 'any' && !mount.methods.includes(request.method ?? ''))
    return refuseMethod(mount.methods)
  const ctx = contextOf(house.runtime, { address, userAgent: request.headers['user-agent'] || 'none' })
  const host = (request.headers.host ?? '').toLowerCase()
  const site = await siteAt(host, (known) => findSite(ctx, known))
  if (!site) return page(404, 'Page not found', 'This address isn’t one of a site that is known here.', '/')
  const query = new URLSearchParams(request.url?.slice(path.length + 1) ?? '')
  const to = sitePath(query.get('to'))
  const own = new URL(site.address)
  if (path === '/.countersign/start') return start(exchange, own, to)
  if (path !== '/.countersign/enter' || request.method !== 'GET')
    return page(404, 'Page not found', 'There is nothing here.', '/')
  const mark = markOf(request, own)
  const entrance = { ticket: query.get('ticket') ?? '', host: own.host, nonceDigest: digestOf(mark) }
  const entered = mark === '' ? null : await enterSite(ctx, entrance)
  if (!entered?.ok) return page(400, 'This sign-in didn’t work', over, to)
  const secure = own.protocol === 'https:' ? '; Secure' : ''
  return led(
    to,
    `${cookieNameFor(own, 'gate')}=${entered.value.token}; Path=/; HttpOnly; SameSite=Lax${secure}`,
  )
}

const over =
  'It took too long, it was used already, or it began in another browser. If this comes again, allow cookies for this site.'

/** The site of a `Host` as browsers write it: without the port that its scheme has anyway. */
async function siteAt<Site extends { address: string }>(
  host: string,
  find: (host: string) => Promise<Site | null>,
): Promise<Site | null> {
  if (!/^[a-z0-9._[\]:-]{1,300}$/.test(host)) return null
  for (const scheme of ['https:', 'http:']) {
    const known = URL.parse(`${scheme}//${host}`)?.host ?? ''
    const site = known === '' ? null : await find(known)
    if (site && new URL(site.address).host === known) return site
  }
  return null
}

/** Tabs that are opened at once share the mark: each of them is led back. */
function start({ house, request }: Exchange, own: URL, to: string): Answer {
  const mark = markOf(request, own) || newToken()
  const { appUrl } = house.runtime.settings
  const secure = own.protocol === 'https:' ? '; Secure' : ''
  // For all paths, as `__Host-` wants it: a neighbour's subdomain that may set this one leads people in as someone else.
  const kept = `Path=/; Max-Age=${markLife / 1000}; HttpOnly; SameSite=Lax${secure}`
  return led(
    appUrl.origin + gatePath(own.host, to, digestOf(mark)),
    `${cookieNameFor(own, 'nonce')}=${mark}; ${kept}`,
  )
}

/** By which this browser is known on this site's host, between the two steps; empty without one. */
function markOf(request: IncomingMessage, own: URL): string {
  const mark = cookieOf(request, cookieNameFor(own, 'nonce'))
  return looksLikeToken(mark) ? mark : ''
}

const digestOf = (mark: string) => digest(mark).toString('base64url')

const led = (Location: string, cookie: string): Answer => ({
  status: 303,
  headers: { Location, 'Set-Cookie': cookie },
  body: '',
})

const page = (status: number, title: string, sentence: string, href: string): Answer => ({
  status,
  headers: { 'Content-Type': html },
  body: standingPage(title, sentence, { href, words: 'Try again' }),
})
