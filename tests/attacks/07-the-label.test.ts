import jsqr from 'jsqr'
import { expect, test } from 'vitest'
import { newEmail } from '@/lib/email'
import { qrModules, setupUri } from '@/lib/totp/setup-uri'
import { newSetupKey } from '@/lib/totp/totp'
import { Authenticator } from '../support/world/authenticator'

type Decoder = (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null
// Its types know a default export, which the module itself wraps once more.
const decode = ((jsqr as unknown as { default?: Decoder }).default ?? jsqr) as Decoder

/** The QR code as a phone's camera has it: black on white, four modules of quiet, read by a decoder of its own. */
function scanned(uri: string): string {
  const { size, data } = qrModules(uri)
  const scale = 4
  const width = (size + 8) * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (let y = 0; y < size * scale; y++) {
    for (let x = 0; x < size * scale; x++) {
      if (!data[Math.floor(y / scale) * size + Math.floor(x / scale)]) continue
      const at = ((y + 4 * scale) * width + x + 4 * scale) * 4
      pixels.fill(0, at, at + 3)
    }
  }
  const read = decode(pixels, width, width)
  if (!read) throw new Error(`The QR code of ${uri.length} characters does not scan.`)
  return read.data
}

const hostile = [
  'Acme: Freight',
  'Acme&issuer=Google',
  'Acme?secret=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'Acme&secret=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA#',
  'Acme%3ASECRET%26secret%3DAAAA',
  '🔐🏢👩‍👩‍👧‍👦',
  '\u202eremcA\u202c \u200fعربى',
  'a'.repeat(300),
  '漢'.repeat(300),
  '🔐'.repeat(300),
  'line\r\nbreak\u2028and\u0007bell',
  '/../..//otpauth://hotp/x',
  '"><img onerror=alert(1)>',
  '\ud800 half a surrogate',
  ':',
]

test('whatever the organization or the address is called: one secret, the right issuer, and it scans', async () => {
  for (const text of hostile) {
    for (const [issuer, account] of [
      [text, 'ada@example.com'],
      ['Countersign', text],
      [text, text],
    ] as const) {
      const setupKey = newSetupKey()
      const uri = scanned(setupUri(setupKey, issuer, account))
      expect(uri).toBe(setupUri(setupKey, issuer, account))
      const parsed = new URL(uri)
      expect([parsed.protocol, parsed.hostname, parsed.hash]).toEqual(['otpauth:', 'totp', ''])
      expect([...parsed.searchParams.keys()].sort()).toEqual([
        'algorithm',
        'digits',
        'issuer',
        'period',
        'secret',
      ])
      expect(parsed.searchParams.get('secret')).toBe(setupKey)
      // What an app shows: the issuer twice, the same, and an account that cannot be taken for another issuer.
      const label = decodeURIComponent(parsed.pathname.slice(1)).split(':')
      expect(label).toHaveLength(2)
      expect(label[0]).toBe(parsed.searchParams.get('issuer'))
      expect(label.join('')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
      expect(Authenticator.scan(uri).setupKey).toBe(setupKey)
    }
  }
})

test('the issuer is the product, whatever the person is called', () => {
  const uri = new URL(setupUri(newSetupKey(), 'Countersign', 'x?issuer=Bank&secret=A#'))
  expect(uri.searchParams.getAll('issuer')).toEqual(['Countersign'])
})

test('addresses that could pass for another label or parameter still make one account', () => {
  for (const address of [
    'a:b@example.com',
    'a&issuer=x@example.com',
    'a?secret=b@example.com',
    '"<b>"@example.com',
  ]) {
    const parsed = newEmail.safeParse(address)
    if (!parsed.success) continue
    const uri = new URL(setupUri(newSetupKey(), 'Countersign', parsed.data))
    expect(uri.searchParams.getAll('issuer')).toEqual(['Countersign'])
    expect(uri.searchParams.getAll('secret')).toHaveLength(1)
  }
})
