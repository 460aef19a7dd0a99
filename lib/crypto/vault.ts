import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** Seals secrets for one row, so that a stolen or swapped value opens nothing. */
export type Vault = {
  /** AES-256-GCM with a random nonce; `table` and `owner` are authenticated along (AAD). */
  seal(secret: Buffer, table: string, owner: string): Buffer
  /** Throws when the value was altered, belongs to another row, or was sealed with another key. */
  unseal(sealed: Buffer, table: string, owner: string): Buffer
  /** Names the key without telling anything of it; kept in the database. */
  fingerprint: string
  /** A key of 32 bytes for another purpose, derived with HKDF (RFC 5869). */
  derive(purpose: string): Buffer
}

const version = 1
const nonceBytes = 12
const tagBytes = 16
const keyIdBytes = 4
const headBytes = 1 + keyIdBytes

/** `key`: 32 bytes. Envelope: version (1 byte), key id (4), nonce (12), ciphertext, tag (16). */
export function openVault(key: Buffer): Vault {
  if (key.length !== 32) throw new Error('The encryption key must have 32 bytes.')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `countersign ${purpose}`, 32))
  const sealing = derive('sealing')
  const fingerprint = createHash('sha256').update(derive('fingerprint')).digest('hex').slice(0, 32)
  const head = Buffer.concat([
    Buffer.from([version]),
    Buffer.from(fingerprint, 'hex').subarray(0, keyIdBytes),
  ])
  const aad = (table: string, owner: string) => Buffer.concat([head, Buffer.from(`${table}\0${owner}`)])

  return {
    fingerprint,
    derive,
    seal(secret, table, owner) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(aad(table, owner))
      return Buffer.concat([head, nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
    },
    unseal(sealed, table, owner) {
      if (sealed.length < headBytes + nonceBytes + tagBytes || !sealed.subarray(0, headBytes).equals(head)) {
        throw new Error('This value was sealed with another key.')
      }
      const nonce = sealed.subarray(headBytes, headBytes + nonceBytes)
      const decipher = createDecipheriv('aes-256-gcm', sealing, nonce, { authTagLength: tagBytes })
      decipher.setAAD(aad(table, owner)).setAuthTag(sealed.subarray(-tagBytes))
      return Buffer.concat([
        decipher.update(sealed.subarray(headBytes + nonceBytes, -tagBytes)),
        decipher.final(),
      ])
    },
  }
}
