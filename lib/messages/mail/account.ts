import { momentInWords } from '@/lib/zone'
import { joinWords } from '../invitation'
import { askAdmin, type By, byWords, changePassword, ignoreIt, type Nothing, told } from './message'

/**
 * `organization`: null for the operators of this server. `by`: null where it is not known who invited them. `twoFactor`:
 * they set it up as they join. `from`: or they must have it from then on. `passkeys`: nothing but a passkey counts for them.
 */
type Invitation = {
  organization: string | null
  by: By | null
  path: string
  twoFactor: boolean
  from?: { hour: string; timeZone: string }
  passkeys?: boolean
}

const invited = ({ organization, by }: Invitation) =>
  `${by === null ? 'Your admin' : byWords(by)} invited you to ${organization ?? 'the operators'}.`

const withWhat = (passkeys?: boolean) =>
  passkeys
    ? 'Use the phone, computer or security key that you want to sign in with: a passkey is what counts here.'
    : 'Have your phone ready: most people use an authenticator app, such as Google Authenticator, Microsoft Authenticator or 1Password.'

function whatToDo({ twoFactor, from, organization, passkeys }: Invitation): string {
  if (twoFactor)
    return `Open the link to choose a password and set up two-factor authentication. ${withWhat(passkeys)}`
  if (!from) return 'Open the link to choose a password.'
  const hour = momentInWords(from.timeZone, new Date(from.hour), true)
  return `Open the link to choose a password. ${organization ?? 'This server'} requires two-factor authentication from ${hour}: you can set it up as soon as you've joined. ${withWhat(passkeys)}`
}

/** `before`, `phone`: null where there was none, or is none any more. */
type Phone = { before: string | null; phone: string | null }

const numbers = ({ before, phone }: Phone) => [
  phone === null ? 'It was removed.' : `It's now ${phone}.`,
  ...(before === null ? [] : [`Before, it was ${before}.`]),
]

/** Emails about an invitation, a password, an email address or a phone number. */
export const accountMessages = {
  invitation: told((invitation: Invitation) => ({
    // It was someone else's browser and address that sent it.
    withoutOccasion: true,
    subject: joinWords(invitation.organization),
    paragraphs: [
      `${invited(invitation)} ${whatToDo(invitation)}`,
      'The link works once and expires in 72 hours. After that, ask for a new one.',
    ],
    link: { label: 'Join', path: invitation.path },
    notYou: ignoreIt,
  })),
  'password-changed': told((_: Nothing) => ({
    subject: 'Your password was changed',
    paragraphs: ["Your password was changed. You're signed out everywhere else."],
    notYou: {
      others:
        "If this wasn't you, ask an admin of your organization to suspend your account now: someone else knows your old password.",
      alone:
        "If this wasn't you, choose a new password now: “Forgot your password?” on the sign-in page sends you a link. Someone else knows your old one.",
    },
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
  /** At an admin's hands: to the new address … */
  'email-confirm-for-you': told(
    ({ by, organization, path }: { by: string; organization: string; path: string }) => ({
      // It was someone else's browser and address that sent it.
      withoutOccasion: true,
      subject: 'Confirm your new email address',
      paragraphs: [
        `${by} of ${organization} entered this as the email address you sign in with. Confirm it, and it replaces your current one.`,
        'The link works once and expires in 60 minutes.',
      ],
      link: { label: 'Confirm email address', path },
      notYou: ignoreIt,
    }),
  ),
  /** … and to the one before. */
  'email-changing-for-you': told(({ by, to, path }: { by: string; to: string; path: string }) => ({
    withoutOccasion: true,
    subject: 'Your email address is about to change',
    paragraphs: [
      `${by} asked to change the email address of your account to ${to}. It changes once the link we sent there is used.`,
      "If that's wrong, stop it: you keep your address and are signed out everywhere. The link works for 7 days, even after the change.",
    ],
    link: { label: "That's wrong: keep my address", path },
    notYou: "If you expected this, there's nothing to do here. Open the email at the new address.",
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
    subject: 'Your email address was restored',
    paragraphs: [
      "The change of your email address was undone, and you're signed out everywhere.",
      'Someone may know your password. Choose a new one now.',
    ],
    link: { label: 'Choose a new password', path: '/forgot-password' },
  })),
  /** `by`: null where it was the person themselves. */
  'contact-phone-changed': told(({ by, ...phone }: Phone & { by: string | null }) => ({
    subject: 'Your contact phone was changed',
    paragraphs: [
      [
        by === null
          ? 'The contact phone of your account was changed.'
          : `${by} changed the contact phone of your account.`,
        ...numbers(phone),
      ].join(' '),
      "The server's support team calls it before they help you back into a locked account.",
    ],
    notYou: by === null ? changePassword : askAdmin,
  })),
  'organization-phone-changed': told(
    ({ by, organization, ...phone }: Phone & { by: string; organization: string }) => ({
      subject: `The contact phone of ${organization} was changed`,
      paragraphs: [
        [`${by} changed the contact phone of ${organization}.`, ...numbers(phone)].join(' '),
        "The server's support team calls it before they help a locked-out admin back in. You're getting this because you're an admin of the organization.",
      ],
      notYou: {
        others: 'If none of the admins expected this, change it back and ask.',
        alone: "If you didn't do this, change it back, and change your password now.",
      },
    }),
  ),
}
