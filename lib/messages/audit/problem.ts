/** What is not as it was written. Numbers are those that entries carry now; of removed ones, those they carried. */
export type Problem =
  | {
      kind: 'changed' | 'removed' | 'inserted' | 'tail-cut' | 'head-old' | 'key-missing'
      from: number
      to: number
    }
  | { kind: 'head-changed' | 'head-gone' | 'gone' | 'unlisted' | 'list-changed' | 'list-gone' }
  | { kind: 'chain-gone'; number: number }
  | { kind: 'not-as-logged'; sequence: number; restoredAt: string | null }

/** The problem in words. `name`: whose audit log it is. */
export function problemInWords(problem: Problem, name: string): string {
  const log = `the audit log of ${name}`
  switch (problem.kind) {
    case 'changed':
      return `${entries(problem)} of ${log} ${verb(problem)} changed.`
    case 'removed':
      return `${entries(problem)} of ${log} ${verb(problem)} removed. The entry after ${problem.from === problem.to ? 'it' : 'them'} can't be checked.`
    case 'inserted':
      return `${entries(problem)} of ${log} ${verb(problem)} inserted.`
    case 'tail-cut':
      return `The end of ${log} was cut: ${entries(problem).toLowerCase()} ${problem.from === problem.to ? 'is' : 'are'} missing.`
    case 'head-old':
      return `The head of ${log} was set back: it doesn't include ${entries(problem).toLowerCase()}.`
    case 'key-missing':
      return `${entries(problem)} of ${log} can't be checked: the key of that time isn't in the key file. Put that key back.`
    case 'head-changed':
      return `The head of ${log} was changed.`
    case 'head-gone':
      return `The head of ${log} was removed, or its entries were put there by someone else.`
    case 'gone':
      return `The whole of ${log} was removed.`
    case 'unlisted':
      return `${log[0]?.toUpperCase()}${log.slice(1)} isn't on the list of audit logs: its head, or all of it, was removed and started over.`
    case 'list-changed':
      return 'The list of audit logs was changed.'
    case 'list-gone':
      return 'The list of audit logs was removed. If this database was copied here by hand, put it in place with "restore" instead.'
    case 'chain-gone':
      return `Audit log number ${problem.number} of this server was removed as a whole, or its head was.`
    case 'not-as-logged': {
      const restored = problem.restoredAt
        ? ` A backup was restored at ${problem.restoredAt}: a head from before may be missing because of it.`
        : ''
      return `Entry ${problem.sequence} of ${log} isn't the one that the server's log names: an older state was put back.${restored}`
    }
  }
}

const verb = ({ from, to }: { from: number; to: number }) => (from === to ? 'was' : 'were')

const entries = ({ from, to }: { from: number; to: number }) =>
  from === to ? `Entry ${from}` : `Entries ${from} to ${to}`
