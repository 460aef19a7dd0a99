import { expect, test } from 'vitest'
import { bothFactors } from '@/lib/inputs'
import { newPasskeyText, passkeyAnswerText } from '@/lib/passkey-responses'

const anId = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }
const answer = { ...anId, response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' } }
const made = { ...anId, response: { clientDataJSON: 'e30', attestationObject: 'AAAA' } }

test.each([
  ...['', '{', 'null', '[]', '"text"', '{}', '12'],
  JSON.stringify({ ...answer, id: '' }),
  JSON.stringify({ ...answer, id: 'A/A=' }),
  JSON.stringify({ ...answer, id: 'A'.repeat(2000) }),
  JSON.stringify({ ...answer, type: 'password' }),
  JSON.stringify({ ...answer, response: { ...answer.response, signature: ['AAAA'] } }),
  JSON.stringify({ ...answer, response: { ...answer.response, userHandle: 'A'.repeat(200) } }),
  JSON.stringify({ ...answer, more: 'A'.repeat(70_000) }),
])('what no browser says is one sentence (%#)', (text) => {
  const said = passkeyAnswerText.safeParse(text).error?.issues.map(({ path, message }) => [path, message])
  expect(said).toEqual([[[], "Your browser's answer can't be read. Try again, or use another way."]])
})

test('more than is needed is left out, as password managers say it, and less is enough', () => {
  const more = { ...answer, authenticatorAttachment: 'platform', clientExtensionResults: { appid: true } }
  expect(passkeyAnswerText.parse(JSON.stringify(more))).toEqual(answer)
  const handled = { ...answer, response: { ...answer.response, userHandle: null } }
  expect(passkeyAnswerText.parse(JSON.stringify(handled))).toEqual(handled)
  const full = { ...made, response: { ...made.response, publicKeyAlgorithm: -7, transports: ['usb'] } }
  expect(newPasskeyText.parse(JSON.stringify(full)).response.transports).toEqual(['usb'])
})

test('a passkey stands in for the code of a form, whose field is sent along empty', () => {
  const said = (given: object) => bothFactors.safeParse({ password: 'x', ...given }).error?.issues[0]?.message
  const text = JSON.stringify(answer)
  expect([said({ answer: text }), said({ code: '', answer: text })]).toEqual([undefined, undefined])
  expect([said({}), said({ code: '' })]).toEqual([
    ...Array.from({ length: 2 }, () => 'Enter the 6 digits, or one of your recovery codes.'),
  ])
})
