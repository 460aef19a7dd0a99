import type { BatchKind } from '@/db/tables/batches'
import type { AskedEndCause, Guarded } from '@/db/tables/four-eyes'
import type { PolicySessions, PolicyWho } from '@/db/tables/organizations'
import type { ChallengeProof, SessionKind } from '@/db/tables/sign-in'
import type { TicketBy } from '@/db/tables/two-factor'
import type { Role } from '@/db/tables/users'
import { momentsIn, zoneInWords } from '@/lib/zone'
import { settingsInWords } from '../apps'
import { batchKindWords } from '../batches'
import { counted } from '../codes'
import { causeWords, guardedWords } from '../four-eyes'
import { policyWhoWords } from '../policy'
import { checksInWords } from '../recovery'
import { roleWords } from '../roles'
import { type Secret, secretWords } from '../secrets'
import { sessionKindWords } from '../sessions'
import type { Removed, Taken } from '../two-factor'
import type { AuditEvent } from './catalogue'

type Nothing = Record<string, never>

/** What a second admin has to agree to. `whom`: the person, app or rule it is about, by name. */
type Asked = {
  guarded: Guarded
  whom?: string
  newEmail?: string
  group?: string
  policyWho?: PolicyWho
  policyGroups?: string
  policyFrom?: string
  firstDay?: string
  lastDay?: string
}

