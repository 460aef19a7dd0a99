import { TOTP } from 'totp-generator'
import { expect, test } from 'vitest'
import { clockOff, matchingStep, newSetupKey } from '@/lib/totp/totp'
import { chance } from '../../support/world/chance'

// RFC 6238 Appendix B, SHA-1: the secret is the ASCII text 12345678901234567890, the codes have eight digits, of
// which six-digit codes are the last six.
const appendixB = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const vectors = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
] as const

const at = (seconds: number) => new Date(seconds * 1000)

test.each(vectors)(
  'RFC 6238 Appendix B: at %i seconds the code is %s, cut to six digits',
  (seconds, code) => {
    expect(matchingStep(appendixB, code.slice(2), at(seconds), null)).toBe(Math.floor(seconds / 30))
  },
)

test('a thousand random secrets and times agree with another implementation', async () => {
  const random = chance(6238)
  for (let n = 0; n < 1000; n++) {
    const setupKey = newSetupKey()
    const seconds = 60 + random.below(2 ** 32)
    const { otp } = await TOTP.generate(setupKey, { timestamp: seconds * 1000, explicitZeroPad: true })
    const step = matchingStep(setupKey, otp, at(seconds), null)
    expect([setupKey, seconds, step]).toEqual([setupKey, seconds, Math.floor(seconds / 30)])
  }
})

test('a setup key is 160 random bits in base32', () => {
  const keys = Array.from({ length: 100 }, newSetupKey)
  expect(new Set(keys).size).toBe(100)
  for (const key of keys) expect(key).toMatch(/^[A-Z2-7]{32}$/)
})

test('one step either side is right, two are not', async () => {
  const now = 1_800_000_015
  for (const [off, right] of [
    [-60, false],
    [-45, true],
    [-30, true],
    [0, true],
    [30, true],
    [44, true],
    [60, false],
  ] as const) {
    const { otp } = await TOTP.generate(appendixB, { timestamp: (now + off) * 1000, explicitZeroPad: true })
    expect([off, matchingStep(appendixB, otp, at(now), null) !== null]).toEqual([off, right])
  }
})

test('a step that was accepted, or an older one, is right no more', async () => {
  const now = 1_800_000_015
  const step = Math.floor(now / 30)
  const { otp } = await TOTP.generate(appendixB, { timestamp: now * 1000, explicitZeroPad: true })
  expect(matchingStep(appendixB, otp, at(now), step - 1)).toBe(step)
  expect(matchingStep(appendixB, otp, at(now), step)).toBeNull()
  expect(matchingStep(appendixB, otp, at(now), step + 1)).toBeNull()
})

test('when the clock went back far, nothing is right and nothing throws', async () => {
  const { otp } = await TOTP.generate(appendixB, { timestamp: 1_800_000_015_000, explicitZeroPad: true })
  expect(matchingStep(appendixB, otp, at(1_800_000_015), 99_999_999)).toBeNull()
})

test('codes that begin with a zero are right as text only', () => {
  const [, , , vector] = vectors
  expect(matchingStep(appendixB, vector[1].slice(2), at(vector[0]), null)).not.toBeNull()
  expect(matchingStep(appendixB, '5924', at(vector[0]), null)).toBeNull()
})

test('a damaged setup key is right for no code and does not throw', () => {
  for (const key of ['', 'A', '!!!!', 'GEZDGNBV']) {
    expect(matchingStep(key, '123456', at(1_800_000_000), null)).toBeNull()
    expect(clockOff(key, '123456', at(1_800_000_000))).toBeNull()
  }
})

test('how far a clock is off is told from one to ten minutes, by its direction', async () => {
  const now = 1_800_000_000
  const tell = async (off: number) => {
    const { otp } = await TOTP.generate(appendixB, { timestamp: (now + off) * 1000, explicitZeroPad: true })
    return clockOff(appendixB, otp, at(now))
  }
  expect(await tell(-120)).toBe(-120)
  expect(await tell(120)).toBe(120)
  expect(await tell(600)).toBe(600)
  expect(await tell(-600)).toBe(-600)
  expect(await tell(660)).toBeNull()
  expect(clockOff(appendixB, 'no code', at(now))).toBeNull()
})
