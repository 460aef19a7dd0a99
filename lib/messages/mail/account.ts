import { joinWords } from '../invitation'
import { type By, byWords, ignoreIt, type Nothing, told } from './message'

/** `organization`: null for the operators of this server. `by`: null where it is not known who invited them. */
type Invitation = { organization: string | null; by: By | null; path: string; twoFactor: boolean }

const invited = ({ organization, by }: Invitation) =>
  `${by === null ? 'Your admin' : byWords(by)} invited you to ${organization ?? 'the operators'}.`

/** Emails about an invitation, a password or an email address. */
export const accountMessages = {
  invitation: told((invitation: Invitation) => ({
    // It was someone else's browser and address that sent it.
    withoutOccasion: true,
    subject: joinWords(invitation.organization),
    paragraphs: [
      invitation.twoFactor
        ? `${invited(invitation)} Open the link to choose a password and set up two-factor authentication. You need your phone for that: you'll scan a QR code with an authenticator app, such as Google Authenticator, Microsoft Authenticator or 1Password.`
        : `${invited(invitation)} Open the link to choose a password.`,
      'The link works once and expires in 72 hours. After that, ask for a new one.',
    ],
    link: { label: 'Join', path: invitation.path },
    notYou: ignoreIt,
  })),
  'password-changed': told((_: Nothing) => ({
    subject: 'Your password was changed',
    paragraphs: ["Your password was changed. You're signed out everywhere else."],
    notYou:
      "If this wasn't you, ask an admin of your organization to suspend your account now: someone else knows your old password.",
  })),
  'password-reset': told(({ path }: { path: string }) => ({
    subject: 'Choose a new password',
    paragraphs: [
      'Someone, probably you, forgot the password of your account. Open the link to choose a new one.',
      'The link works once and expires in 60 minutes. Two-factor authentication stays as it is.',
    ],
    link: { label: 'Choose a new password', path },
    notYou: "If this wasn't you, you can ignore this email. Your password stays the same.",
  })),
  'email-confirm': told(({ path }: { path: string }) => ({
    subject: 'Confirm your new email address',
    paragraphs: [
      'You asked to sign in with this email address. Confirm it, and it replaces your current one.',
      'The link works once and expires in 60 minutes.',
    ],
    link: { label: 'Confirm email address', path },
    notYou: ignoreIt,
  })),
  'email-changing': told(({ to, path }: { to: string; path: string }) => ({
    subject: 'Your email address is about to change',
    paragraphs: [
      `Someone, probably you, entered your password and asked to change the email address of your account to ${to}.`,
      "If this wasn't you, stop it: you keep your address and are signed out everywhere. The link works for 7 days, even after the change.",
    ],
    link: { label: "This wasn't me", path },
    notYou: "If this was you, there's nothing to do here. Open the email at the new address.",
  })),
  'email-changed': told(({ to, path }: { to: string; path: string }) => ({
    subject: 'Your email address was changed',
    paragraphs: [
      `The email address of your account is now ${to}. Use it to sign in.`,
      "If this wasn't you, undo it: you get this address back and are signed out everywhere. The link works for 7 days.",
    ],
    link: { label: "This wasn't me", path },
    notYou: "If this was you, there's nothing to do.",
  })),
  'email-restored': told((_: Nothing) => ({
    subject: 'Your email address is as it was',
    paragraphs: [
      "The change of your email address was undone, and you're signed out everywhere.",
      'Someone may know your password. Choose a new one now.',
    ],
    link: { label: 'Choose a new password', path: '/forgot-password' },
  })),
}
