const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const fullFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'full',
  timeStyle: 'medium',
  timeZone: 'UTC',
})

/** How long before `now` that was, in words; from a week on the date (UTC). A time to come reads "in 5 min". */
export function timeAgo(at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime()
  if (ms < 0) return ahead(-ms, at)
  if (ms < minute) return 'now'
  if (ms < hour) return `${Math.floor(ms / minute)} min ago`
  const days = calendarDay(now) - calendarDay(at)
  if (ms < day && (days === 0 || ms < 6 * hour)) return `${Math.floor(ms / hour)} h ago`
  if (days <= 1) return 'yesterday'
  return days < 7 ? `${days} days ago` : dateFormat.format(at)
}

function ahead(ms: number, at: Date): string {
  if (ms < minute) return 'now'
  if (ms < hour) return `in ${Math.ceil(ms / minute)} min`
  if (ms < day) return `in ${Math.ceil(ms / hour)} h`
  return ms < 7 * day ? `in ${Math.ceil(ms / day)} days` : dateFormat.format(at)
}

const calendarDay = (date: Date) => Math.floor(date.getTime() / day)

/** A moment relative to `now`, with the full date and time (UTC) on hover; "never" for null. */
export function RelativeTime({ at, now }: { at: Date | null; now: Date }) {
  if (!at) return <span>never</span>
  return (
    <time dateTime={at.toISOString()} title={`${fullFormat.format(at)} UTC`} className="whitespace-nowrap">
      {timeAgo(at, now)}
    </time>
  )
}
