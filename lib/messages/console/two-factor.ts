import { type Removed, removedWords } from '../two-factor'

/** What the command line says about a second factor that is taken away. */
export const reset = {
  about: "Removes someone's authenticator, recovery codes, sessions and API keys.",
  asks: (email: string) =>
    `Removes the authenticator, recovery codes, sessions and API keys of ${email}. They and the admins of their organization get an email.`,
  done: (removed: Removed) => `Removed: ${removedWords(removed)}.`,
  next: ({ required }: Removed) =>
    required
      ? 'At their next sign-in they enter their password and set it up again.'
      : 'At their next sign-in they enter only their password, and can turn on two-factor authentication again.',
  recorded: 'Recorded in the audit log.',
}
