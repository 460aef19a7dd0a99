import type { LetterFailure } from '@/db/tables/mail'
import type { MailName } from './catalogue'

/** What each email is called where its delivery is spoken of. */
const titles: Record<MailName, string> = {
  invitation: 'Invitation',
  'password-changed': 'Notice of a changed password',
  'password-reset': 'Link to choose a new password',
  'email-confirm': 'Link to confirm an email address',
  'email-confirm-for-you': 'Link to confirm an email address',
  'email-changing-for-you': 'Notice of a new email address',
  'email-changing': 'Notice of a new email address',
  'email-changed': 'Notice of a changed email address',
  'email-restored': 'Notice of a restored email address',
  'contact-phone-changed': 'Notice of a changed contact phone',
  'organization-phone-changed': 'Notice of a changed contact phone',
  'sign-in-unfinished': 'Notice of an unfinished sign-in',
  'session-stolen': 'Notice of an ended session',
  'new-browser': 'Notice of a new browser',
  'browser-trusted': 'Notice of a trusted browser',
  'sign-in-unlocked': 'Notice of an unlocked sign-in',
  'help-asked': 'Request for help with signing in',
  'help-asked-for-you': 'Notice of a request for help',
  'recovery-asked': 'Link to confirm a recovery request',
  'recovery-for-agents': 'Answer to a recovery request',
  'recovery-under-way': 'Answer to a recovery request',
  'recovery-confirmed': 'Notice of a recovery request',
  'recovery-to-decide': 'Recovery request to review',
  'recovery-unattended': 'Recovery request that no one can review',
  'recovery-approved': 'Notice of an approved recovery request',
  'recovery-reminder': 'Reminder of a recovery request',
  'recovery-ready': 'Link to recover the account',
  'recovery-rejected': 'Notice of a rejected recovery request',
  'recovery-stopped': 'Notice of a stopped recovery request',
  'recovery-expired': 'Notice of an expired recovery request',
  'recovery-withdrawn': 'Notice of a withdrawn recovery request',
  'recovery-completed': 'Notice of a completed recovery',
  'two-factor-enabled': 'Notice that two-factor authentication is on',
  'two-factor-replaced': 'Notice of a replaced authenticator',
  'authenticator-added': 'Notice of an added authenticator',
  'authenticator-renamed': 'Notice of a renamed authenticator',
  'authenticator-removed': 'Notice of a removed authenticator',
  'passkey-added': 'Notice of an added passkey',
  'passkey-renamed': 'Notice of a renamed passkey',
  'passkey-removed': 'Notice of a removed passkey',
  'passkey-stopped': 'Notice of a passkey that no longer works',
  'passkeys-only': 'Reminder to add a passkey',
  'setup-key-elsewhere': 'Notice of a setup key shown elsewhere',
  'two-factor-disabled': 'Notice that two-factor authentication is off',
  'set-up-by': 'Reminder to set up two-factor authentication',
  'set-up-asked': 'Reminder to set up two-factor authentication',
  'more-time': 'Notice of more time to set up two-factor authentication',
  'enrollment-link': 'Link to set up two-factor authentication',
  'two-factor-required': 'Notice that two-factor authentication is required',
  'two-factor-reset': 'Notice of a reset of two-factor authentication',
  'two-factor-reset-of-other': 'Notice of a reset of two-factor authentication',
  'second-admin-asked': 'Request to agree as the second admin',
  'new-admin': 'Notice of a new admin',
  'second-admin-decided': 'Answer of a second admin',
  'recovery-code-used': 'Notice of a used recovery code',
  'recovery-codes-renewed': 'Notice of new recovery codes',
  'sign-in-delayed': 'Notice of wrong codes',
  'sign-in-locked': 'Notice of a locked sign-in',
}

export const titleOf = ({ name }: Pick<Delivery, 'name'>): string =>
  (titles as Record<string, string>)[name ?? ''] ?? 'Email'

/** Why something was not delivered so far, and whether that goes on, in a sentence or two. */
export function reasonOf({ state, failure, answer }: Delivery): string {
  const said = answer ? `The mail server answered “${answer}”.` : 'The connection to the mail server failed.'
  if (state === 'waiting') return `${said} We keep trying for up to 3 days.`
  switch (failure) {
    case 'refused':
      return answer
        ? `The mail server refused this address: “${answer}”. Check the address.`
        : 'Email can’t be sent to this address. Check the address.'
    case 'unreadable':
      return 'It couldn’t be read on the server.'
    default:
      return `It wasn’t delivered in time. ${said}`
  }
}

/** What has become of a letter, as far as whoever looks after its recipient should know. */
export type Delivery = {
  id: string
  /** Which mail it is; null in rows of before. */
  name: string | null
  createdAt: Date
  /** `sending`: not tried yet. `waiting`: it is tried again by itself. */
  state: 'sent' | 'sending' | 'waiting' | 'failed'
  /** Why it failed; null unless it did. */
  failure: LetterFailure | null
  /** What the mail server said to the last attempt; empty where it said nothing. */
  answer: string
  /** Whether *Try again* can help. */
  retryable: boolean
}
