import type { Admin } from '@/lib/actors'
import { hours, later } from '@/lib/duration'
import { type AuditKind, eventsOf, kindWords } from '@/lib/messages/audit/kinds'
import type { AuditFilter } from '@/lib/queries/audit/list'
import { type Meant, peopleMeant } from '@/lib/queries/audit/people'
import { cutSearch } from '@/lib/queries/users/list'
import { requestContext } from '@/lib/web/request-context'
import { momentIn, startOfDay } from '@/lib/zone'

/** Someone who was typed into the filter, and who may be meant. */
type Typed = { text: string; people: Meant[] }

/** What the log is filtered by, as it was asked for. */
export type Asked = {
  search: string
  kind: AuditKind | ''
  /** Whom it concerns. */
  person: Typed
  /** Who did it. */
  by: Typed
  from: string
  until: string
}

export type FilterQuery = { [name in 'q' | 'kind' | 'person' | 'by' | 'from' | 'until']?: string | undefined }

const day = /^\d{4}-\d\d-\d\d$/

/** What an address asks for; what it says that we do not know is left out. */
export async function askedOf(admin: Admin, query: FilterQuery): Promise<Asked> {
  const ctx = await requestContext()
  const typed = async (text = ''): Promise<Typed> => {
    const cut = cutSearch(text)
    return { text: cut, people: cut === '' ? [] : await peopleMeant(ctx, admin, cut) }
  }
  const [person, by] = await Promise.all([typed(query.person), typed(query.by)])
  const kind = query.kind ?? ''
  return {
    search: cutSearch(query.q ?? ''),
    kind: Object.hasOwn(kindWords, kind) ? (kind as AuditKind) : '',
    ...{ person, by },
    from: day.test(query.from ?? '') ? (query.from ?? '') : '',
    until: day.test(query.until ?? '') ? (query.until ?? '') : '',
  }
}

/** The filter for days and dates of a time zone; null where no one, or more than one, may be meant by a name. */
export function filterOf({ search, kind, person, by, from, until }: Asked, zone: string): AuditFilter | null {
  if (isOpen(person) || isOpen(by)) return null
  const first = momentIn(zone, `${from}T00:00`)
  const last = momentIn(zone, `${until}T12:00`)
  return {
    ...{ search, zone },
    events: kind === '' ? undefined : eventsOf(kind),
    subjectId: person.people[0]?.id,
    actorId: by.people[0]?.id,
    from: first ?? undefined,
    until: last ? startOfDay(zone, later(last, hours(24))) : undefined,
  }
}

export const isOpen = ({ text, people }: Typed): boolean => text !== '' && people.length !== 1

/** The same as it stands in an address. */
export function queryOf({ search, kind, person, by, from, until }: Asked): URLSearchParams {
  const said = { q: search, kind, person: person.text, by: by.text, from, until }
  return new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''))
}
