import { expect, test } from 'vitest'
import { localText, momentIn, momentInWords, startOfDay } from '@/lib/zone'

/** By `TZ` and the system's own calendar, in winter and in summer, and where the clock is changed. */
test.each([
  ['Europe/Berlin', '2026-12-04T18:00', '2026-12-04T17:00:00.000Z'],
  ['Europe/Berlin', '2026-07-04T18:00', '2026-07-04T16:00:00.000Z'],
  ['America/New_York', '2026-12-04T18:00', '2026-12-04T23:00:00.000Z'],
  ['Asia/Kolkata', '2026-12-04T18:00', '2026-12-04T12:30:00.000Z'],
  ['Pacific/Auckland', '2026-12-04T08:00', '2026-12-03T19:00:00.000Z'],
  ['UTC', '2028-02-29T00:00', '2028-02-29T00:00:00.000Z'],
])('in %s, %s is %s', (zone, text, utc) => {
  expect(momentIn(zone, text)?.toISOString()).toBe(utc)
  expect(localText(zone, new Date(utc))).toBe(text)
})

test('an hour that the clock skips is the one after it, and one that it shows twice the first', () => {
  expect(momentIn('Europe/Berlin', '2026-03-29T02:30')?.toISOString()).toBe('2026-03-29T01:30:00.000Z')
  expect(momentIn('Europe/Berlin', '2026-10-25T02:30')?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
  expect(momentIn('Australia/Lord_Howe', '2026-04-05T01:45')?.toISOString()).toBe('2026-04-04T14:45:00.000Z')
})

test.each([
  '',
  'tomorrow',
  '2026-13-01T10:00',
  '2026-02-30T10:00',
  '2026-12-04T24:30',
  '2026-12-04',
  '2026-12-04T18:00Z',
])('"%s" is no date and time', (text) => expect(momentIn('UTC', text)).toBeNull())

test('a moment is said in the words of the place, and its day begins there', () => {
  const moment = new Date('2026-12-04T17:00:00Z')
  expect(momentInWords('Europe/Berlin', moment, true)).toBe('Friday, 4 December, 18:00 (Europe/Berlin)')
  expect(momentInWords('Pacific/Auckland', moment)).toBe('Saturday, 5 December, 06:00')
  expect(startOfDay('Pacific/Auckland', moment).toISOString()).toBe('2026-12-04T11:00:00.000Z')
})
