import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** Seals secrets for one row, so that a stolen or swapped value opens nothing. */
export type Vault = {
  /** AES-256-GCM with a random nonce; `table` and `owner` are authenticated along (AAD). */
  seal(secret: Buffer, table: string, owner: string): Buffer
  /** Throws when the value was altered, belongs to another row, or was sealed with a key that is not on the ring. */
  unseal(sealed: Buffer, table: string, owner: string): Buffer
  /** Names the key that seals without telling anything of it; kept in the database. */
  readonly fingerprint: string
  /** Seals with the key of this fingerprint from now on; false where it is not on the ring. */
  use(fingerprint: string): boolean
  /** Whether a value was sealed with the key that seals now. */
  isPresent(sealed: Buffer): boolean
  /** A key of 32 bytes for another purpose, derived with HKDF (RFC 5869). */
  derive(purpose: string): Buffer
  /** The same from each key on the ring, the one that seals now first: for what is short-lived and was made before a rotation. */
  deriveEach(purpose: string): Buffer[]
  /** The same from the key of this fingerprint; null where that is not on the ring. */
  deriveFrom(fingerprint: string, purpose: string): Buffer | null
}

const version = 1
const nonceBytes = 12
const tagBytes = 16
const keyIdBytes = 4
const headBytes = 1 + keyIdBytes

type RingKey = {
  fingerprint: string
  /** What every value begins with that it sealed: version (1 byte), key id (4). */
  head: Buffer
  sealing: Buffer
  derive(purpose: string): Buffer
}

function ringKey(key: Buffer): RingKey {
  if (key.length !== 32) throw new Error('The encryption key must have 32 bytes.')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `countersign ${purpose}`, 32))
  const fingerprint = createHash('sha256').update(derive('fingerprint')).digest('hex').slice(0, 32)
  const head = Buffer.concat([
    Buffer.from([version]),
    Buffer.from(fingerprint, 'hex').subarray(0, keyIdBytes),
  ])
  return { fingerprint, head, sealing: derive('sealing'), derive }
}

/**
 * `keys`: 32 bytes each; the first one seals, each of them unseals. `reload` is asked once for the ring as it is now
 * whenever a key is missing: another process may have rotated it. Envelope: version (1 byte), key id (4), nonce (12),
 * ciphertext, tag (16).
 */
export function openVault(keys: Buffer | Buffer[], reload?: () => Buffer[]): Vault {
  let ring = [keys].flat().map(ringKey)
  const [first] = ring
  if (!first) throw new Error('A vault needs a key.')
  let sealing = first

  /** The key that meets this, from the ring as it is now. */
  function find(meets: (key: RingKey) => boolean): RingKey | undefined {
    const found = ring.find(meets)
    if (found || !reload) return found
    const now = reload().map(ringKey)
    // What this process has it keeps: a file that is not there for a moment takes nothing away.
    ring = [...now, ...ring.filter((held) => !now.some((one) => one.fingerprint === held.fingerprint))]
    return ring.find(meets)
  }

  const aad = ({ head }: RingKey, table: string, owner: string) =>
    Buffer.concat([head, Buffer.from(`${table}\0${owner}`)])

  return {
    get fingerprint() {
      return sealing.fingerprint
    },
    use(fingerprint) {
      const found = find((key) => key.fingerprint === fingerprint)
      if (found) sealing = found
      return found !== undefined
    },
    isPresent: (sealed) => sealed.subarray(0, headBytes).equals(sealing.head),
    derive: (purpose) => sealing.derive(purpose),
    deriveEach: (purpose) =>
      [sealing, ...ring.filter((key) => key !== sealing)].map((key) => key.derive(purpose)),
    deriveFrom: (fingerprint, purpose) =>
      find((key) => key.fingerprint === fingerprint)?.derive(purpose) ?? null,
    seal(secret, table, owner) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealing.sealing, nonce).setAAD(aad(sealing, table, owner))
      return Buffer.concat([sealing.head, nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
    },
    unseal(sealed, table, owner) {
      const head = sealed.subarray(0, headBytes)
      const long = sealed.length >= headBytes + nonceBytes + tagBytes
      const key = long ? find((one) => one.head.equals(head)) : undefined
      if (!key) throw new Error('This value was sealed with another key.')
      const nonce = sealed.subarray(headBytes, headBytes + nonceBytes)
      const decipher = createDecipheriv('aes-256-gcm', key.sealing, nonce, { authTagLength: tagBytes })
      decipher.setAAD(aad(key, table, owner)).setAuthTag(sealed.subarray(-tagBytes))
      return Buffer.concat([
        decipher.update(sealed.subarray(headBytes + nonceBytes, -tagBytes)),
        decipher.final(),
      ])
    },
  }
}
