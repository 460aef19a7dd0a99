import type { PolicyWho } from '@/db/tables/organizations'

import { days, hours, later } from '../duration'
import { mostCounted } from '../figures'
import { momentInWords, startOfDay, zoneInWords } from '../zone'
import { counted, listed } from './codes'

/** "Friday, 4 December, 18:00 Europe/Berlin time (in 3 days)". */
export const deadlineInWords = (by: Date, timeZone: string, left: number) =>
  `${momentInWords(timeZone, by)} ${timeZone === 'UTC' ? 'UTC' : `${zoneInWords(timeZone)} time`} (${spanInWords(by, timeZone, left)})`

/** Days by the calendar there: from Friday noon to the evening of the next one they are 7. */
function spanInWords(by: Date, timeZone: string, left: number): string {
  if (left >= days(2)) {
    const [then, now] = [by, later(by, -left)].map((at) => startOfDay(timeZone, at).getTime())
    return `in ${counted(Math.round(((then ?? 0) - (now ?? 0)) / days(1)), 'day')}`
  }
  if (left >= hours(2)) return `in ${counted(Math.floor(left / hours(1)), 'hour')}`
  return 'within 2 hours'
}

type Until = { by: Date; timeZone: string; left: number }

/** What people read until then. */
export const setUpByInWords = ({ by, timeZone, left }: Until) =>
  `Set up two-factor authentication by ${deadlineInWords(by, timeZone, left)}.`

/** What whoever turns it off reads until then. */
export const setUpAgainByInWords = ({ by, timeZone, left }: Until) =>
  `Your organization requires it from ${deadlineInWords(by, timeZone, left)}. You’ll have to set it up again by then.`

/** The same where only passkeys will count, or count already. */
export const addPasskeyByInWords = (until: Until | 'now') =>
  until === 'now'
    ? 'Your organization accepts passkeys only. Add one now, or your next sign-in takes a recovery code.'
    : `Add a passkey by ${deadlineInWords(until.by, until.timeZone, until.left)}. After that, codes from an app won’t be accepted.`

/** Who must have two-factor authentication, as its page and the audit log say it. */
export const policyWhoWords: Record<PolicyWho, string> = {
  nobody: 'Nobody',
  admins: 'Admins',
  groups: 'Groups',
  everyone: 'Everyone',
}

type Rule = {
  who: PolicyWho
  from: Date | null
  begun: boolean
  groups: string[]
  zone: string
  /** It is not saved yet. */
  proposed?: boolean
}

/** A rule in one sentence. */
export function policyInWords({ who, from, begun, groups, zone, proposed = false }: Rule): string {
  if (who === 'nobody')
    return 'No one has to have two-factor authentication, unless you require it of them by name.'
  const whom = who === 'groups' ? `Everyone in ${listed(groups)}` : policyWhoWords[who]
  const since = from ? momentInWords(zone, from, true) : ''
  const when = proposed && begun ? 'at once' : begun ? `since ${since}` : `from ${since}`
  return `${whom} must have two-factor authentication, ${when}.`
}

/** Of whom nothing but a passkey counts. */
export function passkeyRuleInWords({ who, from, begun, groups, zone, proposed = false }: Rule): string {
  if (who === 'nobody') return 'Codes of authenticator apps and passkeys both count.'
  const whom = who === 'groups' ? `everyone in ${listed(groups)}` : who === 'admins' ? 'admins' : 'everyone'
  const since = from ? momentInWords(zone, from, true) : ''
  const when = proposed && begun ? 'at once' : begun ? `since ${since}` : `from ${since}`
  return `Only passkeys count for ${whom}, ${when}.`
}

type PasskeyCounts = { named: number; lacking: number; you: boolean; locksOut: boolean }

/** What that would mean, line by line; `listed`: the list of people is behind it. */
export function passkeyPreviewInWords({
  named,
  lacking,
  you,
}: PasskeyCounts): { listed: boolean; words: string }[] {
  const none = lacking === 1 ? '1 of them has no passkey yet' : `${lacking} of them have no passkey yet`
  return [
    { listed: false, words: named === 1 ? 'Applies to 1 person' : `Applies to ${named} people` },
    { listed: lacking > 0, words: lacking === 0 ? 'All of them have a passkey' : none },
    ...(you ? [{ listed: false, words: 'You’re one of them' }] : []),
  ]
}

