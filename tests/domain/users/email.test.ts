import { expect, test } from 'vitest'
import { givenEmail, newEmail, normalizeEmail } from '@/lib/users/email'
import { fold } from '@/lib/users/fold'
import { organizationName, personName } from '@/lib/users/name'

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
])('%j is no address to be stored', (typed) => {
  expect(newEmail.safeParse(typed).success).toBe(false)
})

test.each(['ada@localhost', "o'brien+tag@example.co.uk", 'zoé@example.com', `${'a'.repeat(64)}@example.com`])(
  '%j is an address to be stored',
  (typed) => {
    expect(newEmail.safeParse(typed).success).toBe(true)
  },
)

test('an address to be looked up never fails for its shape', () => {
  expect(givenEmail.parse('not an address')).toBe('not an address')
  expect(givenEmail.safeParse('').success).toBe(false)
})

test('names are one line of single spaces, NFC, a hundred characters at most', () => {
  expect(personName.parse(' Zoe\u0301\r\n\tvan\u2028der  Berg ')).toBe('Zoé van der Berg')
  expect(personName.safeParse('🚚'.repeat(100)).success).toBe(true)
  expect(personName.safeParse('x'.repeat(101)).success).toBe(false)
  expect(personName.safeParse(' \u0000 ').error?.issues[0]?.message).toBe('Type a name.')
  expect(organizationName.safeParse('').error?.issues[0]?.message).toBe("Type your organization's name.")
})

test('lists are ordered and searched without case and accents', () => {
  expect(fold('Žoë ÅNGSTRÖM')).toBe('zoe angstrom')
  expect(fold('ﬁre')).toBe('fire')
})
