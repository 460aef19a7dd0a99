import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import { qrModules, setupUri } from '@/lib/totp/setup-uri'
import { newSetupKey } from '@/lib/totp/totp'
import { Authenticator } from '../../support/world/authenticator'

const hostile = [
  'Acme: Freight',
  'Acme&issuer=Evil',
  'Acme?secret=AAAAAAAAAAAAAAAA&x=',
  'Acme#/%00%3A',
  '🚚🚚 Acme 👩‍👩‍👧‍👦',
  'a\u202Egnp.exe\u2066\u200B',
  'line\r\nbreak\u2028and\u0000more',
  '株式会社アクメ',
  `${'x'.repeat(299)}!`,
  '🚚'.repeat(300),
  '\ud800 lone surrogate',
]

/** Reads the squares as a camera would: eight pixels each, with a quiet zone of four. */
function read({ size, data }: ReturnType<typeof qrModules>): string | undefined {
  const scale = 8
  const width = (size + 8) * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (let y = 0; y < size * scale; y++) {
    for (let x = 0; x < size * scale; x++) {
      const dark = data[Math.floor(y / scale) * size + Math.floor(x / scale)]
      const at = ((y + 4 * scale) * width + x + 4 * scale) * 4
      if (dark) pixels.fill(0, at, at + 3)
    }
  }
  return jsQR(pixels, width, width)?.data
}

test('the URI carries what every authenticator app supports', () => {
  expect(setupUri('JBSWY3DPEHPK3PXP', 'Countersign', 'ada@example.com')).toBe(
    'otpauth://totp/Countersign:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Countersign&algorithm=SHA1&digits=6&period=30',
  )
})

test.each(hostile)('an issuer like %j: one secret, one issuer, one colon', (issuer) => {
  const setupKey = newSetupKey()
  const uri = new URL(setupUri(setupKey, issuer, 'ada@example.com'))
  expect([...uri.searchParams.keys()]).toEqual(['secret', 'issuer', 'algorithm', 'digits', 'period'])
  expect(uri.searchParams.get('secret')).toBe(setupKey)
  const [label, account, ...rest] = decodeURIComponent(uri.pathname.slice(1)).split(':')
  expect([label, account, rest]).toEqual([uri.searchParams.get('issuer'), 'ada@example.com', []])
  expect(label).not.toMatch(/[:\p{C}\p{Zl}\p{Zp}]/u)
})

test.each(hostile)('an account like %j: one secret, the right issuer, one colon', (account) => {
  const setupKey = newSetupKey()
  const uri = new URL(setupUri(setupKey, 'Countersign', account))
  expect(uri.searchParams.getAll('secret')).toEqual([setupKey])
  expect(uri.searchParams.getAll('issuer')).toEqual(['Countersign'])
  const parts = decodeURIComponent(uri.pathname.slice(1)).split(':')
  expect(parts).toHaveLength(2)
  expect([...(parts[1] ?? '')].length).toBeLessThanOrEqual(80)
})

test.each(hostile)('the QR code of %j, as issuer and as account, still scans', (text) => {
  const setupKey = newSetupKey()
  for (const uri of [setupUri(setupKey, text, 'ada@example.com'), setupUri(setupKey, 'Countersign', text)]) {
    const scanned = read(qrModules(uri))
    expect(scanned).toBe(uri)
    expect(Authenticator.scan(scanned ?? '').setupKey).toBe(setupKey)
  }
})

test('the longest issuer and account together still fit into a QR code', () => {
  const uri = setupUri(newSetupKey(), '🚚'.repeat(40), `${'🚚'.repeat(64)}@example.com`)
  expect(qrModules(uri).size).toBeLessThanOrEqual(177)
})
