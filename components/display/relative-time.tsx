/** What time it is, and how days and moments are written where the reader is. */
export type Clock = {
  now: Date
  /** The day of a moment there, as ISO 8601 writes it: `2026-12-04`. */
  date: (at: Date) => string
  /** The same for people to read: "4 December 2026". */
  day: (at: Date) => string
  /** Day, hour, minute and second, with the zone's name. */
  moment: (at: Date) => string
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** How long ago that was, in words; from a week on the date. A time to come reads "in 5 min". */
export function timeAgo(at: Date, clock: Clock): string {
  const ms = clock.now.getTime() - at.getTime()
  if (ms < 0) return ahead(-ms, at, clock)
  if (ms < minute) return 'now'
  if (ms < hour) return `${Math.floor(ms / minute)} min ago`
  const days = calendarDay(clock.now, clock) - calendarDay(at, clock)
  if (ms < day && (days === 0 || ms < 6 * hour)) return `${Math.floor(ms / hour)} h ago`
  if (days <= 1) return 'yesterday'
  return days < 7 ? `${days} days ago` : clock.day(at)
}

function ahead(ms: number, at: Date, clock: Clock): string {
  if (ms < minute) return 'now'
  if (ms < hour) return `in ${Math.ceil(ms / minute)} min`
  if (ms < day) return `in ${Math.ceil(ms / hour)} h`
  return ms < 7 * day ? `in ${Math.ceil(ms / day)} days` : clock.day(at)
}

const calendarDay = (at: Date, clock: Clock) => Date.parse(`${clock.date(at)}T00:00:00Z`) / day

/** A moment relative to now, with the full date and time on hover; "never" for null. */
export function RelativeTime({ at, clock }: { at: Date | null; clock: Clock }) {
  if (!at) return <span>never</span>
  const words = timeAgo(at, clock)
  // With the name of a zone it may be wider than a phone.
  const wraps = words.endsWith(')')
  return (
    <time
      dateTime={at.toISOString()}
      title={clock.moment(at)}
      className={wraps ? undefined : 'whitespace-nowrap'}
    >
      {words}
    </time>
  )
}
