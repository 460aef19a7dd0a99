import type { RecoveryEndCause, RecoveryState } from '@/db/tables/recovery'
import { days } from '../duration'

/** What the page of a recovery request knows of it. */
export type RequestFacts = {
  /** Whose account it is about. */
  name: string
  standing: RecoveryState | 'expired' | 'ready'
  /** It is open, and the account is not, or no longer, that of an active admin: it goes no further. */
  held: boolean
  /** Whether the account's address is still the one that the link was sent to. */
  sameAddress: boolean
  /** Whether there are operators enough to decide on it. */
  attended: boolean
  /** Whether the link that completes it was emailed. */
  announced: boolean
  /** Whether whoever holds this link can stop it. */
  stops: boolean
  endCause: RecoveryEndCause | null
}

/** What a link of a recovery request can be that leads to nothing. */
export const requestLinkOver =
  'It was used or replaced, it has expired, its request has ended, or its account was suspended or removed.'

/** Where a request stands, and what to do about it. */
export const requestInWords = (request: RequestFacts): string =>
  `Someone asked to recover the admin account of ${request.name}. ${stateInWords(request)}`

function stateInWords(request: RequestFacts): string {
  const { name, standing, held, endCause } = request
  if (held) return `${onHold}${request.stops ? ` If ${name} didn’t ask for this, stop it now.` : ''}`
  switch (standing) {
    case 'asked':
      return askedInWords(request)
    case 'confirmed':
      return `${confirmedInWords(request)} ${ifNot(name)}`
    case 'approved':
      return `It was approved, and the wait has started. ${ifNot(name)}`
    case 'ready':
      return `It was approved, and ${request.announced ? 'we’ve emailed' : 'we’re emailing'} ${name} the link to complete it. ${ifNot(name)}`
    case 'completed':
      return 'It was completed: the account got a new password, and any old authenticator and recovery codes no longer work.'
    case 'rejected':
      return 'It was rejected, and nothing was changed. The email about it gives the reason.'
    case 'stopped':
      return 'It was stopped, and nothing was changed.'
    case 'withdrawn':
      return `It was withdrawn${withdrawnInWords(name, endCause)}. Nothing was changed.`
    case 'expired':
      return 'It has expired, and nothing was changed.'
  }
}

/** Why a request waits whoever decides. */
export const onHold =
  'This request is on hold, because the account is suspended or no longer an admin’s. It goes no further until an admin of the organization changes that.'

/** Why a request waits that operators cannot decide on. */
export const onHoldForOperators =
  'On hold: the account or its organization is suspended, or it’s no longer an admin’s. There’s nothing to decide until that changes.'

function askedInWords({ sameAddress, attended }: RequestFacts): string {
  if (!sameAddress)
    return 'It can’t be confirmed, because the account has another email address now. If that was you, ask again with that one. If it wasn’t, stop it.'
  return attended
    ? 'If that was you, confirm it, and the server’s support team can review it. If it wasn’t, stop it.'
    : 'If that was you, confirm it. This server has no full support team yet, so it then waits for whoever runs the server. If it wasn’t, stop it.'
}

const confirmedInWords = ({ attended }: RequestFacts) =>
  attended
    ? 'It was confirmed by email and is waiting for the server’s support team to decide.'
    : 'It was confirmed by email. This server has no full support team yet, so it waits for whoever runs the server: ask them directly if you can.'

function withdrawnInWords(name: string, cause: RecoveryEndCause | null): string {
  if (cause === 'signed-in') return ` because ${name} signed in`
  if (cause === 'newer-request') return ' because of a newer request'
  if (cause === 'restored-backup') return ' because the server was restored from a backup'
  return cause === 'wrong-clock' ? ' because the server’s clock was wrong' : ''
}

const ifNot = (name: string) =>
  `If ${name} didn’t ask for this, stop it now. If they did, there’s nothing to do here.`

/** What is said of recovering an account before anyone asks for it. `wait`: after the approval, in milliseconds. */
export const recoveryIntro = (wait: number) =>
  `For admins who lost their phone and their recovery codes. ${wait >= days(1) ? 'It takes a day or more, for safety.' : 'Someone reviews it first, for safety.'} These are quicker:`

/** What someone who is still signed in reads of a request for their own account. */
export const ownRequestWords = (standing: RequestFacts['standing']) =>
  standing === 'confirmed'
    ? 'It’s waiting for the server’s support team to decide. If this wasn’t you, stop it, and change the password of your mailbox: the request was confirmed from there.'
    : 'It was approved. If this wasn’t you, stop it now, and change the password of your mailbox: the request was confirmed from there.'
