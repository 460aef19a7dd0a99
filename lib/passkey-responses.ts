import { z } from 'zod'

/*
 * What a browser or a native client answers to the options of a passkey (WebAuthn L3 5.1.8, 5.1.9, as JSON). What is not
 * named here is ignored: password managers answer with more, and with less, than browsers do.
 */

const bytes = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/)

/** A credential's id has 1023 bytes at most (WebAuthn L3 4). */
const credentialId = bytes(1364)

const credential = { id: credentialId, rawId: credentialId, type: z.literal('public-key') }

const clientDataJSON = bytes(8192)

/** What `navigator.credentials.create()` answered, of a passkey that is to be added. */
export const newPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON,
    attestationObject: bytes(32_768),
    transports: z.array(z.string().max(32)).max(16).optional(),
  }),
  clientExtensionResults: z
    .object({ credProps: z.object({ rk: z.boolean().optional() }).optional() })
    .optional(),
})

/** What `navigator.credentials.get()` answered. */
export const passkeyAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON,
    authenticatorData: bytes(8192),
    signature: bytes(8192),
    userHandle: bytes(128).nullish(),
  }),
})

export type NewPasskey = z.output<typeof newPasskey>

export type PasskeyAnswer = z.output<typeof passkeyAnswer>

const unreadable = "Your browser's answer can't be read. Try again, or use another way."

/** The same as a form sends it: as the text of a hidden field. Whatever is wrong with it is one sentence. */
const asText = <T extends z.ZodType>(schema: T) =>
  z.string().transform((text, check): z.output<T> => {
    const parsed = text.length > 65_536 ? undefined : schema.safeParse(read(text))
    if (parsed?.success) return parsed.data
    check.addIssue({ code: 'custom', message: unreadable })
    return z.NEVER
  })

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const newPasskeyText = asText(newPasskey)

export const passkeyAnswerText = asText(passkeyAnswer)

type Descriptor = { id: string; type: 'public-key'; transports?: string[] }

/** What `navigator.credentials.create()` is asked for, as JSON (WebAuthn L3 5.4). */
export type CreationOptions = {
  rp: { id: string; name: string }
  user: { id: string; name: string; displayName: string }
  challenge: string
  pubKeyCredParams: { type: 'public-key'; alg: number }[]
  timeout: number
  excludeCredentials: Descriptor[]
  authenticatorSelection: { residentKey: 'preferred'; userVerification: 'preferred' }
  attestation: 'none'
  extensions: { credProps: true }
}

/** What `navigator.credentials.get()` is asked for, as JSON (WebAuthn L3 5.5). */
export type RequestOptions = {
  rpId: string
  challenge: string
  timeout: number
  allowCredentials?: Descriptor[]
  userVerification: 'preferred' | 'required'
}
