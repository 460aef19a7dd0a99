import { type Answered, ask, fetching, navigation } from './asking'
import type { Site } from './site'
import type { Visitor } from './visitor'

/** The two ways in which proxies ask, with the headers that each of them sets. */
export const proxies = {
  nginx: (url: URL, method = 'GET') => ({
    'X-Original-URL': url.href,
    'X-Original-Method': method,
  }),
  forward: (url: URL, method = 'GET') => ({
    'X-Forwarded-Proto': url.protocol.slice(0, -1),
    'X-Forwarded-Host': url.host,
    'X-Forwarded-Uri': url.pathname + url.search,
    'X-Forwarded-Method': method,
  }),
}
export type ProxyKind = keyof typeof proxies

/** A browser at sites behind a proxy: it keeps the cookies of each site's host apart, and those of the portal. */
export class GatedBrowser {
  readonly portal: Visitor
  readonly #site: Site
  readonly #jars = new Map<string, Map<string, string>>()

  constructor(site: Site, portal: Visitor) {
    this.#site = site
    this.portal = portal
  }

  jar(host: string): Map<string, string> {
    const jar = this.#jars.get(host) ?? new Map<string, string>()
    this.#jars.set(host, jar)
    return jar
  }

  get #port(): number {
    return Number(new URL(this.#site.server.origin).port)
  }

  #cookies(host: string): Record<string, string> {
    const jar = [...this.jar(host)].map(([name, value]) => `${name}=${value}`).join('; ')
    return jar ? { Cookie: jar } : {}
  }

  /** What this browser's request would be answered if a proxy asked. `more`: headers instead of those, or besides. */
  verify(
    proxy: ProxyKind,
    address: string,
    more: Record<string, string> = {},
    method = 'GET',
  ): Promise<Answered> {
    const url = new URL(address)
    return ask(this.#port, {
      host: `127.0.0.1:${this.#port}`,
      path: `/api/verify/${proxy}`,
      headers: { ...proxies[proxy](url, method), ...navigation, ...this.#cookies(url.host), ...more },
    })
  }

  /** The same of what a script fetches. */
  fetches(proxy: ProxyKind, address: string, method = 'GET'): Promise<Answered> {
    return this.verify(proxy, address, fetching, method)
  }

  /** Opens an address of ours on a site's own host, as its proxy passes it on, and keeps what it sets. */
  async open(address: string): Promise<Answered> {
    const { host, pathname, search } = new URL(address)
    const headers = { ...navigation, ...this.#cookies(host) }
    const answer = await ask(this.#port, { host, path: pathname + search, headers })
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.jar(host).set(name, value)
    }
    return answer
  }

  /** Where the portal leads on to, having been led there by a site; or the page that it shows instead. */
  async passPortal(
    address: string,
  ): Promise<{ entrance: string | null; leadsTo: string | null; body: string }> {
    const { pathname, search } = new URL(address)
    const page = await this.portal.get(pathname + search)
    const led = /http-equiv="refresh" content="0; ?url=([^"]+)"/i.exec(page.body)?.[1]
    return { entrance: led?.replaceAll('&amp;', '&') ?? null, leadsTo: page.leadsTo, body: page.body }
  }

  /** From an address of a site to the link with a ticket, which is not opened yet. */
  async ticketFor(address: string): Promise<string> {
    const asked = await this.verify('nginx', address)
    const started = await this.open(asked.headers.location ?? '')
    const { entrance, leadsTo, body } = await this.passPortal(started.headers.location ?? '')
    if (!entrance) throw new Error(`No ticket: ${leadsTo ?? body.replace(/<[^>]*>/g, ' ').slice(-300)}`)
    return entrance
  }

  /** All of it. Answers with where it leads. */
  async enter(address: string): Promise<string> {
    const entered = await this.open(await this.ticketFor(address))
    if (entered.status !== 303) throw new Error(`Not let in: ${entered.status}`)
    return entered.headers.location ?? ''
  }
}
