import {
  after,
  type By,
  byWords,
  changePassword,
  howOften,
  type Nothing,
  type Occasion,
  told,
} from './message'

/** Emails about signing in and sessions. */
export const signInMessages = {
  'sign-in-unfinished': told((_: Nothing, __: Occasion, merged: number) => ({
    subject: 'Someone entered your password but no code',
    paragraphs: [
      "Someone entered your correct password and didn't finish signing in: the code was missing or incorrect.",
      ...howOften(merged),
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
    notYou: {
      others: 'If it happens again, change your password and tell an admin of your organization.',
      alone: 'If it happens again, change your password.',
    },
  })),
  'new-browser': told((_: Nothing, __: Occasion, merged: number) => ({
    subject: 'A sign-in from a new browser',
    paragraphs: ["You signed in from a browser that you hadn't used before.", ...howOften(merged)],
    link: { label: 'See your sessions', path: '/profile' },
    notYou: changePassword,
  })),
  'browser-trusted': told(({ browser, days }: { browser: string; days: number }) => ({
    subject: 'You trusted a browser',
    paragraphs: [
      `For ${days} days, signing in with ${browser} asks for your password only. It ends sooner when your password or your two-factor authentication changes.`,
    ],
    link: { label: 'See your trusted browsers', path: '/profile' },
    notYou: after('Forget the browser on your profile.', changePassword),
  })),
  'sign-in-unlocked': told(({ who, by, reason }: { who: string; by: By; reason?: string }) => ({
    subject: `Sign-in for ${who} was unlocked`,
    paragraphs: [
      `${byWords(by)} unlocked sign-in for ${who} after too many wrong passwords or codes. Password and code are asked for as before.`,
      ...(reason ? [`The reason given: ${reason}`] : []),
    ],
    notYou: 'If none of the admins expected this, ask whoever runs the server.',
  })),
  'sign-in-delayed': told((_: Nothing, __: Occasion, merged: number) => ({
    subject: 'Wrong codes after your password',
    paragraphs: [
      "Someone entered your correct password and then 10 wrong codes in a row. Codes won't be accepted for a while.",
      ...howOften(merged),
    ],
    notYou: changePassword,
  })),
  'sign-in-locked': told((_: Nothing) => ({
    subject: 'Your sign-in is locked',
    paragraphs: [
      'Someone entered your correct password and then too many wrong codes in a row. Sign-in is locked, for you as well.',
      {
        others: 'Ask an admin of your organization to unlock it.',
        alone: 'No one else in your organization can unlock it: ask whoever runs this server.',
      },
    ],
    notYou: changePassword,
  })),
}
