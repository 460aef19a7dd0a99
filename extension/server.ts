import { type Client, createClient } from '../client/client'
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

/** The origin of what somebody typed: `id.example.com` means https. Null for what is no address, or not a safe one. */
export function originOf(typed: string): string | null {
  const text = typed.trim()
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || url.hostname === '') return null
  const local = ['localhost', '127.0.0.1'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && local) ? url.origin : null
}
