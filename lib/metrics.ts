/*
 * What is counted where it happens; `/metrics` shows it (server/metrics.ts). Words are from closed lists: nothing that says
 * who, from where or which page.
 */

/** What is counted, by the words that tell one kind from another. */
export type Counted = {
  /** Each step of a sign-in, and how it ended: `accepted`, or the code of its outcome. */
  'sign-in': [
    step: 'password' | 'code' | 'recovery-code' | 'passkey' | 'passkey-alone' | 'session',
    outcome: string,
  ]
  /** Hashes that were not made, for too many were waiting. */
  'hashing-refused': []
  /** Emails that were taken by the mail server, are tried again, or were given up. */
  email: [outcome: 'sent' | 'delayed' | 'failed']
}

// The server and Next's bundle each have this module: they count together.
const shared = globalThis as { countersignCounts?: Map<string, Map<string, number>> }
shared.countersignCounts ??= new Map()
const counts = shared.countersignCounts

/** Counts one more. It costs two look-ups. */
export function count<What extends keyof Counted>(what: What, ...words: Counted[What]): void {
  const ofIt = counts.get(what) ?? new Map<string, number>()
  const key = words.join(' ')
  counts.set(what, ofIt.set(key, (ofIt.get(key) ?? 0) + 1))
}

/** How often each was counted since the process began. */
export const counted = (what: keyof Counted): [words: string[], times: number][] =>
  [...(counts.get(what) ?? [])].map(([key, times]) => [key.split(' '), times])

type Step = Counted['sign-in'][0]

/** Counts how a step of a sign-in ended, and returns that. */
export const countStep =
  (step: Step) =>
  <Ended extends { ok: true } | { ok: false; code: string }>(ended: Ended): Ended => {
    count('sign-in', step, ended.ok ? 'accepted' : ended.code)
    return ended
  }
