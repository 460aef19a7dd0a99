import { z } from 'zod'

/** Where a server publishes the keys that it signs evidence with, as a JWK set (RFC 7517). */
export const keysPath = '/.well-known/countersign-evidence.json'

/** The files of a pack besides those that its manifest lists. */
export const manifestName = 'manifest.json'
export const signatureName = 'signature.json'

/** The most that one file of a pack may have, in bytes: nothing longer is read. */
export const longestFile = 2 ** 31

/** What the manifest and the signature may have, which are read whole. */
export const longestManifest = 2 ** 16

const file = z.strictObject({
  name: z.string().regex(/^[a-z]+\.[a-z]+$/),
  bytes: z.int().min(0).max(longestFile),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** What a pack says of itself. Times are ISO 8601 in UTC. */
export const manifestInput = z.strictObject({
  format: z.literal('countersign-evidence'),
  version: z.literal(1),
  /** The address of the server that made it. */
  server: z.url({ protocol: /^https?$/ }),
  organization: z.strictObject({ id: z.string(), name: z.string() }),
  takenAt: z.iso.datetime(),
  takenBy: z.strictObject({ name: z.string(), email: z.string() }),
  /** Of the audit log: from this moment on, up to but without that one. */
  period: z.strictObject({ from: z.iso.datetime(), until: z.iso.datetime() }),
  /** How many entries of the audit log there are in it. */
  auditEntries: z.int(),
  /** The RFC 7638 thumbprint of the key that signs it. */
  key: z.string(),
  files: z.array(file).max(20),
})

export type Manifest = z.output<typeof manifestInput>
export type ListedFile = z.output<typeof file>
