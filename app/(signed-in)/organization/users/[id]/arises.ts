import type { UserDetails } from '@/lib/queries/users/find'

/** Which questions about a person arise, by the last part of their address: both its button and its page ask this. */
export const arises = {
  suspend: ({ self, status }: UserDetails) => !self && status === 'active',
  remove: ({ self }: UserDetails) => !self,
  'sign-out': ({ self, sessions }: UserDetails) => !self && sessions.length > 0,
  /** Of someone who has yet to set it up because of the policy. */
  'more-time': ({ self, policyDue, enabled, twoFactorRequired }: UserDetails) =>
    !self && policyDue !== null && !enabled && !twoFactorRequired,
  lift: ({ self, twoFactorRequired, enabled }: UserDetails) => self && twoFactorRequired && enabled,
  /** Whoever has no authenticator, and is not held up at the second step either, has nothing to reset. */
  reset: ({ self, enabled, secondFactor, waits, unreadable }: UserDetails) =>
    !self && (enabled || secondFactor === 'locked' || waits || unreadable),
} satisfies Record<string, (user: UserDetails) => boolean>

export type UserQuestion = keyof typeof arises

export const isUserQuestion = (text: string): text is UserQuestion => Object.hasOwn(arises, text)
