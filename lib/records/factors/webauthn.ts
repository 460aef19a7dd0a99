import { z } from 'zod'
import type { NewPasskey, PasskeyAnswer } from '@/lib/passkey-responses'

/*
 * The one place that knows the library. It is loaded when the first passkey is used: it weighs as much as everything else
 * here together. All of its failures are one: this is no passkey of ours.
 */
const library = () => import('@simplewebauthn/server')

/** ES256, EdDSA and RS256 (COSE): what every authenticator has one of. */
export const algorithms = [-8, -7, -257]

const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
})

/**
 * The challenge that a browser says it answered; null where it cannot be read, or where the page stood in a frame of
 * another site: ours stands in none, and the library lets that pass at a registration.
 */
export function challengeIn({ response }: NewPasskey | PasskeyAnswer): string | null {
  try {
    const text = Buffer.from(response.clientDataJSON, 'base64url').toString()
    const said = clientData.parse(JSON.parse(text))
    return said.crossOrigin === true || said.topOrigin !== undefined ? null : said.challenge
  } catch {
    return null
  }
}

/** For which host and origin, and for which challenge, an answer has to be. */
export type Expected = { rpId: string; origin: string; challenge: string }

/** A new passkey, as its authenticator says it. */
export type Registered = {
  credentialId: string
  publicKey: Buffer
  counter: number
  aaguid: string
  backupEligible: boolean
  backedUp: boolean
  userVerified: boolean
}

/** What a new passkey is, or null where the answer is not one to what was asked. Nothing of it is attested. */
export async function registered(sent: NewPasskey, expected: Expected): Promise<Registered | null> {
  const { verifyRegistrationResponse } = await library()
  try {
    const { id, rawId, type, response } = sent
    const { clientDataJSON, attestationObject } = response
    const { verified, registrationInfo: info } = await verifyRegistrationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      // Asked for and not insisted on: a key without a PIN is a second factor.
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified || info.credential.id !== sent.id) return null
    return {
      credentialId: info.credential.id,
      publicKey: Buffer.from(info.credential.publicKey),
      counter: info.credential.counter,
      aaguid: info.aaguid,
      backupEligible: info.credentialDeviceType === 'multiDevice',
      backedUp: info.credentialBackedUp,
      userVerified: info.userVerified,
    }
  } catch {
    return null
  }
}

/** What an authenticator says when it signs. `counter`: 0 where it keeps none. */
export type Signed = Pick<Registered, 'counter' | 'backupEligible' | 'backedUp' | 'userVerified'>

/** What is said of itself by a passkey that has signed, or null where it has not, or not what was asked. */
export async function signedBy(
  { id, publicKey }: { id: string; publicKey: Buffer },
  sent: PasskeyAnswer,
  expected: Expected,
): Promise<Signed | null> {
  const { verifyAuthenticationResponse } = await library()
  const { userHandle, ...signed } = sent.response
  try {
    const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
      response: {
        ...sent,
        response: { ...signed, ...(userHandle && { userHandle }) },
        clientExtensionResults: {},
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      // It refuses every counter that does not rise, of synced passkeys too: whether it may is asked where it is kept.
      credential: { id, publicKey: new Uint8Array(publicKey), counter: 0 },
      requireUserVerification: false,
    })
    if (!verified) return null
    return {
      counter: info.newCounter,
      backupEligible: info.credentialDeviceType === 'multiDevice',
      backedUp: info.credentialBackedUp,
      userVerified: info.userVerified,
    }
  } catch {
    return null
  }
}
