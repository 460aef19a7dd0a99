import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openVault } from '@/lib/crypto/vault'

const vault = openVault(randomBytes(32))
const secret = Buffer.from('JBSWY3DPEHPK3PXP')
const sealed = vault.seal(secret, 'users.authenticator', 'ada')

test('what was sealed is unsealed for the same row', () => {
  expect(vault.unseal(sealed, 'users.authenticator', 'ada')).toEqual(secret)
})

test('the sealed value tells nothing, and differs every time', () => {
  expect(sealed.includes(secret)).toBe(false)
  const values = Array.from({ length: 100 }, () =>
    vault.seal(secret, 'users.authenticator', 'ada').toString('hex'),
  )
  expect(new Set(values).size).toBe(100)
})

test('a value swapped to another user or another table is detected', () => {
  expect(() => vault.unseal(sealed, 'users.authenticator', 'ben')).toThrow()
  expect(() => vault.unseal(sealed, 'enrollments', 'ada')).toThrow()
  expect(() => vault.unseal(sealed, 'users.authenticatorada', '')).toThrow()
})

test('every single flipped bit is detected', () => {
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const damaged = Buffer.from(sealed)
    damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    expect(() => vault.unseal(damaged, 'users.authenticator', 'ada')).toThrow()
  }
})

test('a value that was cut off or lengthened is detected', () => {
  for (const damaged of [
    Buffer.alloc(0),
    sealed.subarray(0, 16),
    sealed.subarray(0, -1),
    sealed.subarray(1),
    Buffer.concat([sealed, Buffer.from([0])]),
  ])
    expect(() => vault.unseal(damaged, 'users.authenticator', 'ada')).toThrow()
})

test('another key opens nothing, and says that it is another key', () => {
  const other = openVault(randomBytes(32))
  expect(() => other.unseal(sealed, 'users.authenticator', 'ada')).toThrow('sealed with another key')
})

test('a key has 32 bytes', () => {
  expect(() => openVault(randomBytes(16))).toThrow('32 bytes')
})

test('the fingerprint names the key and is no part of it', () => {
  const key = randomBytes(32)
  expect(openVault(key).fingerprint).toBe(openVault(key).fingerprint)
  expect(openVault(key).fingerprint).not.toBe(vault.fingerprint)
  expect(key.toString('hex')).not.toContain(openVault(key).fingerprint)
})

test('keys for other purposes differ by purpose and by key', () => {
  expect(vault.derive('a')).toHaveLength(32)
  expect(vault.derive('a')).toEqual(vault.derive('a'))
  expect(vault.derive('a')).not.toEqual(vault.derive('b'))
  expect(vault.derive('a')).not.toEqual(openVault(randomBytes(32)).derive('a'))
})
