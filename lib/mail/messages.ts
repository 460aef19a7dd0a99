import type { Occasion } from './outbox'

/** What a mail says, before it is text or HTML. */
export type Message = {
  subject: string
  paragraphs: string[]
  /** A link to a page of ours, by its path. */
  link?: { label: string; path: string }
  /** Left out: when and from where, which says nothing of what time or an operator brought about. */
  withoutOccasion?: true
  /** What to do if it was somebody else. */
  notYou?: string
}

type Told<Facts> = (facts: Facts, occasion: Occasion, merged: number) => Message

const told = <Facts>(write: Told<Facts>) => write

const changePassword =
  'If this was not you, change your password at once and tell an admin of your organization: somebody else may know it.'
const tellAdmin = 'If you did not expect this, ask an admin of your organization.'

/** A moment as people say it, UTC. */
export const moment = (at: string) =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(at))} UTC`

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
      'It works once, for 60 minutes. Two-factor authentication stays as it is.',
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
  'session-stolen': told(({ client: name }: { client: string }) => ({
    subject: 'A session was ended for your safety',
    paragraphs: [
      `We ended the session of ${name}: it was renewed twice with the same key, and each key works once. This can happen when the app was restored from a backup, or when someone else has a copy of the key.`,
      'Sign in again there.',
    ],
    link: { label: 'See your sessions', path: '/profile' },
    notYou: 'If it happens again, change your password and tell an admin of your organization.',
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
  'sign-in-unlocked': told(({ who, by, reason }: { who: string; by: string; reason: string }) => ({
    subject: `Sign-in for ${who} was unlocked`,
    paragraphs: [
      `Whoever runs the server (${by}) unlocked sign-in for ${who} after too many wrong passwords or codes. Password and code are asked for as before.`,
      `The reason given: ${reason}`,
    ],
    notYou: 'If nobody among you knows why, ask whoever runs the server.',
  })),
  'recovery-asked': told(({ path }: { path: string }) => ({
    subject: 'Confirm that you asked to recover your account',
    paragraphs: [
      'Somebody, probably you, asked to recover your admin account. Confirm it, and whoever supports this server looks into it.',
      'The link works once, for 60 minutes. It is quicker to sign in with a recovery code, or to ask another admin of your organization to reset your two-factor authentication.',
    ],
    link: { label: 'See the request', path },
    notYou:
      "If this wasn't you, open the page all the same and stop the request, or ignore this mail: it ends by itself.",
  })),
  'recovery-for-agents': told((_: Record<string, never>) => ({
    subject: 'Ask an admin of your organization',
    paragraphs: [
      'Somebody, probably you, asked to recover your account. Your own admins help quicker: ask one of them to reset your two-factor authentication, or sign in with a recovery code.',
      'If you forgot your password, choose a new one yourself.',
    ],
    link: { label: 'Choose a new password', path: '/forgot-password' },
    notYou: 'If this was not you, ignore this mail: nothing was changed.',
  })),
  'recovery-under-way': told((_: Record<string, never>) => ({
    subject: 'Your recovery request is under way',
    paragraphs: [
      'Somebody, probably you, asked to recover your admin account again. There is a request already, and it is being looked into: nothing more is needed.',
    ],
    notYou:
      "If this wasn't you, stop the request by the link in the mail about it, or sign in: that withdraws it.",
  })),
  'recovery-confirmed': told(({ who, path }: { who: string; path: string; ready: string }) => ({
    subject: `Recovery of the account of ${who} was asked for`,
    paragraphs: [
      `The admin account of ${who} is to be recovered because its second factor or password is lost. Whoever supports this server looks into it; nothing is changed yet.`,
      `If ${who} did not ask for this, stop it now. One click ends the request for good.`,
    ],
    link: { label: "This wasn't me: stop this request", path },
    notYou: `If you know that ${who} is locked out, there is nothing to do.`,
  })),
  'recovery-to-decide': told(({ who, path }: { who: string; path: string }) => ({
    subject: `A recovery request waits: ${who}`,
    paragraphs: [
      `${who} confirmed a recovery request by mail. Check who is asking, on a way that was known before, and decide.`,
    ],
    link: { label: 'Look into it', path },
  })),
  'recovery-unattended': told(({ who, id }: { who: string; id: string }) => ({
    withoutOccasion: true,
    subject: `A recovery request is waiting and there is no operator: ${who}`,
    paragraphs: [
      `${who} confirmed a recovery request by email. This server has no operator who could decide.`,
      'Add one on the server: npm run countersign -- operator add EMAIL',
      `Or decide yourself, once you have checked through another channel who is asking: npm run countersign -- recovery approve ${id} --reason "…"`,
    ],
  })),
  'recovery-approved': told(({ who, path, ready }: { who: string; path: string; ready: string }) => ({
    withoutOccasion: true,
    subject: `Recovery of the account of ${who} was approved`,
    paragraphs: [
      `The recovery request for the admin account of ${who} was approved. From ${moment(ready)} on it can be completed: the old authenticator, recovery codes and sessions go then, and a new password is chosen.`,
      `Until then it can be stopped with one click, if ${who} did not ask for it.`,
    ],
    link: { label: "This wasn't me: stop this request", path },
    notYou: `If you know that ${who} is locked out, there is nothing to do. The link to complete it comes by mail.`,
  })),
  'recovery-reminder': told(({ who, path, ready }: { who: string; path: string; ready: string }) => ({
    withoutOccasion: true,
    subject: `Half of the wait is over: recovery of the account of ${who}`,
    paragraphs: [
      `The recovery request for the admin account of ${who} can be completed from ${moment(ready)} on. If ${who} did not ask for it, stop it now.`,
    ],
    link: { label: "This wasn't me: stop this request", path },
    notYou: `If you know that ${who} is locked out, there is nothing to do.`,
  })),
  'recovery-ready': told(({ path }: { path: string }) => ({
    withoutOccasion: true,
    subject: 'Recover your account now',
    paragraphs: [
      'The wait is over. The link leads to a page where you choose a new password; then you sign in and scan a QR code with your new phone.',
      'The link works once, for 60 minutes. For seven days its page sends you a fresh one.',
    ],
    link: { label: 'Recover your account', path },
    notYou:
      "If you did not ask for this, don't open it: sign in as usual, which withdraws the request, and tell whoever runs this server.",
  })),
  'recovery-rejected': told(({ who, reason }: { who: string; reason: string }) => ({
    withoutOccasion: true,
    subject: `Recovery of the account of ${who} was rejected`,
    paragraphs: [
      `The recovery request for the admin account of ${who} was rejected. Nothing was changed.`,
      `The reason given: ${reason}`,
    ],
  })),
  'recovery-stopped': told(({ who, by }: { who: string; by: string }) => ({
    subject: `Recovery of the account of ${who} was stopped`,
    paragraphs: [
      `The recovery request for the admin account of ${who} was stopped by the link that ${by} was sent. It is over for good, and nothing was changed.`,
    ],
    notYou: 'If the request was yours, ask again and tell the other admins before.',
  })),
  'recovery-withdrawn': told(({ who }: { who: string }) => ({
    subject: `Recovery of the account of ${who} was withdrawn`,
    paragraphs: [`${who} signed in as usual: the recovery request is withdrawn, and nothing was changed.`],
  })),
  'recovery-completed': told(({ who, removed }: { who: string; removed: string }) => ({
    subject: `The account of ${who} was recovered`,
    paragraphs: [
      `The admin account of ${who} has a new password. Removed: ${removed}. At the next sign-in a new QR code is scanned.`,
    ],
    notYou: `If ${who} did not do this, suspend the account at once, and tell whoever runs this server.`,
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
  'setup-key-elsewhere': told(({ places, more }: { places: Occasion[]; more: number }) => ({
    subject: 'Another sign-in was shown a setup key for your account',
    paragraphs: [
      'Within the hour before you confirmed your authenticator app, a setup key for your account was also shown in another sign-in:',
      ...places.map(({ client, address, at }) => `${moment(at)}: ${client}, ${address}`),
      ...(more > 0 ? [`There were ${more} more.`] : []),
      'Every sign-in gets a setup key of its own. Only the one that you confirmed works; the others are void.',
    ],
    notYou: `If that was you too, there is nothing to do. ${changePassword}`,
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
