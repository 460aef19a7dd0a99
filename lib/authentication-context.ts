import type { ChallengeProof } from '@/db/tables/sign-in'

/** With a second factor (REFEDS MFA profile). */
export const multiFactor = 'https://refeds.org/profile/mfa'
/** With a password alone (REFEDS SFA profile). */
export const singleFactor = 'https://refeds.org/profile/sfa'

/** How someone signed in, and when. */
export type SignedIn = { proof: ChallengeProof | null; signedInAt: Date }

/** Whether a second factor was part of it. A trusted browser is none. */
export const isMultiFactor = (proof: ChallengeProof | null): boolean =>
  (proof ?? 'none') !== 'none' && proof !== 'trusted-browser'

/** Whether it does for someone who must have two-factor authentication: a trusted browser has the factor behind it. */
export const meetsRequirement = (proof: ChallengeProof | null): boolean =>
  isMultiFactor(proof) || proof === 'trusted-browser'

/** `acr` and `amr` of ID tokens (OpenID Connect Core 2, RFC 8176). RFC 8176 has no value for a recovery code. */
export function authenticationContext(proof: ChallengeProof | null): { acr: string; amr: string[] } {
  if (!isMultiFactor(proof)) return { acr: singleFactor, amr: ['pwd'] }
  return { acr: multiFactor, amr: proof === 'recovery-code' ? ['pwd', 'mfa'] : ['pwd', 'otp', 'mfa'] }
}
