import { digest, newToken } from '@/lib/crypto/token'

/**
 * A client secret: 256 random bits as letters, digits, `-` and `_` only, for clients that forget to encode it. Only its
 * SHA-256 is kept.
 */
export function newSecret(): { secret: string; secretDigest: Buffer } {
  const secret = newToken()
  return { secret, secretDigest: digest(secret) }
}
