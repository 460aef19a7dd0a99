import { look } from './attention'

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
