import { headers } from 'next/headers'
import { type Code, sentence } from '../messages'
import { privateHeaders } from './headers'

/** What a page may be asked to say by `?notice=`: a closed set, so that nobody can make us say something. */
const failures = [
  'challenge-over',
  'challenge-replaced',
  'attempts-used-up',
  'session-over',
  'enrollment-over',
  'link-over',
] as const satisfies readonly Code[]

const successes = {
  'signed-out': 'You are signed out.',
  'two-factor-off': 'Two-factor authentication is off.',
  'password-changed': 'Your password is changed. Everything else that was signed in is signed out.',
  'password-reset': 'Your new password is saved. Sign in with it.',
  'recovery-asked':
    'If there is an account with this address, a mail is on its way that says what comes next. Open it within 60 minutes.',
  'recovery-confirmed':
    'Confirmed. Whoever supports this server looks into it; you are told by mail what comes next.',
  'recovery-confirmed-unattended':
    "Confirmed. This server has no support team yet, so your request waits for whoever runs the server. Ask them directly if you can; you'll get an email when it is decided.",
  'recovery-stopped':
    'Stopped for good. Nothing was changed, and whoever knew of the request is told by mail.',
  'recovery-completed':
    'Your new password is saved. Sign in with it; then you scan a QR code with your authenticator app.',
  'recovery-fresh': 'A fresh link is on its way to the same address. It works for 60 minutes.',
  'request-approved': 'Approved. Everybody concerned is told by mail.',
  'request-approved-once': 'Approved. Another operator has to approve as well: then the wait begins.',
  'request-rejected': 'Rejected. Everybody concerned is told by mail.',
  'organization-added': 'Added. Hand the invitation link over: it works once, for 72 hours.',
  'organization-suspended': 'Suspended. All of its people are signed out.',
  'organization-reactivated': 'Reactivated. Its people may sign in again.',
  'email-changed': 'Your email address is changed. From now on you sign in with it.',
  'email-restored':
    'Your email address is as it was, and everything is signed out. Choose a new password now: somebody may know the old one.',
  'user-added': 'Added. Hand the invitation link over: it works once, for 72 hours.',
  'invitation-renewed': 'Here is a new invitation link. The one before it works no more.',
  'email-retried': 'We’re trying again. Reload this page in a few seconds.',
  'session-ended': 'Signed out there.',
  'sessions-ended': 'All other sessions are signed out.',
  'two-factor-reset': 'Two-factor authentication is reset. They are signed out everywhere.',
  suspended: 'Suspended.',
  reactivated: 'Reactivated.',
  unlocked: 'Unlocked.',
  'signed-out-everywhere': 'Signed out everywhere.',
  'user-removed': 'Removed. The email address is free again.',
} as const

export type SuccessNotice = keyof typeof successes
export type FailureNotice = (typeof failures)[number]

/** What this page is to say, once: by the query that led to it, or by what became of it (`server/notice.ts`). */
export async function noticeOf(query: unknown): Promise<Notice | null> {
  return noticeNamed(query ?? (await headers()).get(privateHeaders.notice))
}

type Notice = { tone: 'success' | 'danger'; text: string }

/** The notice of this name; null for any other text. */
function noticeNamed(name: unknown): Notice | null {
  const failure = failures.find((code) => code === name)
  if (failure) return { tone: 'danger', text: sentence(failure) }
  const success = Object.entries(successes).find(([key]) => key === name)
  return success ? { tone: 'success', text: success[1] } : null
}

/** A path with a notice to show there. */
export const withNotice = (path: string, notice: SuccessNotice | FailureNotice) => `${path}?notice=${notice}`
