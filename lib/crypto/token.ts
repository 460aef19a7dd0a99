import { createHash, randomBytes } from 'node:crypto'

/** A 256-bit random token, 43 characters of base64url. Only its digest is ever stored (ASVS 7.2.3). */
export const newToken = () => randomBytes(32).toString('base64url')

/** SHA-256 of a token: fit for looking it up, useless for presenting it. */
export const digest = (token: string) => createHash('sha256').update(token).digest()

export const looksLikeToken = (text: string) => /^[A-Za-z0-9_-]{43}$/.test(text)
