import { type Code, sentence } from './codes'

/** What a page may be asked to say by `?notice=`: a closed set, so that no one can make us say something. */
const failures = [
  'challenge-over',
  'challenge-replaced',
  'attempts-used-up',
  'session-over',
  'enrollment-over',
  'authenticator-unknown',
  'last-authenticator',
  'passkey-not-yours',
  'last-passkey',
  'link-over',
  'policy-changed',
  'asked-over',
  'asked-asker-gone',
  'asked-target-changed',
  'asked-not-possible',
  'question-over',
] as const satisfies readonly Code[]

const added = (name: string) =>
  `${name} was added. Share the invitation link; it works once and expires in 72 hours.`

const successes = {
  'signed-out': 'You’re signed out.',
  'two-factor-off': 'Two-factor authentication is off.',
  'password-changed': 'Your password was changed. You’re signed out everywhere else.',
  'password-reset': 'Your new password is saved. Sign in with it.',
  'help-asked': 'Request sent. Your admins get an email and see it when they’re signed in.',
  'help-dismissed': 'Request dismissed.',
  'recovery-asked':
    'If there is an account with this address, we’ve emailed the next steps. Open the link within 60 minutes.',
  'recovery-confirmed':
    'Confirmed. The server’s support team has 7 days to review it. You’ll get an email when they decide.',
  'recovery-confirmed-unattended':
    'Confirmed. This server has no full support team yet, so your request waits for whoever runs the server, for 7 days. Ask them directly if you can; you’ll get an email when it’s decided.',
  'recovery-stopped': 'Request stopped for good. Nothing was changed, and everyone involved gets an email.',
  'recovery-stopped-quietly': 'Request stopped for good. Nothing was changed.',
  'recovery-completed':
    'Your new password is saved. Sign in with it, then set up two-factor authentication again.',
  'recovery-fresh': 'We’ve sent a new link to the same address. It expires in 60 minutes.',
  'own-recovery-stopped': 'Request stopped for good. Nothing was changed, and every admin gets an email.',
  'request-approved': 'Approved. Everyone involved gets an email.',
  'request-approved-once': 'Approved. Another operator has to approve it too; then the wait starts.',
  'request-rejected': 'Rejected. Everyone involved gets an email.',
  'organization-added': added,
  'organization-suspended': 'Suspended. Its people are signed out and can’t sign in.',
  'organization-reactivated': 'Reactivated. Its people can sign in again.',
  'email-changed': 'Your email address was changed. Use it to sign in from now on.',
  'contact-phone-saved': 'Saved. The contact phone was changed, and an email about it is on its way.',
  'name-changed': 'Your name was changed.',
  'name-corrected': 'Saved.',
  'requirement-saved': 'Saved.',
  'role-changed': 'Role changed.',
  'requirement-lifted': 'Requirement removed. Two-factor authentication stays on.',
  'email-link-sent':
    'We’ve emailed a link to the new address, and told the current one. The address changes once the link is used; it expires in 60 minutes.',
  'invitation-moved':
    'The email was changed, and the invitation was sent to the new address. The link sent before no longer works.',
  'email-restored':
    'Your email address was restored, and you’re signed out everywhere. Choose a new password now: someone may know the old one.',
  'user-added': added,
  'invitation-renewed': 'Here’s a new invitation link. The old one no longer works.',
  'email-retried': 'We’re trying again. Reload this page in a few seconds.',
  'api-key-created': 'The API key was created. Copy it now: it isn’t shown again.',
  'api-key-ended': 'The API key was ended. Programs that use it are refused.',
  'api-key-taken-over': 'The API key depends on your account now.',
  'session-ended': 'Session signed out.',
  'sessions-ended': 'You’re signed out everywhere else.',
  'two-factor-reset': 'Two-factor authentication was reset. They’re signed out everywhere.',
  suspended: 'Suspended.',
  reactivated: 'Reactivated.',
  unlocked: 'Unlocked.',
  reminded: 'Reminder sent.',
  'signed-out-everywhere': 'Signed out everywhere.',
  'group-added': (name: string) => `${name} was added. Now add its people.`,
  'group-saved': 'Saved.',
  'group-deleted': 'Group deleted. Its people stay in your organization.',
  'group-joined': 'Added to the group.',
  'group-left': 'Removed from the group.',
  'user-removed': 'Removed. Their email address can be used again.',
  'app-added': 'Added. Paste the settings below, then try signing in.',
  'app-saved': 'Saved.',
  'app-secret-renewed': 'Here’s the new client secret. Copy it into the app now.',
  'app-suspended': 'Suspended. Everyone is signed out of it.',
  'app-reactivated': 'Reactivated. People can sign in to it again.',
  'app-signed-out': 'Everyone is signed out of this app.',
  'app-removed': 'Deleted. No one can sign in to it anymore.',
  'app-address-added': 'Added. Try signing in again.',
  'organization-saved': 'Saved.',
  'session-length-saved': 'Saved. It applies to open sessions too.',
  'logo-saved': 'Saved. People see the logo when they sign in.',
  'logo-removed': 'The logo was removed.',
  'policy-saved': 'Policy saved.',
  'policy-saved-with-date':
    'Policy saved. Everyone who has joined and hasn’t set it up yet gets an email with the date.',
  'second-asked': 'Waiting for a second admin. The others with two-factor authentication got an email.',
  'second-agreed': 'You agreed, and it was done. Whoever asked gets an email.',
  'second-allowed': 'You agreed. Whoever asked gets an email and can do it now.',
  'second-refused': 'Refused. Whoever asked gets an email.',
  'second-taken-back': 'Taken back.',
  'enrollment-codes-saved': 'Saved. It applies to whoever you require it of, or reset, from now on.',
  'enrollment-codes-off': 'Saved. The password is enough again to set it up.',
  'enrollment-code-renewed': 'The one before no longer works.',
  'enrollment-link-opened': 'Now sign in here to set up two-factor authentication.',
  'trust-saved': 'Trusted browsers saved.',
  'browsers-forgotten': 'Browsers forgotten. Each asks for a code at the next sign-in.',
  'browser-forgotten': 'Browser forgotten. It asks for a code at the next sign-in.',
  'authenticator-added': 'Authenticator added. You’re signed out everywhere else.',
  'authenticator-renamed': 'Authenticator renamed.',
  'authenticator-removed': 'Authenticator removed. You’re signed out everywhere else.',
  'passkey-added': 'Passkey added. You’re signed out everywhere else.',
  'passkey-renamed': 'Passkey renamed.',
  'passkey-removed': 'Passkey removed. You’re signed out everywhere else.',
  'passkey-next':
    'Your recovery code was right, and is spent now. Your organization accepts passkeys only: add one.',
  'passkeys-only-saved': 'Passkeys only saved.',
  'four-eyes-on': 'Four eyes is on.',
  'four-eyes-off': 'Four eyes is off. Every admin acts alone.',
  'grace-given': 'They have more time now, and get an email.',
  'grace-ended': 'The extra time has ended.',
  'app-withdrawn': 'Withdrawn. The app asks you again next time.',
} as const satisfies Record<string, string | ((name: string) => string)>

/** What is no gain to whom it happened: said without green. */
const neutral: readonly string[] = [
  'passkey-next',
  'two-factor-off',
  'authenticator-removed',
  'passkey-removed',
  'two-factor-reset',
  'signed-out',
  'suspended',
  'organization-suspended',
  'user-removed',
  'api-key-ended',
  'app-suspended',
  'app-signed-out',
  'app-removed',
  'group-deleted',
  'group-left',
  'second-asked',
  'second-refused',
  'second-taken-back',
  'four-eyes-off',
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
