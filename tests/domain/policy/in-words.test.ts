import { expect, test } from 'vitest'
import { days, hours, minutes } from '@/lib/duration'
import { deadlineInWords, previewInWords } from '@/lib/messages/policy'

const counts = { people: 13, asked: 10, signedIn: 4, notJoined: 6, you: false, sessions: 4, apps: 0 }
const lastLine = (from: 'at-once' | 'on-date', sessions: 'end' | 'day', given: Partial<typeof counts> = {}) =>
  previewInWords({ ...counts, ...given }, { from, sessions }).at(-1)?.words

test('the preview says when sessions end: with the save, with the date, or within a day of it', () => {
  expect(lastLine('at-once', 'end')).toBe('4 sessions without it would end')
  expect(lastLine('at-once', 'day')).toBe('4 sessions without it would end within a day')
  expect(lastLine('on-date', 'end')).toBe('4 sessions would end then, unless they set it up first')
  expect(lastLine('on-date', 'day')).toBe(
    '4 sessions would end within a day after that, unless they set it up first',
  )
  expect(lastLine('on-date', 'end', { sessions: 1, apps: 2 })).toBe(
    '1 session and 2 app sign-ins would end then, unless they set it up first',
  )
})

test('a deadline is as many days away as the calendar there says', () => {
  const friday = new Date('2026-12-04T17:00:00Z')
  const said = (zone: string, left: number) => deadlineInWords(friday, zone, left)
  expect(said('Europe/Berlin', days(7) - hours(3))).toBe(
    'Friday, 4 December, 18:00 Europe/Berlin time (in 7 days)',
  )
  expect(said('Europe/Berlin', days(7) + hours(3))).toContain('(in 7 days)')
  expect(said('Europe/Berlin', days(2))).toContain('(in 2 days)')
  expect(said('Europe/Berlin', days(2) - minutes(1))).toContain('(in 47 hours)')
  expect(said('Pacific/Auckland', days(3))).toContain(
    'Saturday, 5 December, 06:00 Pacific/Auckland time (in 3 days)',
  )
  // The clock was put back on the way.
  const november = new Date('2026-11-01T17:00:00Z')
  expect(deadlineInWords(november, 'Europe/Berlin', days(8))).toContain('(in 8 days)')
})
