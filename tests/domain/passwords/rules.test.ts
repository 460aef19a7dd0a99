import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { givenPassword, newPassword, passwordProblem } from '@/lib/password-rules'

const about = { name: 'Maximilian Featherstone', email: 'max.f@acme.example', organization: 'Acme Freight' }

test('15 to 256 characters, whatever they are', () => {
  expect(newPassword.safeParse('x'.repeat(14)).success).toBe(false)
  expect(newPassword.safeParse('x'.repeat(15)).success).toBe(true)
  expect(newPassword.safeParse('x'.repeat(256)).success).toBe(true)
  expect(newPassword.safeParse('x'.repeat(257)).success).toBe(false)
  expect(newPassword.safeParse('   \u0000 spaces and a tab\t').success).toBe(true)
})

test('emoji count as one character each', () => {
  expect(newPassword.safeParse('🔑'.repeat(14)).success).toBe(false)
  expect(newPassword.safeParse('🔑'.repeat(15)).success).toBe(true)
  expect(newPassword.safeParse('🔑'.repeat(256)).success).toBe(true)
  expect(newPassword.safeParse('🔑'.repeat(257)).success).toBe(false)
})

test('every password that can be chosen can be given', () => {
  for (const chosen of ['x'.repeat(256), '🔑'.repeat(256), 'é'.repeat(256), 'e\u0301'.repeat(256)]) {
    expect(newPassword.safeParse(chosen).success).toBe(true)
    expect(givenPassword.safeParse(chosen).success).toBe(true)
  }
  expect(givenPassword.safeParse('x'.repeat(257)).success).toBe(false)
  expect(givenPassword.safeParse('x'.repeat(100_000)).success).toBe(false)
  expect(givenPassword.safeParse('').success).toBe(false)
})

test('letters are compared in NFC', () => {
  const decomposed = 'cre\u0300me bru\u0302le\u0301e sans fin'
  expect(newPassword.parse(decomposed)).toBe(decomposed.normalize('NFC'))
  expect(givenPassword.parse(decomposed)).toBe(decomposed.normalize('NFC'))
})

test.each([
  'passwordpassword',
  'PASSWORDpassword',
  'password1password1',
  'aaaaaaaaaaaaaaaaa',
  '012012012012012012'.replace(/2/g, ''),
  'ababababababababa',
  'qwertyuiopasdfghjkl',
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkj',
  '123456789012345',
  '012345678901234567890',
  '987654321098765',
  'lkjhgfdsapoiuytrewq',
  'password123456789',
  'P@ssw0rd12345678',
  'qwerty1234567890',
  'iloveyou19841984',
  'letmeinqwertyuiop',
  'drowssapdrowssap1',
])('%s is common', (password) => {
  expect(passwordProblem(password, about)).toBe('password-common')
})

test.each([
  'maximilianfeatherstone',
  'Featherstone2026!!',
  'AcmeFreight2026!',
  'acme.example-2026',
  'max.f@acme.example',
  'FREIGHT freight 99',
  'maximilian1234567',
  'nailimixampassword',
  'f3atherst0neiloveyou',
])('%s is made of the person or the organization', (password) => {
  expect(passwordProblem(password, about)).toBe('password-personal')
})

test.each([
  'violet harbour stapler',
  'correct horse battery staple',
  'acme violet harbour stapler',
  'Tr0ub4dor&3 is too short',
  '🔑🚚🌊🎻🦊🍋🧊🪁🎈🛶🧵🪐🥨🎲🌵',
  'пятнадцать символов',
])('%s is good', (password) => {
  expect(passwordProblem(password, about)).toBeNull()
})

const random = (from: readonly string[], count: number) =>
  Array.from({ length: count }, () => from[randomInt(from.length)] ?? '')

test('a thousand passphrases of four words and a thousand random strings are good', async () => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const words = dictionary['diceware-common'] as string[]
  const printable = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n))
  for (let n = 0; n < 1000; n++) {
    const phrase = random(words, 4).join(' ')
    if (phrase.length >= 15) expect([phrase, passwordProblem(phrase, about)]).toEqual([phrase, null])
    const text = random(printable, 15 + randomInt(20)).join('')
    expect([text, passwordProblem(text, about)]).toEqual([text, null])
  }
}, 120_000)

test('what is weak at one end only is good, and what is weak at both is not', () => {
  const strong = 'violet harbour stapler under the seventh bridge'
  const weak = 'qwerty1234567890'.repeat(4)
  expect(passwordProblem(weak + strong, about)).toBeNull()
  expect(passwordProblem(strong + weak, about)).toBeNull()
  expect(passwordProblem(weak, about)).toBe('password-common')
})

test.each(['maximilian 84029581746203', 'ewqmnbvcxzlkjhgfdsapoiuytrewqmnbvcxz', 'q1w2e3r4t5y6q1w2e3r4'])(
  '%s is refused however many guesses it seems to take',
  (password) => {
    expect(passwordProblem(password, about)).not.toBeNull()
  },
)

test('names of two letters forbid nothing', () => {
  const bo = { name: 'Bo Li', email: 'bo@x.io', organization: 'X' }
  expect(passwordProblem('bobobo lilili violet', bo)).toBeNull()
})

test('the list of common passwords is the one of a maintained package, of at least 10,000', async () => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  expect((dictionary['passwords-common'] ?? []).length).toBeGreaterThanOrEqual(10_000)
})
