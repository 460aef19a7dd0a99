import { type BrowserContext, type BrowserContextOptions, test as base, type Page } from '@playwright/test'
import startCluster from '../process/postgres-cluster'
import { startFleet } from '../server/fleet'
import { Postbox } from '../server/postbox'
import type { Resident } from '../server/resident'
import { type Server, startServer } from '../server/server'
import { templatedDatabase } from '../world/postgres'
import { Seed } from '../world/seed'
import { BrowserAlarms } from './browser-alarms'

/** As behind a proxy, so that each browser has an address of its own and none waits for another's wrong passwords. */
const behindProxy = { TRUSTED_PROXIES: '127.0.0.1,::1' }

/** What journeys are walked on: one server with a file, or three with one PostgreSQL, behind nginx. */
export type Ground = { severalServers: boolean }

type Shared = Ground & {
  /** Starts what journeys are walked on, to be stopped by who started it. */
  start(env?: Record<string, string>): Promise<Server>
  /** A server of the production build, one for each worker, with an organization on it. */
  server: Server
  /** That organization. Journeys add people of their own to it. */
  organization: Seed
  /** The mail that this server sends. */
  postbox: Postbox
}

type OwnBrowser = {
  alarms: BrowserAlarms
  /** A page of another browser: other cookies, another address. */
  anotherBrowser(options?: BrowserContextOptions): Promise<Page>
  /** Has this person signed in with the browser of the page, as if they had done so before the journey. */
  signedIn(who: Resident, on?: Page): Promise<void>
  /** The same, and the session belongs to a Safari on a Mac at 203.0.113.7. */
  signedInElsewhere(who: Resident, on: Page): Promise<void>
  /** A server that nobody has set up, for this journey alone. */
  newServer: Server
  /** What that server is told beside the usual, such as `RECOVERY_WAIT`. */
  settings: Record<string, string>
}

let addresses = 0

function newAddress(): string {
  const n = ++addresses
  return `198.51.${(process.pid + (n >> 8)) % 256}.${n % 256}`
}

/** Gives the browser a session's cookie, as it was given when the person signed in. */
async function keepSession({ origin }: Server, page: Page, value: string): Promise<void> {
  const name = `cs.${new URL(origin).port}.session`
  await page.context().addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Lax' }])
}

export const test = base.extend<OwnBrowser, Shared>({
  severalServers: [false, { option: true, scope: 'worker' }],

  start: [
    async ({ severalServers }, use) => {
      if (!severalServers) return use((env) => startServer({ env: { ...behindProxy, ...env } }))
      const endCluster = await startCluster()
      await use(async (env) => {
        const { url } = await templatedDatabase()
        return (await startFleet(3, { ...behindProxy, ...env, DATABASE_URL: url })).front
      })
      await endCluster()
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ start }, use) => {
      const server = await start()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],

  organization: [
    async ({ server }, use) => {
      const seed = await Seed.open(server)
      await use(seed)
      await seed.close()
    },
    { scope: 'worker' },
  ],

  postbox: [async ({ server }, use) => use(new Postbox(server)), { scope: 'worker' }],

  settings: [{}, { option: true }],

  newServer: async ({ settings, start, browser }, use) => {
    const server = await start(settings)
    await use(server)
    // A page that is still open may just be asking for an icon, or hold a connection that the server waits for.
    for (const page of browser.contexts().flatMap((context) => context.pages()))
      await page.goto('about:blank')
    await server.stop()
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that one needs out of it
  alarms: async ({}, use) => {
    const alarms = new BrowserAlarms()
    await use(alarms)
    alarms.check()
  },

  baseURL: async ({ server }, use) => use(server.origin),

  // biome-ignore lint/correctness/noEmptyPattern: as above
  extraHTTPHeaders: async ({}, use) => use({ 'X-Forwarded-For': newAddress() }),

  context: async ({ context, alarms }, use) => {
    await alarms.watch(context)
    await use(context)
  },

  anotherBrowser: async ({ browser, baseURL, alarms }, use) => {
    const opened: BrowserContext[] = []
    await use(async (options = {}) => {
      const context = await browser.newContext({
        ...(baseURL && { baseURL }),
        extraHTTPHeaders: { 'X-Forwarded-For': newAddress() },
        ...options,
      })
      opened.push(context)
      await alarms.watch(context)
      return context.newPage()
    })
    for (const context of opened) await context.close()
  },

  signedIn: async ({ server, organization, page }, use) => {
    await use(async (who, on = page) => keepSession(server, on, await organization.openSession(who)))
  },

  signedInElsewhere: async ({ server, organization }, use) => {
    await use(async (who, on) => keepSession(server, on, await organization.openSessionElsewhere(who)))
  },
})

export { expect } from '@playwright/test'
