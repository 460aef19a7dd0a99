import { addApp } from '@/lib/acts/apps/add'
import type { Site as Settings } from '@/lib/known-apps/proxies'
import type { WebServer } from '../process/web-server'
import { type Answered, ask, fetching, greet, navigation } from './asking'
import { type Echo, type EchoSite, startEcho } from './echo'
import type { Resident } from './resident'
import { freePort } from './server'
import type { Site } from './site'
import { Visitor } from './visitor'

/** Paths of the sites that need no sign-in. */
export const openPaths = ['/health', '/public/']

/** Two sites that say what reached them, behind a proxy with the very settings that the pages of their apps show. */
export class BehindProxy {
  readonly wiki: string
  readonly vault: string
  readonly #site: Site
  readonly #proxy: WebServer
  readonly #echo: EchoSite

  private constructor(site: Site, proxy: WebServer, echo: EchoSite) {
    this.#site = site
    this.#proxy = proxy
    this.#echo = echo
    this.wiki = `wiki.localhost:${proxy.port}`
    this.vault = `vault.localhost:${proxy.port}`
  }

  /** `start`: starts the proxy at a port with these two sites, of which the first is the default. */
  static async with(
    site: Site,
    start: (port: number, sites: Settings[]) => Promise<WebServer>,
  ): Promise<BehindProxy> {
    const echo = await startEcho()
    const port = await freePort()
    const settings: Settings[] = []
    for (const name of ['Wiki', 'Vault']) {
      const address = `http://${name.toLowerCase()}.localhost:${port}`
      const typed = { name, address, redirectUris: [], publicClient: false }
      const added = await addApp(site.ctx(), await site.seed.asAdmin(), { what: 'site', ...typed })
      if (!added.ok) throw new Error(added.code)
      const portal = new URL(site.server.origin).host.replace('localhost', '127.0.0.1')
      settings.push({ address, openPaths, portal, upstream: `127.0.0.1:${echo.port}` })
    }
    return new BehindProxy(site, await start(port, settings), echo)
  }

  get port(): number {
    return this.#proxy.port
  }

  async stop(): Promise<void> {
    await this.#proxy.stop()
    await this.#echo.close()
  }

  /** Somebody at these sites and at the portal, who is signed in nowhere yet. */
  browser(): ProxiedBrowser {
    return new ProxiedBrowser(this.port, new Visitor(this.#site.server))
  }

  /** The same of someone who is signed in at the portal. */
  async signedIn(who: Resident): Promise<ProxiedBrowser> {
    const session = await this.#site.openSession(who)
    return new ProxiedBrowser(this.port, new Visitor(this.#site.server, { cookies: { session } }))
  }
}

type More = { method?: string; headers?: Record<string, string>; body?: string }

/** A browser before a proxy. It keeps the cookies of each host apart. */
export class ProxiedBrowser {
  readonly portal: Visitor
  readonly #port: number
  readonly #jars = new Map<string, Map<string, string>>()

  constructor(port: number, portal: Visitor) {
    this.#port = port
    this.portal = portal
  }

  cookies(host: string): Record<string, string> {
    const jar = [...(this.#jars.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    return jar ? { Cookie: jar } : {}
  }

  async #ask(host: string, path: string, { headers, ...more }: More): Promise<Answered> {
    const sent = { ...this.cookies(host), ...headers }
    const answer = await ask(this.#port, { host, path, headers: sent, ...more })
    const jar = this.#jars.get(host) ?? new Map<string, string>()
    this.#jars.set(host, jar)
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    return answer
  }

  /** Follows a link to a site, and nothing that it answers. */
  visit(host: string, path: string, headers: Record<string, string> = {}): Promise<Answered> {
    return this.#ask(host, path, { headers: { ...navigation, ...headers } })
  }

  /** What a page of the site fetches. */
  fetch(host: string, path: string, { headers, ...more }: More = {}): Promise<Answered> {
    return this.#ask(host, path, { headers: { ...fetching, ...headers }, ...more })
  }

  /** Opens a WebSocket there and says a word. */
  greet(host: string, word: string): Promise<{ status: number; said: string }> {
    return greet(this.#port, { host, headers: this.cookies(host) }, word)
  }

  /** Goes wherever a link leads; where it leads to the sign-in page, signs in there. Answers with what reached the site. */
  async open(host: string, path: string, who?: Resident): Promise<{ echo: Echo; path: string }> {
    let at = new URL(`http://${host}${path}`)
    for (let steps = 0; steps < 12; steps++) {
      const here = at.pathname + at.search
      const isSite = at.port === String(this.#port)
      if (!isSite && at.pathname === '/sign-in' && who) {
        const { email, password } = who
        const posted = await this.portal.submit(here, { email, password }, 'Sign in')
        at = new URL(posted.leadsTo ?? '', at)
        continue
      }
      const answer = isSite ? await this.visit(at.host, here) : await this.portal.get(here)
      const refresh = /http-equiv="refresh" content="0; ?url=([^"]+)"/i.exec(answer.body)?.[1]
      const led = answer.headers.location ?? refresh?.replaceAll('&amp;', '&')
      if (led) at = new URL(led, at)
      else if (isSite && answer.status === 200) return { echo: JSON.parse(answer.body) as Echo, path: here }
      else throw new Error(`${at.href} answered ${answer.status}: ${answer.body.slice(0, 200)}`)
    }
    throw new Error(`A circle, at ${at.href}`)
  }
}
