import { days, hours, minutes } from './duration'
import type { Detail } from './result'

type Sentence = string | ((detail: Detail, now: Date) => string)

const sentences = {
  'credentials-wrong': 'The email or password is not right.',
  'account-suspended': 'Your account is suspended. Ask an admin of your organization to reactivate it.',
  'organization-suspended': 'Your organization is suspended on this server. Ask whoever runs it.',
  'too-many-attempts': ({ retryAt }, now) =>
    `Too many attempts. Try again in ${retryAt ? waitUntil(retryAt, now) : 'a few minutes'}.`,
  'second-step-locked':
    'Too many wrong codes: sign-in is locked. Ask an admin of your organization to unlock it or to reset two-factor authentication.',
  'code-wrong': 'That code is not right. Wait for the next one and try again.',
  'secret-unreadable':
    "Your authenticator can't be checked: its key on this server is damaged. Use a recovery code, or ask an admin of your organization to reset your two-factor authentication.",
  'recovery-code-wrong': 'That recovery code is not right, or was used before. Try another one.',
  'clock-off': ({ clockOff = 0 }) =>
    `Your phone's clock looks about ${minutesOff(clockOff)} ${clockOff < 0 ? 'behind' : 'ahead'}. Set it to automatic time and try again.`,
  'challenge-over': 'This sign-in has ended. Sign in again with your email and password.',
  'cookies-needed':
    'This browser keeps no cookies for this site, and you can’t sign in without them. Allow cookies for this site, then sign in again.',
  'challenge-replaced':
    'Another sign-in was started in this browser, and this page now shows that one. Nothing you typed was used.',
  'attempts-used-up': 'Five wrong codes: this sign-in has ended. Sign in again with your email and password.',
  'ticket-invalid': 'This sign-in has ended. Sign in again with your email and password.',
  'session-over': 'Your session has ended. Sign in again.',
  'ended-idle': ({ lasts }) => `You were signed out after ${spoken(lasts)} without use. Sign in again.`,
  'ended-age': ({ lasts }) =>
    `You were signed out: you stay signed in for ${spoken(lasts)} at most. Sign in again.`,
  'ended-required': ({ organization }) =>
    `${organization ?? 'Your organization'} now requires two-factor authentication. Sign in again to continue.`,
  'ended-reset': 'Your two-factor authentication was reset, so you were signed out. Sign in again.',
  'ended-password': 'Your password was changed, so you were signed out. Sign in with the new one.',
  'ended-factor': 'Your two-factor authentication was changed, so you were signed out here. Sign in again.',
  'ended-admin': 'An admin signed you out everywhere. Sign in again.',
  'ended-elsewhere': 'You were signed out here from another device. Sign in again.',
  'ended-role': 'Your role was changed, so you were signed out. Sign in again.',
  'ended-email':
    'Your previous email address was restored, so you were signed out everywhere. Sign in with that address.',
  'session-unknown': 'That session has already ended.',
  'enrollment-over': 'This setup key is no longer on offer. Start again from your profile or sign in again.',
  'password-wrong': 'The password is not right.',
  'password-common':
    'This password is on every list of guesses. Choose three or four words that do not belong together.',
  'password-personal':
    "Don't build the password from your name or your organization's. Choose three or four words that do not belong together.",
  'two-factor-on': 'Two-factor authentication is already on. Replace the authenticator from your profile.',
  'two-factor-off': 'Two-factor authentication is not on. Turn it on from your profile.',
  'required-by-organization': 'Required by your organization. Ask an admin to turn it off.',
  'proof-needed': 'To lift this from yourself, give your password and a code.',
  'email-unavailable': "This email can't be added. Ask for another address.",
  'operator-already': 'This person is an operator already and has joined. Nothing was changed.',
  'operator-suspended': 'This operator is suspended. Reactivate them with "operator reactivate" instead.',
  'cursor-invalid':
    'This page cannot be found. Send the `next` of the page before, with the same search, or start from the first page.',
  'user-unknown': 'This person is not in your organization, or was removed. Go back to Users.',
  self: 'This is you. Use your profile.',
  'last-admin': 'This is the last active admin. Make somebody else an admin first.',
  'not-active': 'Only active people can be suspended. Remove the invitation instead.',
  'not-suspended': 'This person is not suspended.',
  'not-locked': 'Nothing is locked here.',
  'already-joined': 'This person has joined already and needs no invitation.',
  'invitation-over':
    'This invitation link was used, has expired or was replaced. Ask your admin for a new one.',
  'token-invalid': 'This token is not, or no longer, valid. Sign in again.',
  'not-admin': 'Only an admin of your organization can do this.',
  'hand-over-over': 'This link was used or has expired. Open the page again from where you came, or sign in.',
  'link-over': 'This link was used, has expired or was replaced by a newer one. Ask for a new one.',
  'letter-over': 'This email was delivered meanwhile, or is of no use any more. Send a new one instead.',
  'request-over': 'This request is over, or was decided already. Go back to the queue.',
  'decided-already': 'You decided on this request already, or it is approved. Go back to the queue.',
  'own-request': 'Nobody decides on a request of their own. Ask another operator.',
  'organization-unknown': 'There is no such organization. Go back to Organizations.',
  'email-same': 'This is your email address already.',
  'setup-closed':
    'This link is not, or no longer, the one for setting up. Look at the console of the server for it.',
  'server-busy': 'The server is busy. Nothing was changed: try again in a few seconds.',
  'server-full':
    'The server cannot store anything: its disk is full. Nothing was changed: tell whoever runs it, and try again later.',
} satisfies Record<string, Sentence>

/** Every outcome a person may be told of. A rule that returns a code without a sentence does not compile. */
export type Code = keyof typeof sentences

/** The sentence for an outcome: what happened and what to do next. */
export function sentence(code: Code, detail: Detail = {}, now: Date = new Date()): string {
  const found: Sentence = sentences[code]
  return typeof found === 'string' ? found : found(detail, now)
}

function waitUntil(at: Date, now: Date): string {
  const seconds = Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000))
  return seconds < 90 ? counted(seconds, 'second') : counted(Math.ceil(seconds / 60), 'minute')
}

const minutesOff = (seconds: number) => counted(Math.max(1, Math.round(Math.abs(seconds) / 60)), 'minute')

/** "60 minutes", "24 hours", "7 days": in the largest unit of which there are at least two. */
function spoken(milliseconds = 0): string {
  const units = [
    ['day', days(1)],
    ['hour', hours(1)],
    ['minute', minutes(1)],
  ] as const
  const [unit, length] = units.find(([, length]) => milliseconds >= 2 * length) ?? units[2]
  return counted(Math.round(milliseconds / length), unit)
}

/** "1 minute", "2 minutes". */
export const counted = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`
