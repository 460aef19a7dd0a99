import { look } from './attention'
import { forget, recall } from './kept'
import { allowedServer, clientOf, ticketAt } from './server'

/* Looks every five minutes whether the session still stands, so that the icon says so before it is needed. */

const alarm = 'look'

async function start(): Promise<void> {
  await chrome.alarms.create(alarm, { periodInMinutes: 5 })
  await look()
}

chrome.runtime.onInstalled.addListener(start)
chrome.runtime.onStartup.addListener(start)
chrome.alarms.onAlarm.addListener(() => void look())
// The permission prompt closes the popup in some browsers: what it was asked for is looked at when it is given.
chrome.permissions.onAdded.addListener(() => void look())

/** Goes on with the sign-in whose second step was done on a page of the server. */
async function follow(address: string | undefined): Promise<void> {
  const server = await allowedServer()
  const ticket = server && ticketAt(server, address)
  const pending = ticket ? await recall('pending') : undefined
  if (!server || !ticket || !pending) return
  const signedIn = await clientOf(server).redeemTicket({ challenge: pending.challenge, ticket })
  if (signedIn.ok) await forget('pending')
  await look()
}

// The popup is closed while the page stands open. The address is told for the server that we may talk to, and no other.
chrome.tabs.onUpdated.addListener((_tab, { url }) => void follow(url))
