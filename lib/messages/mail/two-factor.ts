import { momentInWords } from '@/lib/zone'
import { counted } from '../codes'
import { removedWords, staysWords, type Taken } from '../two-factor'
import {
  after,
  askAdmin,
  type By,
  byWords,
  changePassword,
  moment,
  type Nothing,
  type Occasion,
  told,
} from './message'

const resetAndChange = {
  others:
    "If this wasn't you, ask an admin of your organization to reset your two-factor authentication, and change your password.",
  alone:
    "If this wasn't you, change your password now, and remove what isn't yours from your profile. If you can't sign in any more, “Lost your authenticator?” on the sign-in page leads to a recovery request.",
}

/** `passkeys`: nothing but a passkey counts for them. */
type Required = { organization: string; enabled: boolean; reason?: string; passkeys?: boolean }

type SetUpBy = { organization: string; by: string; timeZone: string; passkeys?: boolean }

type SetUpAsked = { organization: string; required: boolean; passkeys?: boolean }

const needed = (passkeys?: boolean) =>
  passkeys
    ? 'You need a minute, and the phone, computer or security key that you want to sign in with: a passkey is what counts here.'
    : 'You need your phone with an authenticator app, and a minute.'

type Reset = { by: By; removed: Taken; required: boolean }

type ResetOfOther = { by: By; who: string; removed: Taken; reason: string }

