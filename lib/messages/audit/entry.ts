import { type AuditEvent, catalogue } from './catalogue'

type Entry = {
  at: string
  event: AuditEvent
  actor: { kind: 'user'; email: string } | { kind: 'console'; osUser: string } | { kind: 'nobody' }
  subject: { email: string } | null
}

/** One entry on one line: when, who, what, whom. */
export function entryInWords({ at, event, actor, subject }: Entry): string {
  const who =
    actor.kind === 'user' ? actor.email : actor.kind === 'console' ? `${actor.osUser} (console)` : 'someone'
  return `${at} ${who} ${catalogue[event]}${subject ? `: ${subject.email}` : ''}`
}
