import type { ChallengeProof, PasskeyProof } from '@/db/tables/sign-in'

/** With a second factor (REFEDS MFA profile). */
export const multiFactor = 'https://refeds.org/profile/mfa'
/** With a password alone (REFEDS SFA profile). */
export const singleFactor = 'https://refeds.org/profile/sfa'

/** The same in a way that cannot be phished (OpenID Connect EAP ACR Values 1.0). Nothing is attested, so never `phrh`. */
export const phishingResistant = 'phr'

/** Whether an `acr` that was told says that a second factor was part of it. */
export const tellsMultiFactor = (acr: string | undefined): boolean =>
  acr === multiFactor || acr === phishingResistant

/** How someone signed in, and when. */
export type SignedIn = { proof: ChallengeProof | null; signedInAt: Date }

/** Whether a second factor was part of it. A trusted browser is none. */
export const isMultiFactor = (proof: ChallengeProof | null): boolean =>
  (proof ?? 'none') !== 'none' && proof !== 'trusted-browser'

/** Whether it does for someone who must have two-factor authentication: a trusted browser has the factor behind it. */
export const meetsRequirement = (proof: ChallengeProof | null): boolean =>
  isMultiFactor(proof) || proof === 'trusted-browser'

/** A synced key is in software; of one that stays on its device no one vouches for what protects it. */
const passkeyMethods: Record<PasskeyProof, string[]> = {
  passkey: ['pwd', 'pop', 'user', 'mfa'],
  'synced-passkey': ['pwd', 'swk', 'user', 'mfa'],
  'passkey-alone': ['pop', 'user', 'mfa'],
  'synced-passkey-alone': ['swk', 'user', 'mfa'],
}

/** Whether it cannot be phished: a passkey was part of it. */
export const isPhishingResistant = (proof: ChallengeProof | null): proof is PasskeyProof =>
  proof !== null && Object.hasOwn(passkeyMethods, proof)

/**
 * `acr` and `amr` of ID tokens (OpenID Connect Core 2, RFC 8176, OpenID Connect EAP ACR Values 1.0). RFC 8176 has no value
 * for a recovery code. `asked`: the values of `acr` that the app named; `phr` is answered to those who ask for it.
 */
export function authenticationContext(
  proof: ChallengeProof | null,
  asked: readonly string[] = [],
): { acr: string; amr: string[] } {
  if (!isMultiFactor(proof)) return { acr: singleFactor, amr: ['pwd'] }
  if (isPhishingResistant(proof)) {
    const acr = asked.includes(phishingResistant) ? phishingResistant : multiFactor
    return { acr, amr: passkeyMethods[proof] }
  }
  return { acr: multiFactor, amr: proof === 'recovery-code' ? ['pwd', 'mfa'] : ['pwd', 'otp', 'mfa'] }
}
