import { type AuditEvent, catalogue } from './catalogue'

type NounOf<Event> = Event extends `${infer Noun}.${string}` ? Noun : never
type Noun = NounOf<AuditEvent>

/** The kinds of events that the log of an organization is filtered by, as people read them. */
export const kindWords = {
  'sign-ins': 'Sign-ins',
  'two-factor': 'Two-factor authentication',
  accounts: 'Passwords and email addresses',
  people: 'People',
  groups: 'Groups',
  policy: 'Policy',
  recovery: 'Account recovery',
  apps: 'Apps',
  'api-keys': 'API keys',
  exports: 'Exports',
  organization: 'Organization and server',
} as const

export type AuditKind = keyof typeof kindWords

/** By what its name begins with. */
const kindOfNoun: Record<Noun, AuditKind> = {
  'sign-in': 'sign-ins',
  'hand-over': 'sign-ins',
  session: 'sign-ins',
  browser: 'sign-ins',
  sessions: 'sign-ins',
  'refresh-token': 'sign-ins',
  'two-factor': 'two-factor',
  'enrollment-code': 'two-factor',
  authenticator: 'two-factor',
  passkey: 'two-factor',
  'recovery-codes': 'two-factor',
  'recovery-code': 'two-factor',
  secret: 'two-factor',
  password: 'accounts',
  email: 'accounts',
  user: 'people',
  batch: 'people',
  group: 'groups',
  policy: 'policy',
  grace: 'policy',
  'four-eyes': 'policy',
  recovery: 'recovery',
  help: 'recovery',
  app: 'apps',
  'api-key': 'api-keys',
  list: 'exports',
  evidence: 'exports',
  organization: 'organization',
  key: 'organization',
  'signing-keys': 'organization',
  server: 'organization',
  operator: 'organization',
}

const events = Object.keys(catalogue) as AuditEvent[]

/** All events of a kind. */
export const eventsOf = (kind: AuditKind): AuditEvent[] =>
  events.filter((event) => kindOfNoun[event.split('.')[0] as Noun] === kind)