/** What the people behind a number of a preview have in common. */
export const askedWords = {
  asked: 'They would be asked to set up two-factor authentication.',
  'signed-in': 'They would be asked to set it up, and are signed in now.',
  'not-joined': 'They would be asked to set it up when they join.',
}

type Counts = {
  people: number
  asked: number
  signedIn: number
  notJoined: number
  you: boolean
  sessions: number
  apps: number
}

/** From when a rule holds, and what becomes of sessions that lack it at that hour. */
type Hour = { from: 'at-once' | 'on-date'; sessions: 'end' | 'day' }

/** When the sessions of those who don't have it end: "within a day". */
function endWords({ from, sessions }: Hour): string {
  if (from === 'at-once')
    return sessions === 'day' ? 'without it would end within a day' : 'without it would end'
  return `would end ${sessions === 'day' ? 'within a day after that' : 'then'}, unless they set it up first`
}

/** The dry run, line by line; `part`: the list behind it. Numbers are counted up to a thousand. */
export function previewInWords(
  counts: Counts,
  hour: Hour,
): { part: keyof typeof askedWords | null; words: string }[] {
  const { people, asked, signedIn, notJoined, you, sessions, apps } = counts
  if (asked === 0) return [{ part: null, words: 'No one would be asked to set it up.' }]
  const some = (n: number) => (n >= mostCounted ? `${n} or more` : String(n))
  const are = (n: number) => (n === 1 ? 'is' : 'are')
  return [
    { part: 'asked', words: `${asked} of ${people} would be asked to set it up` },
    ...(signedIn > 0
      ? [{ part: 'signed-in' as const, words: `${some(signedIn)} of them ${are(signedIn)} signed in now` }]
      : []),
    ...(notJoined > 0
      ? [
          {
            part: 'not-joined' as const,
            words: `${notJoined} of them ${notJoined === 1 ? 'hasn’t' : 'haven’t'} joined yet, so their email isn’t confirmed`,
          },
        ]
      : []),
    ...(you ? [{ part: null, words: 'You are one of them' }] : []),
    ...(sessions > 0
      ? [
          {
            part: null,
            words: `${some(sessions)} ${sessions === 1 ? 'session' : 'sessions'}${apps > 0 ? ` and ${some(apps)} app ${apps === 1 ? 'sign-in' : 'sign-ins'}` : ''} ${endWords(hour)}`,
          },
        ]
      : []),
  ]
}

/** Why to think twice, and who should act first. */
export function warningInWords(warning: { kind: 'single-admin' | 'no-way-back'; first: string[] }): string {
  const { kind, first } = warning
  if (kind === 'single-admin')
    return first.length > 0
      ? `Only one admin can sign in. ${listed(first)} should join or be unlocked first, so that someone can help if that admin is locked out.`
      : 'Only one admin can sign in. Make someone else an admin first, so that someone can help if that admin is locked out.'
  return `No admin has recovery codes left, and this server has no operator who could help. ${listed(first)} should set up two-factor authentication and keep the recovery codes first.`
}

type ByName = { since: Date | null; reason: string | null } | null

/** Why someone must have it: by name, since when and why, or null: by the policy. `day`: how the reader's clock writes a day. */
export function requiredByInWords(byName: ByName, day: (at: Date) => string): string {
  if (!byName) return 'Required because of the policy.'
  const { since, reason } = byName
  return `Required by an admin${since ? `, since ${day(since)}` : ''}${reason ? `, because: ${reason}` : '.'}`
}

/** The same for the person, under the sentence that says it is required. */
export function setByInWords(byName: ByName, day: (at: Date) => string): string {
  if (!byName) return 'Set by the policy.'
  const { since, reason } = byName
  return `Set by an admin${since ? ` on ${day(since)}` : ''}${reason ? `, because: ${reason}` : '.'}`
}
