import { expect, test } from 'vitest'
import { previewInWords } from '@/lib/messages/policy'

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
