import { type Client, createClient, type Problem } from '../client/client'
import { recall, type Server, tokenStorageOf } from './kept'

/** A client of the chosen server. */
export const clientOf = (server: Server): Client =>
  createClient({ origin: server.origin, storage: tokenStorageOf(server) })

/** Match patterns have no port. */
const patternOf = (origin: string) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`

/** Asks the person to let us talk to this one server. To be called by a click, and first: browsers demand it. */
export const askForServer = (origin: string): Promise<boolean> =>
  chrome.permissions.request({ origins: [patternOf(origin)] })

/** The chosen server, if we may still talk to it. */
export async function allowedServer(): Promise<Server | null> {
  const server = await recall('server')
  if (!server) return null
  return (await chrome.permissions.contains({ origins: [patternOf(server.origin)] })) ? server : null
}

const ownComputer = ['localhost', '127.0.0.1']

/**
 * The origin of what someone typed: `id.example.com` means https, `localhost:4600` http, for no one has a certificate for
 * that. Null for what is no address, or not a safe one.
 */
export function originOf(typed: string): string | null {
  const text = typed.trim()
  const complete = /^[a-z]+:\/\//i.test(text)
  const asWeb = URL.parse(complete ? text : `https://${text}`)
  const local = ownComputer.includes(asWeb?.hostname ?? '')
  const url = local && !complete ? URL.parse(`http://${text}`) : asWeb
  if (!url || url.hostname === '') return null
  return url.protocol === 'https:' || (url.protocol === 'http:' && local) ? url.origin : null
}

/**
 * Opens a page of the server in a tab, signed in there as here: the server makes a link for it that works once. Where it makes
 * none the page opens all the same, and asks who it is.
 */
export async function openSignedIn(server: Server, path: string): Promise<void> {
  const handed = await clientOf(server).handOver({ path })
  await chrome.tabs.create({ url: `${server.origin}${handed.ok ? handed.value.link : path}` })
}

/** Opens the page of the server on which the second step of a sign-in is done with a passkey. Answers with why not, or null. */
export async function openPasskeyPage(server: Server, challenge: string): Promise<Problem<string> | null> {
  const page = await clientOf(server).passkeyPage({ challenge })
  if (!page.ok) return page.problem
  await chrome.tabs.create({ url: `${server.origin}${page.value.path}` })
  return null
}

/** The ticket at the end of such a page: it stands where only this browser sees it. Null for any other address. */
export const ticketAt = (server: Server, address: string | undefined): string | null =>
  address?.startsWith(`${server.origin}/sign-in/passkey/done#`) ? new URL(address).hash.slice(1) : null
