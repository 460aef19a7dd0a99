import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { afterAll, afterEach } from 'vitest'
import { apache } from '@/lib/known-apps/apache'
import { ensureChromium } from '@/scripts/chromium.mjs'
import { BrowserAlarms } from '../browser/browser-alarms'
import { type EchoSite, startEcho } from '../server/echo'
import type { Resident } from '../server/resident'
import { openSite, type Site } from '../server/site'
import type { AppOptions } from '../world/seed-apps'
import { type HelpDesk, startHelpDesk } from './help-desk'
import { type Client, newPlace } from './place'
import { type Shop, shopAddresses, startShop } from './shop'
import { Wiki } from './wiki'

/** How an app is registered, beside its addresses. */
type Options = Partial<Omit<AppOptions, 'address'>>

/** A portal with apps around it that others wrote, and Chromium for its people. */
export class Town {
  readonly site: Site
  readonly alarms = new BrowserAlarms()
  readonly #browser: Browser
  readonly #echo: EchoSite
  readonly #apps: { stop(): Promise<unknown> }[] = []

  constructor(site: Site, browser: Browser, echo: EchoSite) {
    this.site = site
    this.#browser = browser
    this.#echo = echo
  }

  get origin(): string {
    return this.site.server.origin
  }

  /** The port of a site that shows what reaches it. */
  get echo(): number {
    return this.#echo.port
  }

  /** An app with openid-client. */
  async wiki(options: Options = {}): Promise<Wiki> {
    const place = await newPlace()
    const client = await this.register({ name: 'Wiki', ...Wiki.addresses(place), ...options })
    return this.keep(await Wiki.start(place, client))
  }

  /** A site behind Apache, with what its page in the portal says. */
  async helpDesk(options: Options = {}): Promise<HelpDesk> {
    const place = await newPlace()
    const client = await this.register({
      ...{ name: 'Help desk', what: apache.id, address: place.origin },
      ...options,
    })
    const { issuer, id: clientId, secret } = client
    const random = 'x'.repeat(43)
    const lines = apache.lines({ issuer, clientId, secret, address: place.origin, random })
    const text = lines.flatMap(({ block, value }) => (block ? [value] : [])).join('\n')
    return this.keep(await startHelpDesk(place, text, this.echo))
  }

  /** An app with express-openid-connect. */
  async shop(options: Options = {}): Promise<Shop> {
    const place = await newPlace()
    const client = await this.register({ name: 'Shop', ...shopAddresses(place), ...options })
    return this.keep(await startShop(place, client))
  }

  /** A browser of its own, from an address of its own. Someone who is named signed in with it a quarter of an hour ago. */
  async browser(who?: Resident, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      extraHTTPHeaders: { 'X-Forwarded-For': this.site.newAddress() },
      ...options,
    })
    await this.alarms.watch(context)
    const page = await context.newPage()
    if (who) await this.signInWith(page, await this.site.seed.openSession(who))
    return page
  }

  /** Has this browser keep a session, by its token. */
  async signInWith(page: Page, session: string): Promise<void> {
    const name = `cs.${new URL(this.origin).port}.session`
    const cookie = { name, value: session, url: this.origin, httpOnly: true, sameSite: 'Lax' as const }
    await page.context().addCookies([cookie])
  }

  /** Ends it with the test file. */
  async close(): Promise<void> {
    await this.#browser.close()
    for (const app of this.#apps) await app.stop()
    await this.#echo.close()
  }

  /** Has the portal know an app. */
  async register(options: AppOptions): Promise<Client> {
    const { id, secret } = await this.site.seed.app(options)
    return { issuer: this.origin, id, secret }
  }

  /** Has what was started end with the test file. */
  keep<A extends { stop(): Promise<unknown> }>(app: A): A {
    this.#apps.push(app)
    return app
  }
}

const towns = new Set<Town>()

/** Opens one. What a browser complains of fails the test in which it did. */
export async function openTown(env: Record<string, string> = {}): Promise<Town> {
  const [site, echo, executablePath] = await Promise.all([openSite(env), startEcho(), ensureChromium()])
  // As for the journeys (playwright.config.ts).
  const args = ['--disable-background-networking', '--disable-quic', '--disable-gpu']
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  const town = new Town(site, await chromium.launch({ executablePath, args }), echo)
  towns.add(town)
  return town
}

afterEach(() => {
  for (const town of towns) town.alarms.check()
})

afterAll(async () => {
  for (const town of towns) await town.close()
})
