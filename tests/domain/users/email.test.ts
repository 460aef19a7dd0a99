import { expect, test } from 'vitest'
import { givenEmail, newEmail, normalizeEmail } from '@/lib/email'
import { organizationName, personName } from '@/lib/name'
import { fold } from '@/lib/records/users/fold'

test.each([
  ['Ada@Example.COM', 'ada@example.com'],
  ['  ada@example.com\n', 'ada@example.com'],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@BU\u0308CHER.example', 'ada@xn--bcher-kva.example'],
  ['zoe\u0301@example.com', 'zo\u00e9@example.com'],
  ['J\u030ca@example.com', '\u01f0a@example.com'],
  ['a@b@example.com', 'a@b@example.com'],
])('%j is the address %j', (typed, stored) => {
  expect(normalizeEmail(typed)).toBe(stored)
  expect(normalizeEmail(stored)).toBe(stored)
})

test.each([
  'ada',
  '@example.com',
  'ada@',
  'ada@example..com',
  'ada@.example.com',
  'ada lindqvist@example.com',
  'ada@example.com, ben@example.com',
  'a\u0000da@example.com',
  'ada@exa mple.com',
  'ada@example.com/path',
  `${'a'.repeat(65)}@example.com`,
  `ada@${'a'.repeat(250)}.com`,
  'ada\r\nBcc: x@example.com',
  'mailto:anna@example.com',
  'Anna <anna@example.com>',
  'jörg@example.com',
  'zoé@example.com',
  'ａnna@example.com',
  'anna\u2800@example.com',
  'anna@-example.com',
  'anna@example-.com',
  'anna@exam_ple.com',
  'anna@example.com.',
  `anna@${'a'.repeat(64)}.com`,
])('%j is no address to be stored', (typed) => {
  expect(newEmail.safeParse(typed).success).toBe(false)
})

test.each([
  'ada@localhost',
  "o'brien+tag@example.co.uk",
  'ada@bücher.example',
  `${'a'.repeat(64)}@example.com`,
])('%j is an address to be stored', (typed) => {
  expect(newEmail.safeParse(typed).success).toBe(true)
})

test.each([
  'an\u200bna@example.com',
  '\u202aanna@example.com\u202c',
  'anna\u00ad@exam\u2060ple.com',
  'anna@example.com\u200e',
])('%j is stored, and looked up, without what is not seen', (typed) => {
  expect([newEmail.parse(typed), givenEmail.parse(typed)]).toEqual(['anna@example.com', 'anna@example.com'])
})

test('an ASCII domain stays what it is', () => {
  for (const domain of ['0x7f', '127.1', 'xn--a.example'])
    expect(newEmail.parse(`anna@${domain}`)).toBe(`anna@${domain}`)
})

test('an address to be looked up never fails for its shape', () => {
  expect(givenEmail.parse('not an address')).toBe('not an address')
  expect(givenEmail.safeParse('').success).toBe(false)
})

test('names are one line of single spaces, NFC, a hundred characters at most', () => {
  expect(personName.parse(' Zoe\u0301\r\n\tvan\u2028der  Berg ')).toBe('Zoé van der Berg')
  expect(personName.safeParse('🚚'.repeat(100)).success).toBe(true)
  expect(personName.safeParse('x'.repeat(101)).success).toBe(false)
  expect(personName.safeParse(' \u0000 ').error?.issues[0]?.message).toBe('Enter a name.')
  expect(organizationName.safeParse('').error?.issues[0]?.message).toBe("Enter your organization's name.")
})

test.each([
  ['zero-width spaces', '\u200b\u200b'],
  ['a soft hyphen', '\u00ad'],
  ['fillers of Hangul', '\u3164\u115f\uffa0'],
  ['Braille without dots', '\u2800 \u2800'],
  ['marks of direction', '\u200e\u202e'],
  ['an accent alone', '\u0301'],
  ['a joiner', '\u200d'],
  ['a variation selector', '\ufe0f'],
  ['a tag', '\u{e0041}'],
  ['a letter of nobody', '\ue000'],
  ['what stood for a picture, or for an unknown letter', '\ufffc\ufffd'],
  ['hieroglyphs that are blank', '\u{13441}\u{13442}'],
])('a name of nothing but %s is refused', (_, name) => {
  for (const schema of [personName, organizationName]) expect(schema.safeParse(name).success).toBe(false)
})

test('what is not seen in a name is left out, and what joins letters stays', () => {
  expect(personName.parse('\u202eAn\u200bna\u00ad')).toBe('Anna')
  expect(personName.parse('می\u200cخواهم')).toBe('می\u200cخواهم')
  for (const name of ['李', '🚚', 'Ø', '1', '.']) expect(personName.parse(name)).toBe(name)
})

test('lists are ordered and searched without case and accents', () => {
  expect(fold('Žoë ÅNGSTRÖM')).toBe('zoe angstrom')
  expect(fold('ﬁre')).toBe('fire')
})
