import { redirect } from 'next/navigation'
import type { PasswordAccepted } from '../sign-in/password'
import { openWebSession } from './auth'
import { forgetChallenge, keepChallenge } from './cookies'
import { ownPath } from './own-path'

/** Leads on from a right password: to the next step, or, where there is none, signed in. */
export async function leadOn(accepted: PasswordAccepted, returnTo: string | null): Promise<never> {
  if (accepted.ticket) return completeSignIn(accepted.ticket, ownPath(returnTo) ?? '/')
  await keepChallenge(accepted.token)
  redirect(accepted.step === 'code' ? '/sign-in/code' : '/sign-in/enroll')
}

/** Exchanges the ticket for a session and goes where it leads. */
export async function completeSignIn(ticket: string, to: string): Promise<never> {
  const opened = await openWebSession(ticket)
  await forgetChallenge()
  redirect(opened ? to : '/sign-in?notice=challenge-over')
}
