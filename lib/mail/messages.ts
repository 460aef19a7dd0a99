import type { Occasion } from './outbox'

/** What a mail says, before it is text or HTML. */
export type Message = {
  subject: string
  paragraphs: string[]
  /** A link to a page of ours, by its path. */
  link?: { label: string; path: string }
  /** What to do if it was somebody else. */
  notYou?: string
}

type Told<Facts> = (facts: Facts, occasion: Occasion, merged: number) => Message

const told = <Facts>(write: Told<Facts>) => write

const changePassword =
  'If this was not you, change your password at once and tell an admin of your organization: somebody else may know it.'
const tellAdmin = 'If you did not expect this, ask an admin of your organization.'

/** Every mail there is. The facts are plain values, no secrets but the token of a link to the person themselves. */
export const messages = {
  invitation: told(({ organization, by, path }: { organization: string; by: string; path: string }) => ({
    subject: `Join ${organization}`,
    paragraphs: [
      `${by} invites you to ${organization}. Choose a password and you are in.`,
      'The link works once, for 72 hours. After that, ask for a new one.',
    ],
    link: { label: 'Join', path },
    notYou: 'If you know nothing of this, ignore this mail: nothing happens without you.',
  })),
  'password-changed': told((_: Record<string, never>) => ({
    subject: 'Your password was changed',
    paragraphs: ['Your password was changed. Everything else that was signed in is signed out.'],
    notYou:
      'If this was not you, ask an admin of your organization at once to suspend your account: somebody else knows your old password.',
  })),
  'password-reset': told(({ path }: { path: string }) => ({
    subject: 'Choose a new password',
    paragraphs: [
      'Somebody, probably you, forgot the password of your account. The link leads to a page where you choose a new one.',
      'It works once, for 60 minutes. Signing in asks for your authentication code as before.',
    ],
    link: { label: 'Choose a new password', path },
    notYou: 'If this was not you, ignore this mail: your password stays as it is.',
  })),
  'email-confirm': told(({ path }: { path: string }) => ({
    subject: 'Confirm your new email address',
    paragraphs: [
      'You asked to sign in with this email address from now on. Confirm it, and it takes the place of the one before.',
      'The link works once, for 60 minutes.',
    ],
    link: { label: 'Confirm email address', path },
    notYou: 'If you know nothing of this, ignore this mail: nothing happens without you.',
  })),
  'email-changing': told(({ to, path }: { to: string; path: string }) => ({
    subject: 'Your email address is about to change',
    paragraphs: [
      `Somebody, probably you, gave your password and asked that your account has the email address ${to} from now on.`,
      "If this wasn't you, stop it: your address stays, and everything that is signed in is signed out. The link works for seven days, even after the change.",
    ],
    link: { label: "This wasn't me", path },
    notYou: 'If this was you, there is nothing to do here: look for the mail at the new address.',
  })),
  'email-changed': told(({ to, path }: { to: string; path: string }) => ({
    subject: 'Your email address was changed',
    paragraphs: [
      `Your account now has the email address ${to}. You sign in with it.`,
      "If this wasn't you, take it back: this address is restored, and everything that is signed in is signed out. The link works for seven days.",
    ],
    link: { label: "This wasn't me", path },
    notYou: 'If this was you, there is nothing to do.',
  })),
  'email-restored': told((_: Record<string, never>) => ({
    subject: 'Your email address is as it was',
    paragraphs: [
      'The change of your email address was taken back, and everything that was signed in is signed out.',
      'Somebody may know your password: choose a new one now.',
    ],
    link: { label: 'Choose a new password', path: '/forgot-password' },
  })),
  'sign-in-unfinished': told((_: Record<string, never>, __: Occasion, merged: number) => ({
    subject: 'Your password was given, but no code',
    paragraphs: [
      'Somebody gave your right password and did not finish the sign-in: the second step was missing or wrong.',
      ...(merged > 1 ? [`This happened ${merged} times; the last time is given below.`] : []),
    ],
    notYou: changePassword,
  })),
  'new-browser': told((_: Record<string, never>, __: Occasion, merged: number) => ({
    subject: 'A sign-in from a browser not seen before',
    paragraphs: [
      'You signed in from a browser that was not used with your account before.',
      ...(merged > 1 ? [`This happened ${merged} times; the last time is given below.`] : []),
    ],
    link: { label: 'See your sessions', path: '/profile' },
    notYou: changePassword,
  })),
  'two-factor-enabled': told((_: Record<string, never>) => ({
    subject: 'Two-factor authentication is on',
    paragraphs: [
      'Two-factor authentication was turned on for your account. From now on, a code from your authenticator app follows your password.',
      'Keep your recovery codes where you find them without your phone.',
    ],
    notYou:
      'If this was not you, ask an admin of your organization to reset two-factor authentication, and change your password.',
  })),
  'two-factor-replaced': told((_: Record<string, never>) => ({
    subject: 'Your authenticator was replaced',
    paragraphs: [
      'Another authenticator app took the place of yours. Codes of the old one and its recovery codes work no more.',
    ],
    notYou:
      'If this was not you, ask an admin of your organization to reset two-factor authentication, and change your password.',
  })),
  'two-factor-disabled': told((_: Record<string, never>) => ({
    subject: 'Two-factor authentication is off',
    paragraphs: [
      'Two-factor authentication was turned off for your account. The password alone opens it now.',
    ],
    notYou: changePassword,
  })),
  'two-factor-required': told(({ organization, enabled }: { organization: string; enabled: boolean }) => ({
    subject: 'Two-factor authentication is now required',
    paragraphs: [
      `${organization} now requires two-factor authentication of you.`,
      enabled
        ? 'You have it on already: nothing changes, except that you cannot turn it off.'
        : 'At your next sign-in you scan a QR code with an authenticator app. Have your phone at hand: it takes a minute.',
    ],
    notYou: tellAdmin,
  })),
  'two-factor-reset': told(
    ({ by, removed, required }: { by: string; removed: string; required: boolean }) => ({
      subject: 'Your two-factor authentication was reset',
      paragraphs: [
        `${by} reset your two-factor authentication. Removed: ${removed}.`,
        required
          ? 'Sign in with your password; then you scan a new QR code.'
          : 'Sign in with your password alone, and turn two-factor authentication on again from your profile.',
      ],
      link: { label: 'Sign in', path: '/sign-in' },
      notYou:
        'If you did not ask for this, tell an admin of your organization at once: somebody may be trying to take your account.',
    }),
  ),
  'two-factor-reset-of-other': told(
    ({ by, who, removed, reason }: { by: string; who: string; removed: string; reason: string }) => ({
      subject: `Two-factor authentication of ${who} was reset`,
      paragraphs: [
        `${by} reset the two-factor authentication of ${who}. Removed: ${removed}.`,
        ...(reason === '' ? [] : [`The reason given: ${reason}`]),
        'You get this because you are an admin of the organization.',
      ],
      notYou: 'If nobody among you knows why, suspend the account and ask.',
    }),
  ),
  'recovery-code-used': told(({ left }: { left: number }) => ({
    subject: 'A recovery code was used',
    paragraphs: [
      'One of your recovery codes was used in place of a code from your authenticator app.',
      left === 0
        ? 'It was the last one. Make new recovery codes from your profile now: without them and without your phone you cannot sign in.'
        : left <= 3
          ? `Only ${left} ${left === 1 ? 'is' : 'are'} left. Make new recovery codes from your profile.`
          : `${left} are left.`,
    ],
    link: { label: 'Open your profile', path: '/profile' },
    notYou: changePassword,
  })),
  'recovery-codes-renewed': told((_: Record<string, never>) => ({
    subject: 'You have new recovery codes',
    paragraphs: ['Ten new recovery codes were made for your account. The old ones work no more.'],
    notYou: changePassword,
  })),
  'sign-in-delayed': told((_: Record<string, never>, __: Occasion, merged: number) => ({
    subject: 'Wrong codes after your password',
    paragraphs: [
      'Somebody gave your right password and then ten wrong codes in a row. Codes are not looked at for a while.',
      ...(merged > 1 ? [`This happened ${merged} times; the last time is given below.`] : []),
    ],
    notYou: changePassword,
  })),
  'sign-in-locked': told((_: Record<string, never>) => ({
    subject: 'Your sign-in is locked',
    paragraphs: [
      'Somebody gave your right password and then a hundred wrong codes in a row. The second step is locked, for you as well.',
      'Ask an admin of your organization to unlock it.',
    ],
    notYou: changePassword,
  })),
} satisfies Record<string, Told<never>>

export type MailName = keyof typeof messages
export type FactsOf<Name extends MailName> = Parameters<(typeof messages)[Name]>[0]
