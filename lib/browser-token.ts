import { digest, looksLikeToken } from './crypto/token'

/** What is stored of the token that a browser or client brings along; null where it brings none. */
export const browserDigest = (token: string | undefined): Buffer | null =>
  token !== undefined && looksLikeToken(token) ? digest(token) : null

/** What a browser is given at the end of its second step: by which it is known, and by which it stands in for that step. */
export type BrowserTokens = { known?: string | undefined; trusted?: string | undefined }
