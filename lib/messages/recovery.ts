import type { RecoveryEndCause } from '@/db/tables/recovery'
import { byWords } from './mail/message'

/** How an operator can know that it is them. */
export const checkWords = {
  calledBack: 'Called back on a number known before',
  vouched: 'Another admin of the organization vouches',
  proved: 'Proved control of the domain or an invoice',
} as const

export type Check = keyof typeof checkWords

export const checkNames = Object.keys(checkWords) as Check[]

/** What was checked, one by one. Before codes were stored, the words themselves were, and they stay as they are. */
export const checksInWords = (stored: string): string[] =>
  stored.split(/; |,/).map((code) => (checkWords as Record<string, string>)[code] ?? code)

type Ended = { endedBy: string | null; endReason: string | null; endCause: RecoveryEndCause | null }

/** What ended a request; null where nothing did but the time. What was stored in words stays as it is. */
export function endedInWords({ endedBy, endReason, endCause }: Ended): string | null {
  const said = (who: string, why: string | null) => (why ? `${who}: ${why}` : who)
  switch (endCause) {
    case 'newer-request':
      return 'a newer request'
    case 'wrong-clock':
      return 'the server, whose clock was wrong'
    case 'restored-backup':
      return 'a restored backup'
    case 'signed-in':
      return said(endedBy ?? '', 'signed in as usual')
    case 'console':
      return said(byWords({ osUser: endedBy ?? '' }), endReason)
    case null:
      return endedBy === null ? null : said(endedBy, endReason)
  }
}

/** `tooFew`: there are operators, but fewer than the approvals that are missing. */
export type Unattended = { id: string; name: string; tooFew?: true }

/** What to do about them, for the console. */
export const unattendedWords = (requests: Unattended[]) =>
  `${requests.length === 1 ? 'A recovery request is waiting' : `${requests.length} recovery requests are waiting`}, and ${requests.some(({ tooFew }) => tooFew) ? 'there are fewer operators than approvals needed (RECOVERY_APPROVALS)' : 'there is no operator to decide on it'}. Add one with "npm run countersign -- operator add EMAIL", or see "recovery list" and decide with "recovery approve" or "recovery reject".`
