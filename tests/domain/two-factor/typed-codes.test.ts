import { expect, test } from 'vitest'
import { codeInput } from '@/lib/acts/sign-in/code'
import { recoveryCodeInput } from '@/lib/acts/sign-in/recovery-code'
import { confirmInput } from '@/lib/acts/two-factor/confirm'
import { bothFactors } from '@/lib/inputs'
import { readCode, readRecoveryCode } from '@/lib/totp/typed-codes'
import { waysToType } from '../../support/server/odd-codes'

test('spaces, dashes and marks that are not seen are forgiven in a code, everything else is none', () => {
  for (const typed of waysToType('012345')) expect([typed, readCode(typed)]).toEqual([typed, '012345'])
  for (const odd of [
    ...['', '12345', '1234567', '+12345', '1e5', '12345x', '-12345', '0x1234', '1_23456', '123.456'],
    ...['１２３４５６', '١٢٣٤٥٦', '123456\u0000', '12345\u200b'],
  ])
    expect([odd, readCode(odd)]).toEqual([odd, null])
})

test('so are they in a recovery code, with lower case, O for 0 and I or L for 1', () => {
  const code = 'ABCD-0123-1JKM-PQRS'
  const unseen = ['\u200e-', '\u200b', '\ufeff-\u2060']
  for (const dash of ['', '-', '\u2013', '\u2014', '\u2011', '\u2212', ' ', ...unseen])
    for (const written of [
      code,
      code.toLowerCase(),
      code.replace('0', 'O'),
      'abcd-o123-ljkm-pqrs',
      'ABCD-0I23-IJKM-PQRS',
    ])
      expect([dash, readRecoveryCode(written.replaceAll('-', dash))]).toEqual([dash, 'ABCD01231JKMPQRS'])
  for (const odd of [
    '',
    '123456',
    'ABCD-EFGH-JKMN-PQR',
    'ABCD-EFGH-JKMN-PQRST',
    'ABCD-EFGH-JKMN-PQRU',
    'ÀBCD'.repeat(4),
  ])
    expect([odd, readRecoveryCode(odd)]).toEqual([odd, null])
})

const said = (parsed: { error?: { issues: { message: string }[] } | undefined }) =>
  parsed.error?.issues.map(({ message }) => message) ?? []
const recovery = 'ABCD-EFGH-JKMN-PQRS'

test.each([
  ['', 'Enter the 6 digits.'],
  [' \u200b\n', 'Enter the 6 digits.'],
  ['12345', 'A code has 6 digits. This has 5.'],
  ['123–4567', 'A code has 6 digits. This has 7.'],
  ['1e5', 'A code has 6 digits and nothing else.'],
  ['9'.repeat(5000), 'A code has 6 digits and nothing else.'],
  [recovery, 'This looks like a recovery code. To use it, select “Use a recovery code” below.'],
])('what cannot be an authentication code is told apart: %j', (code, sentence) => {
  expect(said(codeInput.safeParse({ code }))).toEqual([sentence])
})

test.each([
  ['', 'Enter one of your recovery codes.'],
  [' - ', 'Enter one of your recovery codes.'],
  ['ABCD-EFGH-JKMN-PQR', 'A recovery code has 16 characters. This has 15.'],
  ['ABCD-EFGH-JKMN-PQRU', 'A recovery code has no letter U. Look at it again.'],
  ['ABCD_EFGH', 'A recovery code has 16 letters and digits and nothing else.'],
  [
    '123 456',
    'This looks like a code from your authenticator app. To use it, select “Use your authenticator app” below.',
  ],
])('what cannot be a recovery code is told apart: %j', (recoveryCode, sentence) => {
  expect(said(recoveryCodeInput.safeParse({ recoveryCode }))).toEqual([sentence])
})

test('where a setup key is confirmed there is no recovery code, and where either will do either does', () => {
  expect(said(confirmInput.safeParse({ code: recovery }))).toEqual([
    'This looks like a recovery code. Enter the 6 digits that your authenticator app shows.',
  ])
  const both = (code: string) => said(bothFactors.safeParse({ password: 'x', code }))
  expect([both('123-456'), both(recovery.toLowerCase())]).toEqual([[], []])
  expect(both('12345')).toEqual(['Enter the 6 digits, or one of your recovery codes.'])
})
