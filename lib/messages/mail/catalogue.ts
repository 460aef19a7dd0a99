import { accountMessages } from './account'
import { fourEyesMessages } from './four-eyes'
import { helpMessages } from './help'
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
  ...helpMessages,
  ...fourEyesMessages,
} satisfies Record<string, Told<never>>

export type MailName = keyof typeof messages

export type FactsOf<Name extends MailName> = Parameters<(typeof messages)[Name]>[0]
