import { days, hours, later } from '@/lib/duration'
import { startOfDay } from '@/lib/zone'

/** How long before the hour people are reminded. */
const before = [days(7), days(3), days(1)]

/** On the day itself: in the morning, or when it begins, where the hour is early. */
const onTheDay = hours(10)

/** When people are told of an hour: once it is set, 7, 3 and 1 days before, and on the day. */
export function reminderTimes(due: Date, since: Date | null, zone: string): Date[] {
  const morning = new Date(
    Math.max(startOfDay(zone, later(due, -1)).getTime(), later(due, -onTheDay).getTime()),
  )
  const told = [...before.map((span) => later(due, -span)), morning]
  return since ? [since, ...told.filter((at) => at > since)] : told
}

/** Whether someone who was reminded last then is to be reminded now. Of several times that passed, once. */
export const isToBeReminded = (times: readonly Date[], reminded: Date | null, now: Date): boolean =>
  times.some((at) => at <= now && (reminded === null || reminded < at))