/** `client`: what it was called, such as "Firefox on Linux". */
type Facts = {
  'organization.created': { organization: string }
  'sign-in.succeeded': { secondStep: ChallengeProof; kind: SessionKind }
  'sign-in.code-rejected': { wrongCodesInARow: number }
  'sign-in.passkey-rejected': Nothing
  'sign-in.delayed': Nothing
  'sign-in.locked': Nothing
  'sign-in.unlocked': { reason?: string }
  /** `from`: the client that handed over. */
  'hand-over.used': { from: string }
  /** `browser`: what it was called. `days`: for how many it is not asked. */
  'browser.trusted': { browser: string; days: number }
  'browser.trust-ended': { browser: string }
  'session.ended': Nothing
  'refresh-token.reused': { endedClient: string }
  'sessions.ended': { sessions: number; endedClient?: string }
  'password.changed': Nothing
  'password.reset': Nothing
  /** `to`: the address that has to confirm it. */
  'email.change-asked': { to: string }
  /** `from`: the address before. */
  'email.changed': { from: string }
  'email.restored': { from: string }
  /** `passkey`: what its owner calls it, here and below. */
  'two-factor.enabled': { otherSetupKeys?: number; passkey?: string }
  'two-factor.disabled': Nothing
  'two-factor.replaced': { otherSetupKeys?: number }
  /** `called`: what its owner calls it. */
  'authenticator.added': { called: string; otherSetupKeys?: number }
  'authenticator.renamed': { called: string; calledBefore: string }
  'authenticator.removed': { called: string }
  'passkey.added': { passkey: string }
  'passkey.renamed': { passkey: string; calledBefore: string }
  'passkey.removed': { passkey: string }
  'passkey.reminded': { dueBy?: string; peopleReminded: number }
  'passkey.stopped': { passkey: string }
  'two-factor.required': { signedOut: boolean; reason?: string }
  'two-factor.requirement-lifted': Nothing
  'enrollment-code.issued': { enrollmentBy: TicketBy }
  'enrollment-code.used': { enrollmentBy: TicketBy }
  /** `wrongEnrollmentCodes`: since it was made. */
  'enrollment-code.refused': { wrongEnrollmentCodes: number }
  /**
   * `dueBy`: until when the policy gives them time, in ISO 8601; left out where it does not. `peopleReminded`: how many the
   * server told by itself; left out where an admin reminded someone.
   */
  'two-factor.reminded': { dueBy?: string; peopleReminded?: number }
  'two-factor.reset': Removed & { reason?: string }
  'recovery-codes.renewed': Nothing
  'recovery-code.used': { recoveryCodesLeft: number }
  'secret.unreadable': { secret: Secret }
  'help.asked': Nothing
  'help.dismissed': Nothing
  'recovery.asked': Nothing
  'recovery.confirmed': Nothing
  /** `checks`: their codes, with commas between them. */
  'recovery.approved': { reason: string; checks: string; approvalsMissing?: number }
  'recovery.rejected': { reason: string }
  'recovery.stopped': Nothing
  'recovery.withdrawn': Nothing
  'recovery.completed': Taken
  /** `sessionIdleMinutes`, `sessionHours`: 0 where sessions last as long as this server's do. `logo`: false: removed. */
  'organization.changed': {
    organization: string
    organizationBefore?: string
    timeZone?: string
    sessionIdleMinutes?: number
    sessionHours?: number
    logo?: boolean
  }
  'organization.phone-changed': { phone: string; phoneBefore?: string }
  'organization.added': { organization: string }
  'organization.suspended': { organization: string }
  'organization.reactivated': { organization: string }
  'key.rotated': { resealed: number }
  'signing-keys.rotated': Nothing
  'server.restored': { changesForgotten: number; sessionsEnded: number }
  'server.moved': { movedTo: 'postgresql' | 'sqlite' }
  'operator.added': Nothing
  'batch.previewed': { batch: BatchKind; rows: number }
  'batch.started': { batch: BatchKind; rows: number }
  'batch.stopped': { batch: BatchKind; rowsDone: number; rowsLeft: number }
  'user.added': { role: Role; twoFactorRequired: boolean }
  'user.invited': Nothing
  'user.joined': Nothing
  'user.suspended': Nothing
  'user.reactivated': Nothing
  'user.removed': Nothing
  'user.role-changed': { role: Role }
  /** `phone`: empty where it was removed. */
  'user.phone-changed': { phone: string; phoneBefore?: string }
  /** `app`: its name at that time. */
  'app.added': { app: string; address: string }
  /** `changed`: codes of its settings, with commas between them. `mayUse`: `everyone`, or names of groups. */
  'app.changed': {
    app: string
    changed: string
    mayUse?: string
    demands?: 'person' | 'always' | 'fresh'
    freshHours?: number
  }
  'app.secret-renewed': { app: string; keptFormer: boolean }
  'app.suspended': { app: string }
  'app.reactivated': { app: string }
  'app.removed': { app: string; address: string }
  'app.signed-out': { app: string; people: number }
  'app.permission-withdrawn': { app: string }
  'policy.passkeys-changed': { policyWho: PolicyWho; policyGroups?: string; policyFrom?: string }
  /** `policyGroups`: their names. `policyFrom`: ISO 8601; left out where no one is asked. */
  'policy.changed': {
    policyWho: PolicyWho
    policyGroups?: string
    policyFrom?: string
    policySessions: PolicySessions
    policyNewPeople: boolean
    peopleAsked: number
  }
  /** `trustDays`: 0 where no browser is trusted. */
  'policy.trust-changed': { trustDays: number; trustAdmins: boolean }
  'policy.enrollment-codes-changed': { enrollmentCodes: boolean }
  /** Days in the organization's time zone: `2026-12-04`. */
  'evidence.exported': { firstDay: string; lastDay: string }
  'list.exported': { list: 'people' | 'audit' | 'batch' | 'invitations'; format: 'csv' | 'json' }
  'policy.previewed': { policyWho: PolicyWho }
  'policy.started': { policyWho: PolicyWho }
  'four-eyes.enabled': Nothing
  'four-eyes.disabled': Nothing
  /** `toldAdmins`: how many were told and may agree. */
  'four-eyes.asked': Asked & { toldAdmins: number }
  /** `askedBy`: whoever asked, by name. */
  'four-eyes.agreed': Asked & { askedBy: string }
  'four-eyes.refused': Asked & { askedBy: string }
  'four-eyes.withdrawn': Asked
  'four-eyes.ended': Asked & { endCause: AskedEndCause; askedBy: string }
  'grace.extended': { until: string; reason: string }
  'grace.ended': Nothing
  /** `group`: its name, as it is afterwards. */
  'group.added': { group: string }
  'group.changed': { group: string; groupBefore?: string; description?: boolean }
  'group.removed': { group: string; peopleIn: number }
  'group.person-added': { group: string }
  'group.person-removed': { group: string }
  'app.opened': { app: string }
  'app.allowed': { app: string }
  /** `from`: the name before. */
  'user.renamed': { from: string }
  /** `scopes`: with a space between them. */
  'api-key.created': { apiKey: string; scopes: string; expiresAt: string }
  'api-key.ended': { apiKey: string }
  'api-key.transferred': { apiKey: string }
}

/** What an entry of this event says beyond who, whom and when: plain facts, no secrets. */
export type AuditFacts<Event extends AuditEvent> = Facts[Event]

