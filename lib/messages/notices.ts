import { type Code, sentence } from './codes'

/** What a page may be asked to say by `?notice=`: a closed set, so that nobody can make us say something. */
const failures = [
  'challenge-over',
  'challenge-replaced',
  'attempts-used-up',
  'session-over',
  'enrollment-over',
  'link-over',
] as const satisfies readonly Code[]

const added = (name: string) =>
  `${name} was added. Share the invitation link; it works once and expires in 72 hours.`

const successes = {
  'signed-out': 'You’re signed out.',
  'two-factor-off': 'Two-factor authentication is off.',
  'password-changed': 'Your password was changed. You’re signed out everywhere else.',
  'password-reset': 'Your new password is saved. Sign in with it.',
  'recovery-asked':
    'If there is an account with this address, we’ve emailed the next steps. Open the link within 60 minutes.',
  'recovery-confirmed': 'Confirmed. The server’s support team will review it and email you.',
  'recovery-confirmed-unattended':
    'Confirmed. This server has no full support team yet, so your request waits for whoever runs the server. Ask them directly if you can; you’ll get an email when it’s decided.',
  'recovery-stopped': 'Request stopped for good. Nothing was changed, and everyone involved gets an email.',
  'recovery-completed':
    'Your new password is saved. Sign in with it, then scan a QR code with your authenticator app.',
  'recovery-fresh': 'We’ve sent a new link to the same address. It expires in 60 minutes.',
  'request-approved': 'Approved. Everyone involved gets an email.',
  'request-approved-once': 'Approved. Another operator has to approve it too; then the wait starts.',
  'request-rejected': 'Rejected. Everyone involved gets an email.',
  'organization-added': added,
  'organization-suspended': 'Suspended. Its people are signed out and can’t sign in.',
  'organization-reactivated': 'Reactivated. Its people can sign in again.',
  'email-changed': 'Your email address was changed. Use it to sign in from now on.',
  'email-restored':
    'Your email address was restored, and you’re signed out everywhere. Choose a new password now: someone may know the old one.',
  'user-added': added,
  'invitation-renewed': 'Here’s a new invitation link. The old one no longer works.',
  'email-retried': 'We’re trying again. Reload this page in a few seconds.',
  'api-key-created': 'The API key was created. Copy it now: it isn’t shown again.',
  'api-key-ended': 'The API key was ended. Programs that use it are refused.',
  'api-key-taken-over': 'You answer for the API key now.',
  'session-ended': 'Session signed out.',
  'sessions-ended': 'You’re signed out everywhere else.',
  'two-factor-reset': 'Two-factor authentication was reset. They’re signed out everywhere.',
  suspended: 'Suspended.',
  reactivated: 'Reactivated.',
  unlocked: 'Unlocked.',
  'signed-out-everywhere': 'Signed out everywhere.',
  'group-added': (name: string) => `${name} was added. Now add its people.`,
  'group-saved': 'Saved.',
  'group-deleted': 'Group deleted. Its people stay in your organization.',
  'group-joined': 'Added to the group.',
  'group-left': 'Removed from the group.',
  'user-removed': 'Removed. Their email address can be used again.',
  'app-added': 'Added. Paste the settings below into the app, then try signing in.',
  'app-saved': 'Saved.',
  'app-secret-renewed': 'Here’s the new client secret. Copy it into the app now.',
  'app-suspended': 'Suspended. Everyone is signed out of it.',
  'app-reactivated': 'Reactivated. People can sign in to it again.',
  'app-signed-out': 'Everyone is signed out of this app.',
  'app-removed': 'Deleted. Nobody can sign in to it any more.',
  'app-address-added': 'Added. Try signing in again.',
  'app-withdrawn': 'Withdrawn. The app asks you again next time.',
} as const satisfies Record<string, string | ((name: string) => string)>

/** What is no gain to whom it happened: said without green. */
const neutral: readonly string[] = [
  'two-factor-off',
  'two-factor-reset',
  'suspended',
  'organization-suspended',
  'user-removed',
  'api-key-ended',
  'app-suspended',
  'app-signed-out',
  'app-removed',
  'group-deleted',
  'group-left',
] satisfies SuccessNotice[]

export type SuccessNotice = keyof typeof successes
export type FailureNotice = (typeof failures)[number]

export type Notice = { tone: 'success' | 'neutral' | 'danger'; text: string }

/** The notice of this name; null for any other text. */
export function noticeNamed(name: unknown, about: string): Notice | null {
  const failure = failures.find((code) => code === name)
  if (failure) return { tone: 'danger', text: sentence(failure) }
  const [key, said] = Object.entries(successes).find(([key]) => key === name) ?? []
  if (!key || !said) return null
  const text = typeof said === 'string' ? said : said(about)
  return { tone: neutral.includes(key) ? 'neutral' : 'success', text }
}
