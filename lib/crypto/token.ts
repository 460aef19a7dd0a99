import { hash, randomBytes } from 'node:crypto'

/** A 256-bit random token, 43 characters of base64url. Only its digest is ever stored (ASVS 7.2.3). */
export const newToken = () => randomBytes(32).toString('base64url')

/** SHA-256 of a token: fit for looking it up, useless for presenting it. */
export const digest = (token: string) => hash('sha256', token, 'buffer')

export const looksLikeToken = (text: string) => /^[A-Za-z0-9_-]{43}$/.test(text)

/** By this, secret scanners and people tell an API key from everything else. */
const keyMark = 'csk_'

/** The token of an API key: the mark and 256 random bits. */
export const newKeyToken = () => `${keyMark}${newToken()}`

export const looksLikeKeyToken = (text: string) =>
  text.startsWith(keyMark) && looksLikeToken(text.slice(keyMark.length))
