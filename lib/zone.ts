import { TZDate } from '@date-fns/tz'
import { z } from 'zod'
import { days, later, minutes } from './duration'

/** Time zones by their IANA names, as `Intl` knows them. */
export const zones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')]

export const timeZone = z.string().refine((name) => zones.includes(name), { error: 'Choose a time zone.' })

/**
 * The zone that a browser says it is in, under the name that `zones` has for it: Firefox says Asia/Kolkata where Node says
 * Asia/Calcutta. Undefined for what is none.
 */
export const browserZone = z.string().max(64).transform(named).pipe(timeZone).optional().catch(undefined)

function named(name: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return name
  }
}

const written = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/

/**
 * The moment of a date and time of day in a zone, as `datetime-local` fields write it: `2026-12-04T18:00`. An hour that the
 * clock skips is the one after it; of one that it shows twice, the first. Null for what is no date.
 */
export function momentIn(zone: string, text: string): Date | null {
  const parts = written.exec(text)?.slice(1).map(Number)
  if (!parts) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts
  const asked = new Date(Date.UTC(year, month - 1, day, hour, minute))
  if (asked.getUTCMonth() !== month - 1 || asked.getUTCDate() !== day || hour > 23 || minute > 59) return null
  const found = new Date(new TZDate(year, month - 1, day, hour, minute, zone).getTime())
  // Where clocks are put back by an hour, or by half of one.
  const sooner = [minutes(60), minutes(30)].map((span) => later(found, -span))
  return sooner.find((moment) => localText(zone, moment) === text) ?? found
}

/** The same the other way. */
export function localText(zone: string, moment: Date): string {
  const at = new TZDate(moment.getTime(), zone)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** Which day it is there, as ISO 8601 writes it: `2026-12-04`. */
export const dayIn = (zone: string, moment: Date): string => localText(zone, moment).slice(0, 10)

/** The day so many days before one, both as `dayIn` writes them. */
export const daysBefore = (day: string, n: number): string =>
  later(new Date(`${day}T00:00:00Z`), -days(n))
    .toISOString()
    .slice(0, 10)

/** When the day of a moment begins there. */
export function startOfDay(zone: string, moment: Date): Date {
  const at = new TZDate(moment.getTime(), zone)
  return new Date(new TZDate(at.getFullYear(), at.getMonth(), at.getDate(), 0, 0, zone).getTime())
}

/** "Friday, 4 December, 18:00" there; with the zone's name where it is asked for. */
export function momentInWords(zone: string, moment: Date, named = false): string {
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(moment)
  const words = [
    of({ weekday: 'long' }),
    of({ day: 'numeric', month: 'long' }),
    of({ hour: '2-digit', minute: '2-digit' }),
  ]
  return `${words.join(', ')}${named ? ` (${zone})` : ''}`
}

/** A zone's name as people read it: "America/New York". */
export const zoneInWords = (zone: string): string => zone.replaceAll('_', ' ')

/** Browsers may write a zone's name in capitals or not: more than all zones have is not kept. */
const mostFormats = 1000

/** Formats of one kind, each made once: to make one takes longer than a query. */
function formatsOf(options: Intl.DateTimeFormatOptions): (zone: string) => Intl.DateTimeFormat {
  const kept = new Map<string, Intl.DateTimeFormat>()
  return (zone) => {
    const known = kept.get(zone)
    if (known) return known
    const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
    if (kept.size >= mostFormats) kept.clear()
    kept.set(zone, made)
    return made
  }
}

const dayFormats = formatsOf({ day: 'numeric', month: 'long', year: 'numeric' })
const momentFormats = formatsOf({ dateStyle: 'medium', timeStyle: 'medium' })

/** Writes days as they are there: "4 December 2026". Throws `RangeError` for what is no zone. */
export function daysIn(zone: string): (moment: Date) => string {
  const format = dayFormats(zone)
  return (moment) => format.format(moment)
}

/** Writes moments as they are there, to the second: "4 Dec 2026, 18:00:05". Throws `RangeError` for what is no zone. */
export function momentsIn(zone: string): (moment: Date) => string {
  const format = momentFormats(zone)
  return (moment) => format.format(moment)
}

/**
 * What time it is, and how days and moments are written there. `own`: it is the zone of whoever reads them, in which a day
 * needs no name of a zone beside it. A moment always has it.
 */
export function clockIn(zone: string, now: Date, own: boolean) {
  const [day, moment, name] = [daysIn(zone), momentsIn(zone), zoneInWords(zone)]
  return {
    now,
    date: (at: Date) => dayIn(zone, at),
    day: (at: Date) => (own ? day(at) : `${day(at)} (${name})`),
    moment: (at: Date) => `${moment(at)} (${name})`,
  }
}
