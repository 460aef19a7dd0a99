import { removedWords, type Taken } from '../two-factor'
import { moment, type Nothing, told } from './message'

/** `own`: it goes to the person themselves, not to another admin. */
type About = { who: string; own: boolean }

/** `status`: for the person themselves, the page that says where it stands. Missing in emails of before. */
type Stoppable = About & { path: string; ready: string; status?: string }

const ofWhom = ({ who, own }: About) => (own ? 'your account' : `the account of ${who}`)

/** Where a request is stopped: for the person themselves below what comes next, for others in first place. */
const stop = ({ who, own, path, status }: Stoppable) =>
  own
    ? {
        ...(status && { alsoLink: { label: 'See where it stands', path: status } }),
        notYou: "If you didn't ask for this, stop the request now. That ends it for good.",
        notYouLink: { label: "This wasn't me: stop this request", path },
      }
    : {
        link: { label: 'Stop this request', path },
        notYou: `If you know that ${who} is locked out, there's nothing to do.`,
      }

const noTeam =
  'This server has no full support team yet, so the request waits for whoever runs the server: ask them directly if you can.'

/** Emails about the recovery of an admin's account. */
export const recoveryMessages = {
  'recovery-asked': told(({ path }: { path: string }) => ({
    subject: 'Confirm that you asked to recover your account',
    paragraphs: [
      'Someone, probably you, asked to recover your admin account. Confirm it to have it reviewed.',
      'The link works once and expires in 60 minutes.',
      {
        others:
          "It's quicker to sign in with a recovery code, or to ask another admin of your organization to reset your two-factor authentication.",
        alone: "It's quicker to sign in with a recovery code, if you have one.",
      },
    ],
    link: { label: 'See the request', path },
    notYou:
      "If this wasn't you, open the link to stop the request, or ignore this email: the request expires on its own.",
  })),
  'recovery-for-agents': told((_: Nothing) => ({
    subject: 'Ask an admin of your organization',
    paragraphs: [
      'Someone, probably you, asked to recover your account. Your own admins can help you faster: ask one of them to reset your two-factor authentication, or sign in with a recovery code.',
      'If you forgot your password, choose a new one yourself.',
    ],
    link: { label: 'Choose a new password', path: '/forgot-password' },
    notYou: "If this wasn't you, you can ignore this email. Nothing was changed.",
  })),
  'recovery-under-way': told((_: Nothing) => ({
    subject: 'Your recovery request is under way',
    paragraphs: [
      'Someone, probably you, asked to recover your admin account again. Your first request is still under way: the emails about it say what comes next.',
    ],
    notYou:
      "If this wasn't you, stop the request with the link in the email about it, or sign in: that withdraws it.",
  })),
  'recovery-confirmed': told(({ unattended, ...about }: Stoppable & { unattended?: true }) => ({
    subject: `Recovery of ${ofWhom(about)} was asked for`,
    paragraphs: about.own
      ? [
          `You confirmed that you want to recover your admin account. ${unattended ? noTeam : "The server's support team has 7 days to review it and may call you back."} You'll get an email when it's decided. Nothing has changed yet.`,
          'If you can sign in after all, do so: that withdraws the request.',
        ]
      : [
          `${about.who} asked to recover their admin account because its second factor or password is lost. ${unattended ? noTeam : "The server's support team has 7 days to review it."} Nothing has changed yet.`,
          `If ${about.who} didn't ask for this, stop it now. That ends the request for good.`,
        ],
    ...stop(about),
  })),
  'recovery-to-decide': told(({ who, path }: { who: string; path: string }) => ({
    subject: `Recovery request waiting: ${who}`,
    paragraphs: [
      `${who} confirmed a recovery request by email. Verify through another channel that it's them, then decide.`,
    ],
    link: { label: 'Review the request', path },
  })),
  'recovery-unattended': told(({ who, id, tooFew }: { who: string; id: string; tooFew?: true }) => ({
    withoutOccasion: true,
    subject: `A recovery request is waiting and there ${tooFew ? 'are too few operators' : 'is no operator'}: ${who}`,
    paragraphs: [
      `${who} confirmed a recovery request by email. ${tooFew ? 'It needs more approvals (RECOVERY_APPROVALS) than this server has operators.' : 'This server has no operator who could decide.'}`,
      'Add one on the server:',
      { command: 'npm run countersign -- operator add EMAIL' },
      'Or decide yourself, once you have checked through another channel who is asking:',
      {
        command: `npm run countersign -- recovery approve ${id} --checked called-back --note "…" --reason "…"`,
      },
    ],
  })),
  'recovery-approved': told((about: Stoppable) => ({
    withoutOccasion: true,
    subject: `Recovery of ${ofWhom(about)} was approved`,
    paragraphs: about.own
      ? [
          `Your recovery request was approved. At ${moment(about.ready)} we'll email you a link to choose a new password. Your old authenticator, recovery codes, sessions and API keys are removed then, and you'll set up two-factor authentication again.`,
          'Until then you can still sign in as usual, which withdraws the request.',
        ]
      : [
          `The recovery request for the admin account of ${about.who} was approved. It can be completed from ${moment(about.ready)}: the old authenticator, recovery codes, sessions and API keys are removed then, and a new password is chosen.`,
          `If ${about.who} didn't ask for it, stop it before then.`,
        ],
    ...stop(about),
  })),
  'recovery-reminder': told((about: Stoppable) => ({
    withoutOccasion: true,
    subject: `Half of the wait has passed: recovery of ${ofWhom(about)}`,
    paragraphs: about.own
      ? [
          `At ${moment(about.ready)} we'll email you the link to recover your account. There's nothing to do until then.`,
        ]
      : [
          `The recovery request for the admin account of ${about.who} can be completed from ${moment(about.ready)}. If ${about.who} didn't ask for it, stop it now.`,
        ],
    ...stop(about),
  })),
  'recovery-ready': told(({ path }: { path: string }) => ({
    withoutOccasion: true,
    subject: 'Recover your account now',
    paragraphs: [
      'The wait has ended. Open the link to choose a new password. Then sign in and set up two-factor authentication again.',
      'The link works once and expires in 60 minutes. If it expires, you can request a new one for 7 days.',
    ],
    link: { label: 'Recover your account', path },
    notYou:
      "If you didn't ask for this, don't open it: sign in as usual, which withdraws the request, and tell whoever runs this server.",
  })),
  'recovery-rejected': told(({ reason, ...about }: About & { reason: string }) => ({
    withoutOccasion: true,
    subject: `Recovery of ${ofWhom(about)} was rejected`,
    paragraphs: [
      about.own
        ? 'Your recovery request was rejected. Nothing has changed.'
        : `The recovery request for the admin account of ${about.who} was rejected. Nothing has changed.`,
      `The reason given: ${reason}`,
    ],
  })),
  /** `undecided`: no one decided in time; otherwise it was approved and not completed. */
  'recovery-expired': told(({ undecided, ...about }: About & { undecided: boolean }) => ({
    withoutOccasion: true,
    subject: `Recovery of ${ofWhom(about)} expired`,
    paragraphs: [
      `${about.own ? 'Your recovery request' : `The recovery request for the admin account of ${about.who}`} ${undecided ? "wasn't decided within 7 days, so it expired" : "was approved but wasn't completed within 7 days, so it expired"}. Nothing has changed.`,
      ...(about.own
        ? [
            undecided
              ? 'If you still need it, ask again, and contact whoever runs this server directly.'
              : 'If you still need it, ask again.',
          ]
        : []),
    ],
    ...(about.own && { link: { label: 'Recover an admin account', path: '/recovery' } }),
  })),
  'recovery-stopped': told(({ by, ...about }: About & { by: string }) => ({
    subject: `Recovery of ${ofWhom(about)} was stopped`,
    paragraphs: [
      about.own
        ? `Your recovery request was stopped with the link that was sent to ${by}. It has ended for good, and nothing has changed.`
        : `The recovery request for the admin account of ${about.who} was stopped with the link that was sent to ${by}. It has ended for good, and nothing has changed.`,
    ],
    notYou: about.own
      ? {
          others: 'If you still need it, tell the other admins first, then ask again.',
          alone: 'If you still need it, ask again.',
        }
      : 'If the request was genuine, let them ask again.',
  })),
  'recovery-withdrawn': told((about: About) => ({
    subject: `Recovery of ${ofWhom(about)} was withdrawn`,
    paragraphs: [
      about.own
        ? 'You signed in as usual, so your recovery request was withdrawn. Nothing has changed.'
        : `${about.who} signed in as usual, so the recovery request was withdrawn. Nothing has changed.`,
    ],
    ...(about.own
      ? {
          notYou: {
            others: "If you didn't sign in, change your password now and tell an admin of your organization.",
            alone: "If you didn't sign in, change your password now.",
          },
        }
      : {}),
  })),
  'recovery-completed': told(({ removed, ...about }: About & { removed: Taken }) => ({
    subject: about.own ? 'Your account was recovered' : `The account of ${about.who} was recovered`,
    paragraphs: about.own
      ? [
          `Your admin account has a new password. Removed: ${removedWords(removed)}.`,
          "Sign in with it. You'll then set up two-factor authentication again.",
        ]
      : [
          `The admin account of ${about.who} has a new password. Removed: ${removedWords(removed)}. They'll set up two-factor authentication again at their next sign-in.`,
        ],
    notYou: about.own
      ? {
          others:
            "If this wasn't you, ask another admin to suspend your account now, and tell whoever runs this server.",
          alone: "If this wasn't you, tell whoever runs this server now.",
        }
      : `If ${about.who} didn't do this, suspend the account now, and tell whoever runs this server.`,
  })),
}
