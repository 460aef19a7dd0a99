import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from '@/lib/context'

const lengthOfId = 16

const purpose = 'challenge-pages'

const seal = (key: Buffer, id: Buffer): Buffer => createHmac('sha256', key).update(id).digest()

/**
 * What the address of a page has that goes on with a challenge of the token API, for a client that cannot ask for passkeys
 * itself: the challenge's id and an HMAC-SHA-256 of it, base64url. Nothing is stored, and it ends with the challenge.
 * It shows which passkeys there are, and what they sign leads nowhere but to the browser that opened it.
 */
export function pageTokenOf(ctx: Context, challengeId: string): string {
  const id = Buffer.from(challengeId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, seal(ctx.vault.derive(purpose), id)]).toString('base64url')
}

/** The id of the challenge that it is for; null where this server made no such token, with whichever key of the ring. */
export function challengeOfPage(ctx: Context, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== lengthOfId + 32 || bytes.toString('base64url') !== token) return null
  const id = bytes.subarray(0, lengthOfId)
  const sealed = bytes.subarray(lengthOfId)
  if (!ctx.vault.deriveEach(purpose).some((key) => timingSafeEqual(sealed, seal(key, id)))) return null
  const hex = id.toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