/** Facts as they are read from an entry, which may be older than the catalogue. */
export type StoredFacts = Record<string, string | number | boolean>

type AllOf<T> = T extends unknown
  ? { [Name in keyof T]-?: [Name, Exclude<T[Name], undefined>] }[keyof T]
  : never
type Pairs = AllOf<Exclude<Facts[AuditEvent], Nothing>>
type FactName = Pairs[0]
/** `moment`: how a moment is written where the reader is. */
type Words = {
  [Name in FactName]: (value: Extract<Pairs, [Name, unknown]>[1], moment: (at: string) => string) => string
}

/** How each fact is said. One that was stored otherwise before is said as it was stored. */
const words: Words = {
  organizationBefore: (name) => `Before: ${name}`,
  phone: (number) => (number === '' ? 'Removed' : `Now: ${number}`),
  phoneBefore: (number) => `Before: ${number}`,
  sessionIdleMinutes: (n) =>
    n === 0 ? 'Idle time as on this server' : `Sessions end after ${counted(n, 'minute')} idle`,
  sessionHours: (n) =>
    n === 0 ? 'Session length as on this server' : `Sessions last ${counted(n, 'hour')} at most`,
  logo: (set) => (set ? 'New logo' : 'Logo removed'),
  timeZone: (zone) => `Time zone: ${zone}`,
  organization: (name) => `Organization: ${name}`,
  secondStep: (proof) => said(secondStepWords, proof),
  kind: (kind) => said(sessionKindWords, kind),
  wrongCodesInARow: (n) => `${counted(n, 'wrong code')} in a row`,
  reason: (reason) => `Reason: ${reason}`,
  from: (name) => `From ${name}`,
  to: (address) => `To ${address}`,
  endedClient: (client) => `Ended: ${client}`,
  sessions: (n) => `${counted(n, 'session')} ended`,
  otherSetupKeys: (n) => `${counted(n, 'other setup key')} shown before`,
  called: (name) => `Authenticator: ${name}`,
  passkey: (name) => `Passkey: ${name}`,
  calledBefore: (name) => `Before: ${name}`,
  signedOut: (yes) => (yes ? 'Signed out everywhere' : 'Open sessions stayed signed in'),
  authenticator: (yes) => (yes ? 'Authenticator removed' : 'There was no authenticator'),
  authenticators: (n) => counted(n, 'authenticator'),
  passkeys: (n) => counted(n, 'passkey'),
  recoveryCodes: (n) => `${counted(n, 'recovery code')} removed`,
  required: (yes) => (yes ? 'Still required' : 'Not required'),
  recoveryCodesLeft: (n) => `${counted(n, 'recovery code')} left`,
  secret: (secret) => said(secretWords, secret),
  checks: (checks) => `Checked: ${checksInWords(checks).join(', ')}`,
  approvalsMissing: (n) => `${counted(n, 'more approval')} needed`,
  resealed: (n) => `${counted(n, 'value')} re-encrypted`,
  changesForgotten: (n) => `${counted(n, 'later change')} lost`,
  tokens: (n) => `${counted(n, 'app or extension session')} ended`,
  challenges: (n) => `${counted(n, 'unfinished sign-in')} ended`,
  apiKeys: (n) => `${counted(n, 'API key')} ended`,
  sessionsEnded: (n) => `${counted(n, 'session')} ended`,
  movedTo: (kind) => `To ${said({ postgresql: 'PostgreSQL', sqlite: 'an SQLite file' }, kind)}`,
  group: (name) => `Group: ${name}`,
  groupBefore: (name) => `Before: ${name}`,
  description: (changed) => (changed ? 'Description changed' : 'Same description'),
  peopleIn: (n) => (n === 1 ? '1 person was in it' : `${n} people were in it`),
  role: (role) => `Role: ${said(roleWords, role)}`,
  twoFactorRequired: (yes) =>
    yes ? 'Two-factor authentication required' : 'Two-factor authentication not required',
  list: (list) =>
    said(
      { people: 'People', audit: 'Audit log', batch: 'Those left out', invitations: 'Invitation links' },
      list,
    ),
  format: (format) => `As ${format.toUpperCase()}`,
  firstDay: (day) => `Audit log from ${day}`,
  lastDay: (day) => `Until ${day}`,
  policyWho: (who) => `Who: ${said(policyWhoWords, who)}`,
  policyGroups: (names) => `Groups: ${names}`,
  policyFrom: (at, moment) => `From ${moment(at)}`,
  policySessions: (what) =>
    said({ end: 'Open sessions end then', day: 'Open sessions end a day later' }, what),
  policyNewPeople: (yes) =>
    yes ? 'New people are added with it required' : 'New people are added without it',
  browser: (name) => `Browser: ${name}`,
  days: (n) => `For ${counted(n, 'day')}`,
  trustDays: (n) => (n === 0 ? 'Off' : `For ${counted(n, 'day')}`),
  trustAdmins: (yes) => (yes ? 'For admins as well' : 'Not for admins'),
  enrollmentCodes: (on) => (on ? 'Asked for' : 'Not asked for'),
  enrollmentBy: (by) => said({ code: 'By a code', link: 'By a link in an email' }, by),
  wrongEnrollmentCodes: (n) => `${counted(n, 'wrong code')} so far`,
  peopleAsked: (n) => (n === 1 ? '1 person asked' : `${n} people asked`),
  guarded: (kind) => said(guardedWords, kind),
  whom: (name) => `About: ${name}`,
  newEmail: (email) => `To ${email}`,
  toldAdmins: (n) => (n === 1 ? '1 admin told' : `${n} admins told`),
  askedBy: (name) => `Asked by ${name}`,
  endCause: (cause) => said(causeWords, cause),
  until: (at, moment) => `Until ${moment(at)}`,
  peopleReminded: (n) => (n === 1 ? '1 person reminded' : `${n} people reminded`),
  dueBy: (at, moment) => `To be set up by ${moment(at)}`,
  app: (name) => `App: ${name}`,
  address: (address) => `Address: ${address}`,
  batch: (kind) => batchTitle(kind),
  rows: (n) => `${peopleCounted(n)} in all`,
  rowsDone: (n) => `${peopleCounted(n)} done`,
  rowsLeft: (n) => `${peopleCounted(n)} left`,
  changed: (settings) => `Changed: ${settingsInWords(settings)}`,
  mayUse: (names) => `May use it: ${names}`,
  demands: (rule) => `Two-factor authentication: ${said(demandWords, rule)}`,
  freshHours: (n) => `Not older than ${counted(n, 'hour')}`,
  keptFormer: (yes) => (yes ? 'The old one works for another 24 hours' : 'The old one no longer works'),
  people: (n) => `${counted(n, 'person').replace('persons', 'people')} signed out`,
  apiKey: (name) => `Key: ${name}`,
  scopes: (scopes) => `Scopes: ${scopes.split(' ').join(', ')}`,
  expiresAt: (at, moment) => `Expires ${moment(at)}`,
}

