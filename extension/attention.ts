import type { Answer } from '../client/client'
import { keep, recall } from './kept'
import { allowedServer, clientOf } from './server'

/** So few recovery codes are worth a warning. */
export const fewCodes = 3

/**
 * Asks the server who is signed in, and marks the icon where something needs attention: the session has ended, few
 * recovery codes are left, or two-factor authentication is to be set up by a date. Null where there is no one to ask for.
 */
export async function look(): Promise<Answer<'getMe'> | null> {
  const server = await allowedServer()
  const signedIn = (await recall('tokens')) ?? (await recall('refresh'))
  if (!server || !signedIn) {
    await mark((await recall('ended')) !== undefined)
    return null
  }
  const me = await clientOf(server).getMe()
  if (!me.ok && me.problem.code === 'token-invalid') await keep('ended', true)
  if (me.ok) {
    const { enabled, requiredFrom, recoveryCodesLeft } = me.value.twoFactor
    await mark(enabled ? recoveryCodesLeft <= fewCodes : Boolean(requiredFrom))
  } else if (me.problem.code === 'token-invalid') await mark(true)
  return me
}

/** A sign on the icon, or none. */
export async function mark(needed: boolean): Promise<void> {
  await chrome.action.setBadgeBackgroundColor({ color: '#b3261e' })
  await chrome.action.setBadgeText({ text: needed ? '!' : '' })
}
