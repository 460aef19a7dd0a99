import { changePassword, howOften, type Nothing, type Occasion, told } from './message'

/** `lost`: they have 2FA on; otherwise they cannot set it up. */
type Asked = { who: string; lost: boolean; path: string }

/** Emails about people who ask their admins for help. */
export const helpMessages = {
  'help-asked': told(({ who, lost, path }: Asked, _: Occasion, merged: number) => ({
    subject: `${who} can't sign in and asks for help`,
    paragraphs: [
      lost
        ? `${who} entered the correct password but lost their authenticator. They ask you to reset their two-factor authentication.`
        : `${who} entered the correct password but can't set up two-factor authentication, which is required. They ask you for help.`,
      "Before you change anything, make sure it's really them: call them or talk to them in person. Anyone who knows their password could have sent this.",
      ...(merged > 1
        ? [`${merged - 1} more ${merged === 2 ? 'request' : 'requests'} came in before this one.`]
        : []),
    ],
    link: { label: `Manage ${who}`, path },
  })),
  'help-asked-for-you': told((_: Nothing, __: Occasion, merged: number) => ({
    subject: 'You asked your admins for help',
    paragraphs: [
      'Someone, probably you, entered your correct password and asked the admins of your organization for help with signing in.',
      ...howOften(merged),
    ],
    notYou: changePassword,
  })),
}
