import { type AuditEvent, catalogue } from './catalogue'
import { factsInWords, type StoredFacts } from './facts'

type Entry = {
  at: string
  event: AuditEvent
  actor:
    | { kind: 'user'; email: string }
    | { kind: 'console'; osUser: string }
    | { kind: 'key'; name: string }
    | { kind: 'nobody' }
  subject: { email: string } | null
}

/** One entry on one line: when, who, what, whom. */
export function entryInWords({ at, event, actor, subject }: Entry): string {
  return `${at} ${whoInWords(actor, event)} ${catalogue[event]}${subject ? `: ${subject.email}` : ''}`
}

/** What the server does by itself, at its time or because nothing else is left, where no account stands behind it. */
const byServer: readonly AuditEvent[] = [
  ...([
    'batch.stopped',
    'four-eyes.ended',
    'passkey.reminded',
    'policy.started',
    'two-factor.reminded',
  ] as const),
]

/** Who it was where no account stands behind an entry: the server itself, or whoever it was. */
export const nobodyInWords = (event: AuditEvent) => (byServer.includes(event) ? 'The server' : 'Someone')

/** From where: a browser or the console, or the server itself. */
export const fromInWords = ({ actor, event, client }: Pick<WholeEntry, 'actor' | 'event' | 'client'>) =>
  actor.kind === 'nobody' && byServer.includes(event) ? nobodyInWords(event) : client

function whoInWords(actor: Entry['actor'], event: AuditEvent): string {
  if (actor.kind === 'user') return actor.email
  if (actor.kind === 'key') return `API key ${actor.name}`
  return actor.kind === 'console' ? `${actor.osUser} (console)` : nobodyInWords(event).toLowerCase()
}

type WholeEntry = Omit<Entry, 'actor' | 'subject'> & {
  actor: Entry['actor'] & { name?: string }
  subject: { name: string; email: string } | null
  detail: StoredFacts
  client: string
  address: string
}

/** Everything that an entry says, for searching in it, with its dates in a zone. */
export function entryText(entry: WholeEntry, zone?: string): string {
  const { event, actor, subject, detail, address } = entry
  return [
    ...[actor.name, whoInWords(actor, event), catalogue[event], subject?.name, subject?.email],
    ...[...factsInWords(detail, zone), fromInWords(entry), address],
  ].join(' ')
}
