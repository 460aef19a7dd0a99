import { catalogue } from '@/lib/messages/audit/catalogue'
import { fromInWords, nobodyInWords } from '@/lib/messages/audit/entry'
import { factsInWords } from '@/lib/messages/audit/facts'
import { rowReasonInWords, rowResultWords } from '@/lib/messages/batches'
import { roleWords } from '@/lib/messages/roles'
import { factorState, factorWords } from '@/lib/messages/two-factor'
import type { BatchLine } from '@/lib/queries/batches/find'
import type { InvitedLine } from '@/lib/queries/batches/links'
import type { ExportedPerson } from '@/lib/queries/users/export'
import type { AuditBody } from '@/lib/records/audit/record'

const status = { active: 'Active', invited: 'Invited', suspended: 'Suspended' }
const requiredBy = { admin: 'An admin', policy: 'The policy' }

/** What an export of people has of each, by its headings. Times are UTC (ISO 8601). */
export const personCells = (person: ExportedPerson) => ({
  Name: person.name,
  Email: person.email,
  Role: roleWords[person.role],
  Status: status[person.status],
  'Two-factor': factorWords[factorState(person)],
  'On since': person.twoFactorSince,
  Authenticators: person.authenticators,
  Passkeys: person.passkeys,
  'Recovery codes left': person.recoveryCodesLeft,
  'Required by': person.requiredBy && requiredBy[person.requiredBy],
  'Required since': person.requiredSince,
  'Required from': person.requiredFrom,
  Reason: person.requiredReason,
  'More time until': person.graceUntil,
  'More time because': person.graceReason,
  'Last sign-in': person.lastSignInAt,
})

/** The same of a row of a batch. The first two are what *Add people* reads. */
export const lineCells = ({ name, email, result, reason }: BatchLine) => ({
  Name: name,
  Email: email,
  Result: rowResultWords[result],
  Why: rowReasonInWords(reason),
})

/** The same of someone who was invited. `linkTo`: the address that a path has for them. */
export const invitedCells =
  (linkTo: (path: string) => string) =>
  ({ name, email, token, expiresAt }: InvitedLine) => ({
    ...{ Name: name, Email: email },
    'Invitation link': linkTo(`/invitation/${token}`),
    'Works until': expiresAt,
  })

/** The same of an entry of the audit log. Its details are sentences: moments in them are in this zone, which they name. */
export const entryCells =
  (zone: string) =>
  ({ sequence, at, event, actor, subject, detail, client, address }: AuditBody & { sequence: number }) => ({
    Number: sequence,
    Time: new Date(at),
    Event: event,
    Who: who(actor, event),
    What: catalogue[event],
    Whom: subject ? `${subject.name} (${subject.email})` : null,
    Details: factsInWords(detail, zone).join(' · '),
    Client: fromInWords({ actor, event, client }),
    Address: address,
  })

function who(actor: AuditBody['actor'], event: AuditBody['event']): string {
  if (actor.kind === 'user') return `${actor.name} (${actor.email})`
  if (actor.kind === 'key') return `API key ${actor.name}`
  return actor.kind === 'console' ? `${actor.osUser} (console)` : nobodyInWords(event)
}
