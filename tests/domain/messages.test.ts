import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Code, sentence } from '@/lib/messages/codes'
import { noticeNamed } from '@/lib/messages/notices'

/** Every code there is a sentence for, read from the file itself: the type is gone at run time. */
function everyCode(): Code[] {
  const source = readFileSync(join(import.meta.dirname, '..', '..', 'lib', 'messages', 'codes.ts'), 'utf8')
  const table = source.slice(source.indexOf('const sentences'), source.indexOf('} satisfies'))
  return [...table.matchAll(/^ {2}'?([a-z-]+)'?:/gm)].map((match) => match[1] as Code)
}

const now = new Date('2026-11-24T12:00:00Z')
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000)

test('every code has a sentence that a person can read', () => {
  expect(everyCode().length).toBeGreaterThan(25)
  for (const code of everyCode()) {
    const words = sentence(code, {}, now)
    expect([code, words]).toEqual([code, expect.stringMatching(/^[A-Z][^\n]+[.!?]$/)])
    expect(words).not.toMatch(/undefined|NaN|\[object/)
  }
})

test('the sentences that are a contract', () => {
  expect(sentence('credentials-wrong')).toBe('The email or password is incorrect.')
  expect(sentence('code-wrong')).toBe("That code didn't work. Wait for the next one and try again.")
  expect(sentence('email-unavailable')).toBe("This email can't be added. Ask for another address.")
  expect(sentence('self')).toBe('This is you. Use your profile.')
  expect(sentence('required-by-organization')).toBe(
    'Required by your organization. Ask an admin to turn it off.',
  )
})

test.each([
  [-120, 'about 2 minutes behind'],
  [-60, 'about 1 minute behind'],
  [60, 'about 1 minute ahead'],
  [150, 'about 3 minutes ahead'],
  [600, 'about 10 minutes ahead'],
])('a clock that is %i seconds off looks %s', (clockOff, words) => {
  expect(sentence('clock-off', { clockOff })).toBe(
    `Your phone's clock looks ${words}. Set it to automatic time and try again.`,
  )
})

test.each([
  [0.2, '1 second'],
  [1, '1 second'],
  [89, '89 seconds'],
  [90, '2 minutes'],
  [61 * 15, '16 minutes'],
  [3600, '60 minutes'],
  [-5, '1 second'],
])('a wait of %d seconds is called %s', (seconds, words) => {
  const detail = { retryAt: inSeconds(seconds) }
  expect(sentence('too-many-attempts', detail, now)).toBe(`Too many attempts. Try again in ${words}.`)
  expect(sentence('too-many-attempts', { ...detail, resetHelps: true }, now)).toBe(
    `Too many attempts. Try again in ${words}, or reset your password.`,
  )
})

test('a wait that nobody measured is a few minutes', () => {
  expect(sentence('too-many-attempts')).toBe('Too many attempts. Try again in a few minutes.')
})

test.each([
  ['success', ['password-changed', 'user-added', 'reactivated', 'organization-reactivated', 'unlocked']],
  ['neutral', ['two-factor-off', 'two-factor-reset', 'suspended', 'organization-suspended', 'user-removed']],
  ['danger', ['challenge-over', 'attempts-used-up', 'link-over']],
] as const)('a banner is %s for what was that to the person', (tone, names) => {
  for (const name of names) expect([name, noticeNamed(name, 'Ada')?.tone]).toEqual([name, tone])
})