/** Emails about the second factor. */
export const twoFactorMessages = {
  'two-factor-enabled': told(({ passkey }: { passkey?: string }) => ({
    subject: 'Two-factor authentication is on',
    paragraphs: [
      passkey === undefined
        ? "Two-factor authentication was turned on for your account. From now on, you'll be asked for a code from your authenticator app after your password."
        : `Two-factor authentication was turned on for your account. From now on, you'll be asked for your passkey “${passkey}” after your password.`,
      passkey === undefined
        ? 'Keep your recovery codes somewhere you can reach without your phone.'
        : 'Keep your recovery codes somewhere you can reach without the device that has your passkey.',
    ],
    notYou: resetAndChange,
  })),
  'two-factor-replaced': told((_: Nothing) => ({
    subject: 'Your authenticator was replaced',
    paragraphs: [
      'Another authenticator app replaced yours. Codes from the old one and its recovery codes no longer work.',
    ],
    notYou: resetAndChange,
  })),
  'authenticator-added': told(({ called }: { called: string }) => ({
    subject: 'An authenticator was added',
    paragraphs: [
      `“${called}” was added to your account. Its codes sign you in, and so do those of the authenticators you had before.`,
    ],
    notYou: resetAndChange,
  })),
  'authenticator-renamed': told(({ called, calledBefore }: { called: string; calledBefore: string }) => ({
    subject: 'An authenticator was renamed',
    paragraphs: [`“${calledBefore}” is now called “${called}”. Its codes work as before.`],
    notYou: resetAndChange,
  })),
  'authenticator-removed': told(({ called, left }: { called: string; left: number }) => ({
    subject: 'An authenticator was removed',
    paragraphs: [
      `“${called}” was removed from your account. Its codes no longer work. You have ${counted(left, 'authenticator')} left.`,
    ],
    notYou: resetAndChange,
  })),
  'passkey-added': told(({ passkey }: { passkey: string }) => ({
    subject: 'A passkey was added',
    paragraphs: [
      `“${passkey}” was added to your account. It signs you in, and so does everything that did before.`,
    ],
    notYou: resetAndChange,
  })),
  'passkey-renamed': told(({ passkey, calledBefore }: { passkey: string; calledBefore: string }) => ({
    subject: 'A passkey was renamed',
    paragraphs: [`“${calledBefore}” is now called “${passkey}”. It works as before.`],
    notYou: resetAndChange,
  })),
  'passkey-removed': told(({ passkey }: { passkey: string }) => ({
    subject: 'A passkey was removed',
    paragraphs: [
      `“${passkey}” was removed from your account and no longer signs you in. Your device may still show it: delete it there, too.`,
    ],
    notYou: resetAndChange,
  })),
  'passkey-stopped': told(({ passkey }: { passkey: string }) => ({
    subject: 'A passkey of yours no longer works',
    paragraphs: [
      `“${passkey}” counts how often it is used, and that count went back. It may have been copied, so it no longer signs you in. The sign-in was refused.`,
      'Sign in another way, remove it from your profile, and add a new passkey.',
    ],
    link: { label: 'Open your profile', path: '/profile' },
    notYou: resetAndChange,
  })),
  'setup-key-elsewhere': told(({ places, more }: { places: Occasion[]; more: number }) => ({
    subject: 'Another sign-in was shown a setup key for your account',
    paragraphs: [
      'Within the hour before you confirmed your authenticator app, a setup key for your account was also shown in another sign-in:',
      ...places.map(({ client, address, at }) => `${moment(at)}: ${client}, ${address}`),
      ...(more > 0 ? [`There were ${more} more.`] : []),
      "Every sign-in gets a setup key of its own. Only the one that you confirmed works; the others don't.",
    ],
    notYou: after("If that was you too, there's nothing to do.", changePassword),
  })),
  'two-factor-disabled': told((_: Nothing) => ({
    subject: 'Two-factor authentication is off',
    paragraphs: [
      'Two-factor authentication was turned off for your account. You now sign in with your password only.',
    ],
    notYou: changePassword,
  })),
  'enrollment-link': told(({ organization, path }: { organization: string; path: string }) => ({
    // It was the admin's browser and address.
    withoutOccasion: true,
    subject: 'Your link to set up two-factor authentication',
    paragraphs: [
      `${organization} makes sure that it's you who sets up two-factor authentication. Open this link in the browser in which you want to sign in, then sign in there and set it up.`,
      'It works once, for 7 days. An admin can send you another one.',
    ],
    link: { label: 'Continue', path },
    notYou: askAdmin,
  })),
  'two-factor-required': told(({ organization, enabled, reason, passkeys }: Required) => ({
    // It was the admin's browser and address.
    withoutOccasion: true,
    subject: 'Two-factor authentication is now required',
    paragraphs: [
      `${organization} now requires you to use two-factor authentication.`,
      ...(reason ? [`The reason given: ${reason}`] : []),
      enabled
        ? "It's already on for your account. Nothing changes, except that you can't turn it off."
        : `You'll set it up at your next sign-in. ${needed(passkeys)}`,
    ],
    notYou: askAdmin,
  })),
  'set-up-by': told(({ organization, by, timeZone, passkeys }: SetUpBy) => ({
    withoutOccasion: true,
    subject: `Set up two-factor authentication by ${momentInWords(timeZone, new Date(by))}`,
    paragraphs: [
      `${organization} requires two-factor authentication from ${momentInWords(timeZone, new Date(by), true)}.`,
      `Set it up before then, and nothing will stop you. ${needed(passkeys)} Otherwise you'll be asked to set it up when you next sign in.`,
    ],
    link: { label: 'Set up now', path: '/profile/two-factor' },
    notYou: askAdmin,
  })),
  'set-up-asked': told(({ organization, required, passkeys }: SetUpAsked) => ({
    withoutOccasion: true,
    subject: 'Reminder: set up two-factor authentication',
    paragraphs: [
      required
        ? `${organization} requires two-factor authentication, and you haven't set it up yet.`
        : `An admin of ${organization} asks you to turn on two-factor authentication. It adds ${passkeys ? 'your passkey' : 'a code from your phone'} to every sign-in.`,
      `${needed(passkeys)}${required ? " You'll be asked to set it up when you next sign in." : ''}`,
    ],
    link: { label: 'Set up now', path: '/profile/two-factor' },
    notYou: askAdmin,
  })),
  'more-time': told(
    ({ organization, until, timeZone }: { organization: string; until: string; timeZone: string }) => ({
      withoutOccasion: true,
      subject: 'You have more time to set up two-factor authentication',
      paragraphs: [
        `An admin of ${organization} gave you more time: set up two-factor authentication by ${momentInWords(timeZone, new Date(until), true)}.`,
      ],
      link: { label: 'Set up now', path: '/profile/two-factor' },
      notYou: askAdmin,
    }),
  ),
  'passkeys-only': told(
    ({ organization, by, timeZone }: { organization: string; by: string | null; timeZone: string }) => ({
      withoutOccasion: true,
      subject: by
        ? `Add a passkey by ${momentInWords(timeZone, new Date(by))}`
        : `${organization} now accepts passkeys only`,
      paragraphs: by
        ? [
            `From ${momentInWords(timeZone, new Date(by), true)}, ${organization} accepts passkeys only: codes from your authenticator app no longer sign you in.`,
            'Add a passkey from your profile before then. It takes a minute, on the phone or computer that you sign in with, or with a security key.',
          ]
        : [
            `${organization} now accepts passkeys only: codes from your authenticator app no longer sign you in, and you have no passkey yet.`,
            'While you are signed in, add one from your profile. Otherwise use a recovery code at your next sign-in, which leads you to adding one. If you have no recovery code, ask an admin to reset your two-factor authentication.',
          ],
      link: { label: 'Add a passkey', path: '/profile' },
      notYou: askAdmin,
    }),
  ),
  'two-factor-reset': told(({ by, removed, required }: Reset) => ({
    subject: 'Your two-factor authentication was reset',
    paragraphs: [
      `${byWords(by)} reset your two-factor authentication. Removed: ${removedWords(removed)}. ${staysWords('Your')}`,
      required
        ? "Sign in with your password. You'll then set it up again."
        : 'Sign in with your password only, and turn two-factor authentication on again from your profile.',
    ],
    link: { label: 'Sign in', path: '/sign-in' },
    notYou: {
      others:
        "If you didn't ask for this, tell an admin of your organization now: someone may be trying to take over your account.",
      alone:
        "If you didn't ask for this, tell whoever runs this server now: someone may be trying to take over your account.",
    },
  })),
  'two-factor-reset-of-other': told(({ by, who, removed, reason }: ResetOfOther) => ({
    subject: `Two-factor authentication of ${who} was reset`,
    paragraphs: [
      `${byWords(by)} reset the two-factor authentication of ${who}. Removed: ${removedWords(removed)}. ${staysWords('Their')}`,
      ...(reason === '' ? [] : [`The reason given: ${reason}`]),
      "You're getting this because you're an admin of the organization.",
    ],
    notYou: 'If none of the admins expected this, suspend the account and ask.',
  })),
  'recovery-code-used': told(({ left }: { left: number }) => ({
    subject: 'A recovery code was used',
    paragraphs: [
      'One of your recovery codes was used in place of your second factor.',
      left === 0
        ? "It was the last one. Make new recovery codes from your profile now: without them and without your second factor you can't sign in."
        : left <= 3
          ? `Only ${left} ${left === 1 ? 'is' : 'are'} left. Make new recovery codes from your profile.`
          : `${left} are left.`,
    ],
    link: { label: 'Open your profile', path: '/profile' },
    notYou: changePassword,
  })),
  'recovery-codes-renewed': told((_: Nothing) => ({
    subject: 'You have new recovery codes',
    paragraphs: ['10 new recovery codes were made for your account. The old ones no longer work.'],
    notYou: changePassword,
  })),
}
