import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { z } from 'zod'

const bytes32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** An Ed25519 public key (RFC 8037 2). */
const publicJwk = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: bytes32 })
export type PublicKey = z.output<typeof publicJwk>

export const privateJwk = publicJwk.extend({ d: bytes32 })
export type PrivateKey = z.output<typeof privateJwk>

/** What a server publishes: a JWK set, of which only such keys are looked at. */
export const keySet = z.object({ keys: z.array(z.unknown()).max(1000) }).transform(({ keys }) =>
  keys.flatMap((key): PublicKey[] => {
    const parsed = publicJwk.safeParse(key)
    return parsed.success ? [parsed.data] : []
  }),
)

export const signatureInput = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** The RFC 7638 thumbprint of the key. */
  key: bytes32,
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
})

export type Signature = z.output<typeof signatureInput>

export const makeKey = (): PrivateKey =>
  privateJwk.parse(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))

/** RFC 7638: the key's own fingerprint, by which it is named everywhere. */
export const thumbprint = ({ crv, kty, x }: PublicKey): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')

/** As it is published. */
export const published = ({ kty, crv, x }: PublicKey) => ({
  ...{ kty, crv, x, use: 'sig', alg: 'Ed25519' },
  kid: thumbprint({ kty, crv, x }),
})

/** Ed25519 over the bytes as they are (RFC 8032). */
export const signed = (bytes: Buffer, key: PrivateKey): Signature => ({
  algorithm: 'Ed25519',
  key: thumbprint(key),
  signature: sign(null, bytes, createPrivateKey({ key, format: 'jwk' })).toString('base64url'),
})

/** Whether this key signed these bytes. Also false for a signature that is written otherwise than `signed` does. */
export function isSignedBy(key: PublicKey, bytes: Buffer, { signature }: Signature): boolean {
  const raw = Buffer.from(signature, 'base64url')
  if (raw.toString('base64url') !== signature) return false
  try {
    return verify(null, bytes, createPublicKey({ key, format: 'jwk' }), raw)
  } catch {
    return false
  }
}
