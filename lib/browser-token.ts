import { digest, looksLikeToken } from './crypto/token'

/** What is stored of the token that a browser or client brings along; null where it brings none. */
export const browserDigest = (token: string | undefined): Buffer | null =>
  token !== undefined && looksLikeToken(token) ? digest(token) : null
