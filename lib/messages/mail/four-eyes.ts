import type { AskedEndCause, AskedState } from '@/db/tables/four-eyes'
import type { GuardedAct } from '../../guarded-acts'
import { actExplained, actInWords, decidedInWords } from '../four-eyes'
import { type By, byWords, howOften, type Occasion, told } from './message'

type Asked = { by: string; askedId: string; act: GuardedAct }

type NewAdmin = { who: string; email: string; by: By }

type Decided = { act: GuardedAct; state: AskedState; by: string | null; cause: AskedEndCause | null }

/** Emails about what a second admin has to agree to. */
export const fourEyesMessages = {
  'second-admin-asked': told(({ by, askedId, act }: Asked, _, merged) => ({
    subject: `${by} needs a second admin: ${actInWords(act)}`,
    paragraphs: [
      `${by} asked to do this: ${actInWords(act)}. ${actExplained(act)}`,
      'It needs a second admin to agree within 24 hours. Before you agree, ask them why, by phone or in person.',
      ...howOften(merged),
    ],
    link:
      merged > 1
        ? { label: 'See all requests', path: '/organization/policy/waiting' }
        : { label: 'Review the request', path: `/organization/policy/waiting/${askedId}` },
    notYou: 'If this looks wrong, open the link and refuse it. If no one agrees, nothing happens.',
  })),
  'new-admin': told(({ who, email, by }: NewAdmin, _: Occasion, merged: number) => ({
    subject: merged > 1 ? `New admins: ${who} and ${merged - 1} more` : `New admin: ${who}`,
    paragraphs: [
      `${byWords(by)} made ${who} (${email}) an admin of your organization.`,
      ...(merged > 1
        ? [
            merged === 2
              ? '1 more person was made an admin shortly before.'
              : `${merged - 1} more people were made admins shortly before.`,
          ]
        : []),
      "Four eyes is on: for their first 24 hours, a new admin can't agree as the second one.",
    ],
    link: { label: 'See your admins', path: '/organization/users?role=admin' },
    notYou: "If you didn't expect this, ask the other admins, and suspend the account.",
  })),
  'second-admin-decided': told(({ act, state, by, cause }: Decided) => ({
    withoutOccasion: true,
    subject: `${actInWords(act)}: ${subjects[state]}`,
    paragraphs: [`You asked to do this: ${actInWords(act)}.`, decidedInWords(state, by, cause)],
    notYou: "If you didn't ask for this, change your password now and tell the other admins.",
  })),
}

const subjects: Record<AskedState, string> = {
  waiting: 'waiting',
  agreed: 'agreed',
  done: 'done',
  refused: 'refused',
  withdrawn: 'taken back',
  ended: 'not done',
}
