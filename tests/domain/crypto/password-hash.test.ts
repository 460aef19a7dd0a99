import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { expect, test, vi } from 'vitest'
import {
  HashingBusyError,
  hashPassword,
  hashShortSecret,
  isOutdated,
  passwordMatches,
  shareHashing,
} from '@/lib/crypto/password-hash'

test('argon2id with 19 MiB, two passes, one lane, and a salt of its own each time', async () => {
  const first = await hashPassword('violet harbour stapler')
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$/)
  expect(await hashPassword('violet harbour stapler')).not.toBe(first)
  expect(isOutdated(first)).toBe(false)
  expect(isOutdated(first.replace('m=19456', 'm=8192'))).toBe(true)
})

test('only the password itself matches', async () => {
  const stored = await hashPassword('violet harbour stapler')
  expect(await passwordMatches(stored, 'violet harbour stapler')).toBe(true)
  for (const wrong of ['violet harbour staple', 'Violet harbour stapler', '', 'violet harbour stapler '])
    expect(await passwordMatches(stored, wrong)).toBe(false)
})

test('where there is no hash nothing matches, and the same work is done', async () => {
  const stored = await hashPassword('violet harbour stapler')
  const timed = async (against: string | null) => {
    const begun = performance.now()
    expect(await passwordMatches(against, 'wrong')).toBe(false)
    return performance.now() - begun
  }
  await timed(null)
  // In turns: what else the machine does keeps both waiting alike.
  const times: { known: number; unknown: number }[] = []
  for (let n = 0; n < 9; n++) times.push({ known: await timed(stored), unknown: await timed(null) })
  const median = (of: 'known' | 'unknown') => times.map((both) => both[of]).sort((a, b) => a - b)[4] ?? 0
  const [known, unknown] = [median('known'), median('unknown')]
  // No stopwatch: an answer without any work would be a hundred times faster.
  expect(unknown).toBeGreaterThan(known / 4)
})

test('a short secret is hashed under the salt given', async () => {
  const salt = randomBytes(16)
  const hash = await hashShortSecret('ABCDEFGHJKMNPQRS', salt)
  expect(hash).toHaveLength(32)
  expect(await hashShortSecret('ABCDEFGHJKMNPQRS', salt)).toEqual(hash)
  expect(await hashShortSecret('ABCDEFGHJKMNPQRS', randomBytes(16))).not.toEqual(hash)
})

test('past one more than there are cores and 200 who wait the next is told that we are busy, and everybody else is served', async () => {
  const most = availableParallelism() + 1 + 200
  const salt = randomBytes(16)
  const answers = await Promise.allSettled(
    Array.from({ length: most + 5 }, () => hashShortSecret('ABCDEFGHJKMNPQRS', salt)),
  )
  const refused = answers.filter((answer) => answer.status === 'rejected')
  expect(refused).toHaveLength(5)
  for (const { reason } of refused) expect(reason).toBeInstanceOf(HashingBusyError)
  await expect(hashShortSecret('ABCDEFGHJKMNPQRS', salt)).resolves.toHaveLength(32)
})

test('two copies of the module share one queue, and nobody is served before those who came first', async () => {
  vi.resetModules()
  const copy = await import('@/lib/crypto/password-hash')
  expect(copy.hashShortSecret).not.toBe(hashShortSecret)
  const most = availableParallelism() + 1 + 200
  const salt = randomBytes(16)
  const ended: number[] = []
  const answers = await Promise.allSettled(
    Array.from({ length: most + 5 }, async (_, n) => {
      await (n % 2 ? copy : { hashShortSecret }).hashShortSecret('ABCDEFGHJKMNPQRS', salt)
      ended.push(n)
    }),
  )
  expect(answers.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual(
    Array.from({ length: 5 }, (_, n) => most + n),
  )
  // When one ends, of those before it only such are left as run beside it.
  for (const [place, n] of ended.entries()) expect(n - place).toBeLessThanOrEqual(availableParallelism())
})

test('of four processes on one machine each hashes its quarter, and lets a quarter wait', async () => {
  const salt = randomBytes(16)
  shareHashing(4)
  const most = Math.ceil((availableParallelism() + 1) / 4) + 50
  const answers = await Promise.allSettled(
    Array.from({ length: most + 5 }, () => hashShortSecret('ABCDEFGHJKMNPQRS', salt)),
  )
  shareHashing(1)
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(5)
})
