import { expect, test } from 'vitest'
import { RelativeTime, timeAgo } from '@/components/display/relative-time'
import { factsInWords } from '@/lib/messages/audit/facts'
import { requiredByInWords, setByInWords } from '@/lib/messages/policy'
import { clockIn, localText, momentIn, momentInWords, startOfDay } from '@/lib/zone'

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

/** Evening in UTC and the next morning in Auckland: another day there, and another month. */
const evening = new Date('2026-11-30T20:30:05Z')
const later = new Date('2026-12-15T12:00:00Z')
const there = clockIn('Pacific/Auckland', later, true)

test('a day of long ago is the day it was where the reader is', () => {
  expect(timeAgo(evening, there)).toBe('1 December 2026')
  expect(timeAgo(evening, clockIn('UTC', later, true))).toBe('30 November 2026')
  expect(timeAgo(later, clockIn('Pacific/Auckland', evening, true))).toBe('16 December 2026')
  expect(requiredByInWords({ since: evening, reason: null }, there.day)).toBe(
    'Required by an admin, since 1 December 2026.',
  )
  expect(setByInWords({ since: evening, reason: 'A laptop was lost' }, there.day)).toBe(
    'Set by an admin on 1 December 2026, because: A laptop was lost',
  )
})

test('what was yesterday is counted by the days of the reader', () => {
  const now = new Date('2026-12-01T12:00:00Z')
  // 9:30 on 1 December in Auckland, where it is 1:00 on the 2nd.
  expect(timeAgo(evening, clockIn('Pacific/Auckland', now, true))).toBe('yesterday')
  const twoDays = new Date('2026-12-02T11:30:00Z')
  expect(timeAgo(evening, clockIn('Pacific/Auckland', twoDays, true))).toBe('2 days ago')
  expect(timeAgo(evening, clockIn('Pacific/Honolulu', twoDays, true))).toBe('2 days ago')
  expect(timeAgo(new Date('2026-12-01T11:30:00Z'), clockIn('Pacific/Auckland', now, true))).toBe('30 min ago')
})

test('a moment always names its zone, and a day until the browser has told the reader’s', () => {
  expect(there.moment(evening)).toBe('1 Dec 2026, 09:30:05 (Pacific/Auckland)')
  expect(RelativeTime({ at: evening, clock: there }).props).toMatchObject({
    dateTime: '2026-11-30T20:30:05.000Z',
    title: '1 Dec 2026, 09:30:05 (Pacific/Auckland)',
  })
  expect(clockIn('America/New_York', later, false).day(evening)).toBe('30 November 2026 (America/New York)')
})

test('the facts of an entry are said in the zone of whoever reads it', () => {
  const facts = { dueBy: evening.toISOString(), expiresAt: evening.toISOString() }
  expect(factsInWords(facts, 'Pacific/Auckland')).toEqual([
    'To be set up by 1 Dec 2026, 09:30:05 (Pacific/Auckland)',
    'Expires 1 Dec 2026, 09:30:05 (Pacific/Auckland)',
  ])
  expect(factsInWords(facts)[1]).toBe('Expires 30 Nov 2026, 20:30:05 (UTC)')
})
