import type { BatchKind, RowResult } from '@/db/tables/batches'

/** Why a row of a batch was left out or failed: a word or three, and what to do where something can be done. */
export const rowReasons = {
  error: 'Something went wrong on the server. Try this one again.',
  'user-unknown': 'Has been removed.',
  here: 'Already here.',
  twice: 'Twice in the list.',
  'not-an-address': 'Not an email address. It looks like name@example.com.',
  'name-refused': "This name can't be used: it needs at least 1 visible character, and at most 100.",
  self: 'This is you. Use your profile.',
  'required-already': 'It’s already required of them.',
  'not-required': 'It isn’t required of them by name.',
  'reminder-unneeded': 'Two-factor authentication is already on.',
  'reminded-already': 'Already reminded by an admin within the last 24 hours.',
  'not-joined': 'Hasn’t joined yet.',
  'suspended-already': 'Is suspended.',
  'already-joined': 'Has already joined.',
  'admin-by-name': 'Is an admin. Do it on their own page.',
  'nothing-to-reset': 'Has no two-factor authentication to reset.',
  'in-group-already': 'Is already in this group.',
  taken: "This email can't be added. Ask for another address.",
} as const

/** Why a batch ended before all of its rows had their turn. */
export const stopReasons = {
  'admin-gone':
    'The admin who started it stopped being an active admin while it ran, so it was stopped. Another admin can start it again for those who are left.',
  'signed-out':
    'The account of the admin who started it was secured while it ran: signed out everywhere, or given a new password. So it was stopped. Start again for those who are left.',
  'group-gone':
    'A group that people were being added to was deleted, so it was stopped. Start again for those who are left.',
  'stopped-by-admin': 'An admin stopped it.',
  'restored-backup':
    'A backup from while it ran was restored, so it was stopped. Start again for those who are left.',
} as const

export type RowReason = keyof typeof rowReasons
export type StopReason = keyof typeof stopReasons

/** What is done to each row, as a heading, and what the receipt calls those to whom it was done. */
export const batchKindWords: Record<BatchKind, { title: string; done: string }> = {
  'add-people': { title: 'Add people', done: 'added' },
  require: { title: 'Require two-factor authentication', done: 'required' },
  lift: { title: 'Stop requiring two-factor authentication', done: 'no longer required' },
  remind: { title: 'Remind to set up two-factor authentication', done: 'reminded' },
  reset: { title: 'Reset two-factor authentication', done: 'reset' },
  'sign-out': { title: 'Sign out everywhere', done: 'signed out' },
  suspend: { title: 'Suspend', done: 'suspended' },
  'invite-again': { title: 'Send the invitation again', done: 'invited again' },
  'add-to-group': { title: 'Add to a group', done: 'added' },
}

export const rowResultWords: Record<RowResult, string> = {
  waiting: 'Waiting',
  done: 'Done',
  skipped: 'Left out',
  failed: 'Failed',
}

/** The same of people in a list before anything was done. */
export const previewWords: Record<RowResult, string> = {
  waiting: 'New',
  done: 'Added',
  skipped: 'Left out',
  failed: 'Can’t be added',
}

/** What a preview would do: "12 people would be added. 3 would be left out. 1 can’t be added." */
export function previewInWords({ waiting, skipped, failed }: Omit<Counts, 'kind' | 'done'>): string {
  const added = waiting === 1 ? '1 person would be added.' : `${waiting} people would be added.`
  const out = skipped > 0 ? [`${skipped} would be left out.`] : []
  return [added, ...out, ...(failed > 0 ? [`${failed} can’t be added.`] : [])].join(' ')
}

/** The words for a stored code; a code that no one knows any more as it is. */
const wordsOf = (known: Record<string, string>, code: string | null): string =>
  code === null ? '' : (Object.hasOwn(known, code) && known[code]) || code

export const rowReasonInWords = (reason: string | null) => wordsOf(rowReasons, reason)
export const stopReasonInWords = (reason: string | null) => wordsOf(stopReasons, reason)

/** What there is to know of the links of those who were invited and haven't joined. */
export function batchLinksWords({ invited, shown, mail }: Links): string {
  const who = invited === 1 ? '1 person hasn’t joined yet.' : `${invited} people haven’t joined yet.`
  if (!shown)
    return `${who} Their links are no longer shown. New ones make the old ones invalid${mail ? ', and are emailed too' : ''}.`
  const how = mail
    ? 'Each of them gets an email; you can also share the links yourself.'
    : 'This server doesn’t send email, so share the links yourself.'
  return `${who} ${how} The file can be downloaded for 10 minutes. Anyone with a link can join as that person: share each one privately, then delete the file.`
}

type Links = { invited: number; shown: boolean; mail: boolean }

type Counts = { kind: BatchKind; waiting: number; done: number; skipped: number; failed: number }

/** How many of a batch have which result: "12 added, 3 left out, 1 failed." */
export function receiptInWords({ kind, waiting, done, skipped, failed }: Counts): string {
  const rest = [
    [skipped, 'left out'],
    [failed, 'failed'],
    [waiting, 'not done'],
  ] as const
  const parts = rest.flatMap(([n, word]) => (n > 0 ? [`${n} ${word}`] : []))
  return `${[`${done} ${batchKindWords[kind].done}`, ...parts].join(', ')}.`
}
