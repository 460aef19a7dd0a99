import { createHash, createHmac } from 'node:crypto'
import type { Tables } from '@/db/tables'
import type { Vault } from '@/lib/crypto/vault'

export type StoredHead = Tables['auditHeads']['$inferSelect']

/** Where a chain ends, and up to which entry it was written before entries were authenticated. */
export type Head = Omit<StoredHead, 'keyId' | 'mac'>

/** The row that lists the chains has this name. */
export const listName = ''

export const genesis = Buffer.alloc(32)

const keys = new WeakMap<Vault, Map<string, Buffer>>()

/** The key that authenticates the audit trail, of the ring's key with this fingerprint; null where that is not there. */
function auditKey(vault: Vault, keyId: string): Buffer | null {
  const known = keys.get(vault) ?? new Map<string, Buffer>()
  keys.set(vault, known)
  const key = known.get(keyId) ?? vault.deriveFrom(keyId, 'audit trail')
  if (key) known.set(keyId, key)
  return key
}

/** Whether the key of this fingerprint is on the ring. */
export const hasKey = (vault: Vault, keyId: string) => auditKey(vault, keyId) !== null

/** The hash of an entry from before entries were authenticated: SHA-256 over the previous one's and the text. */
export const linkHash = (previous: Buffer, body: string) =>
  createHash('sha256').update(previous).update(body).digest()

/**
 * HMAC-SHA-256 (RFC 2104) that ties an entry to its chain, its place there and the entry before it. Null where the key
 * is not on the ring. Times are no part of it but as text: a clock may jump.
 */
export function entryHash(
  vault: Vault,
  keyId: string,
  place: { chain: string; sequence: number; previous: Buffer },
  body: string,
): Buffer | null {
  const key = auditKey(vault, keyId)
  if (!key) return null
  const { chain, sequence, previous } = place
  const head = JSON.stringify(['entry', chain, sequence, previous.toString('hex')])
  return createHmac('sha256', key).update(`${head}\n`).update(body).digest()
}

function headMac(vault: Vault, keyId: string, head: Head): Buffer | null {
  const key = auditKey(vault, keyId)
  if (!key) return null
  const { chain, number, sequence, hash, boundary } = head
  return createHmac('sha256', key)
    .update(JSON.stringify(['head', chain, number, sequence, hash.toString('hex'), boundary]))
    .digest()
}

/** The row as it is stored, authenticated with the key that seals now. */
export function sealHead(vault: Vault, head: Head): StoredHead {
  const keyId = vault.fingerprint
  const mac = headMac(vault, keyId, head)
  if (!mac) throw new Error('The key that seals is not on the ring.')
  return { ...head, keyId, mac }
}

/** A row that no one will take for genuine: what was tampered with stays so, whatever is written after it. */
export const spoiltHead = (vault: Vault, head: Head): StoredHead => ({
  ...head,
  keyId: vault.fingerprint,
  mac: Buffer.alloc(32),
})

/** Whether this server wrote the row. */
export const isGenuine = (vault: Vault, { keyId, mac, ...head }: StoredHead) =>
  headMac(vault, keyId, head)?.equals(mac) ?? false

/** The list with one more chain at its end. */
export const listed = (list: Head, chain: string): Head => ({
  ...list,
  sequence: list.sequence + 1,
  hash: linkHash(list.hash, JSON.stringify(chain)),
})

export const emptyList: Head = { chain: listName, number: 0, sequence: 0, hash: genesis, boundary: 0 }

/** A head as the log shows it: the chain, how many entries, the first 64 bits of the last one's hash. */
export const headInWords = ({ chain, sequence, hash }: Pick<Head, 'chain' | 'sequence' | 'hash'>) =>
  `${chain === listName ? 'list' : chain}:${sequence}:${hash.toString('hex', 0, 8)}`
