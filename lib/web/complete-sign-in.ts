import { redirect } from 'next/navigation'
import { replaceSession } from '@/lib/acts/sessions/sign-out'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { deadlineOf } from '@/lib/queries/policy/deadline'
import { shownCodes } from '@/lib/queries/recovery-codes'
import type { PasswordAccepted } from '@/lib/records/challenges/challenge'
import type { OpenedSession } from '@/lib/records/sessions/session'
import { keepWebSession } from './auth'
import { browserToken, forgetChallenge, keepBrowser, keepChallenge } from './cookies'
import { glimpseMember, memberWhoSignedIn } from './gates'
import { homeOf } from './home'
import { ownPath } from './own-path'
import { requestContext } from './request-context'

/** Where someone is told, once they have signed in, until when they have to set two-factor authentication up. */
const deadlinePath = (next: string) => `/two-factor/deadline?next=${encodeURIComponent(next)}`

/**
 * Where someone saves the recovery codes that came with their first factor: at the end of the sign-in in which they set it
 * up, or of the next, if its answer was lost.
 */
const codesPath = (to: string | null) =>
  `/two-factor/recovery-codes${to ? `?next=${encodeURIComponent(to)}` : ''}`

/** Leads on from a right password: to the next step, or, where there is none, signed in. */
export async function leadOn(accepted: PasswordAccepted, returnTo: string | null): Promise<never> {
  if (accepted.ticket) return completeSignIn(accepted.ticket, ownPath(returnTo))
  await keepChallenge(accepted.token)
  redirect(accepted.step === 'code' ? '/sign-in/code' : '/sign-in/enroll')
}

/** Exchanges the ticket for a session and goes where it leads, or to where the person begins. */
export async function completeSignIn(ticket: string, to: string | null): Promise<never> {
  const known = await browserToken()
  const redeemed = await redeemTicket(await requestContext(), ticket, 'web', known)
  return enter(redeemed.ok ? redeemed.value : null, known, to)
}

/**
 * The same with a session that is open already; null where none could be opened any more. `known`: the token by which this
 * browser is known from now on. A session that it held until now ends: no one has its cookie any more.
 */
export async function enter(opened: OpenedSession | null, known: string, to: string | null): Promise<never> {
  const before = await glimpseMember()
  const person = opened && (await keepWebSession(opened))
  if (person) await keepBrowser(known)
  if (person && before) await replaceSession(await requestContext(), before, person)
  await forgetChallenge()
  if (!person) redirect('/sign-in?notice=challenge-over')
  const member = memberWhoSignedIn(person)
  const ctx = await requestContext()
  if (await shownCodes(ctx, member)) redirect(codesPath(to))
  const next = to ?? (await homeOf(member))
  redirect((await deadlineOf(ctx, member)) ? deadlinePath(next) : next)
}
