import { accountMessages } from './account'
import type { Told } from './message'
import { recoveryMessages } from './recovery'
import { signInMessages } from './sign-in'
import { twoFactorMessages } from './two-factor'

/** Every email there is. The facts are plain values, no secrets but the token of a link to the person themselves. */
export const messages = {
  ...accountMessages,
  ...signInMessages,
  ...twoFactorMessages,
  ...recoveryMessages,
} satisfies Record<string, Told<never>>

export type MailName = keyof typeof messages

export type FactsOf<Name extends MailName> = Parameters<(typeof messages)[Name]>[0]