const batchTitle = (kind: string) =>
  said(Object.fromEntries(Object.entries(batchKindWords).map(([name, { title }]) => [name, title])), kind)

const peopleCounted = (n: number) => (n === 1 ? '1 person' : `${n} people`)

const demandWords = { person: 'as for the person', always: 'always', fresh: 'always, and recent' }

const secondStepWords: Record<ChallengeProof, string> = {
  none: 'Password only',
  code: 'Password and authentication code',
  'recovery-code': 'Password and recovery code',
  enrollment: 'Password, and set up two-factor authentication',
  'trusted-browser': 'Password, in a trusted browser',
  passkey: 'Password and passkey (on one device)',
  'synced-passkey': 'Password and passkey (synced)',
  'passkey-alone': 'Passkey (on one device)',
  'synced-passkey-alone': 'Passkey (synced)',
}

/** The words for a code; a code that no one knows any more, or words of before, as they are. */
const said = (known: Record<string, string>, code: string) =>
  (Object.hasOwn(known, code) && known[code]) || code

/**
 * What the log shows of an entry's facts, one by one, times in a zone that is named. A fact that no one knows any more is
 * shown as it was stored.
 */
export function factsInWords(facts: StoredFacts, zone = 'UTC'): string[] {
  const moment = (at: string) => `${momentsIn(zone)(new Date(at))} (${zoneInWords(zone)})`
  return Object.entries(facts).map(([name, value]) => {
    if (!Object.hasOwn(words, name)) return `${name}: ${value}`
    return (words[name as FactName] as (value: StoredFacts[string], inWords: typeof moment) => string)(
      value,
      moment,
    )
  })
}
