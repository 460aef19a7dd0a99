import { randomUUID } from 'node:crypto'
import { addApp } from '@/lib/acts/apps/add'
import { addGroup } from '@/lib/acts/groups/add'
import type { Answered } from './asking'
import { GatedBrowser, type ProxyKind } from './gated-browser'
import type { Resident } from './resident'
import { openSite, type Site } from './site'

/** Sites behind a proxy that the test itself is: two of them, someone who may open both, and a group of nobody. */
export class GatedSites {
  readonly site: Site
  readonly ben: Resident
  readonly wiki: string
  readonly vault: string
  readonly nobody: string

  private constructor(site: Site, ben: Resident, wiki: string, vault: string, nobody: string) {
    this.site = site
    this.ben = ben
    this.wiki = wiki
    this.vault = vault
    this.nobody = nobody
  }

  /** Two processes serve, on one database. */
  static async open(): Promise<GatedSites> {
    const site = await openSite({ WORKERS: '2' })
    const ben = await site.seed.agent({ enrolled: true })
    const made = await addGroup(site.ctx(), await site.seed.asAdmin(), { name: 'Nobody' })
    if (!made.ok) throw new Error(made.code)
    const [wiki, vault] = [await addSite(site, 'Wiki'), await addSite(site, 'Vault')]
    return new GatedSites(site, ben, wiki.address, vault.address, made.value.groupId)
  }

  add(name: string, address?: string): Promise<{ id: string; address: string }> {
    return addSite(this.site, name, address)
  }

  /** A browser in which someone is signed in at the portal. */
  async browserOf(who = this.ben): Promise<GatedBrowser> {
    return new GatedBrowser(this.site, await this.site.signedIn(who))
  }

  /** The same, with a site open. */
  async inside(who = this.ben, address = this.wiki): Promise<GatedBrowser> {
    const browser = await this.browserOf(who)
    await browser.enter(address)
    return browser
  }
}

/** Has an admin add a site. Where no address is said, it has one of its own. */
export async function addSite(
  site: Site,
  name: string,
  address = `https://${name.toLowerCase()}-${randomUUID()}.example.com`,
): Promise<{ id: string; address: string }> {
  const typed = { what: 'site', name, address, redirectUris: [], publicClient: false }
  const added = await addApp(site.ctx(), await site.seed.asAdmin(), typed)
  if (!added.ok) throw new Error(added.code)
  return { id: added.value.appId, address }
}

export const both: ProxyKind[] = ['nginx', 'forward']

/** What an answer to a proxy comes to: its status, and where it leads. */
export const leads = (answer: Answered) => [answer.status, answer.headers.location?.split('?')[0] ?? null]

/** What leads someone to the sign-in. */
export const toStart = (proxy: ProxyKind, address: string) => [
  proxy === 'nginx' ? 401 : 302,
  `${address}/.countersign/start`,
]
