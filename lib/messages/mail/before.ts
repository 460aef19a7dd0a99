import type { Taken } from '../two-factor'

/**
 * The facts of a letter that was written when what a reset took away was stored in words: "the authenticator, 3 recovery
 * codes, 2 sessions". Others are as they were.
 */
export function factsOfBefore(facts: Record<string, unknown>): Record<string, unknown> {
  const words = typeof facts.removed === 'string' ? facts.removed : ''
  const [, authenticator, recoveryCodes, sessions] =
    /^(the authenticator, )?(\d+) recovery codes?, (\d+) sessions?$/.exec(words) ?? []
  if (recoveryCodes === undefined) return facts
  const removed: Taken = {
    authenticator: authenticator !== undefined,
    recoveryCodes: Number(recoveryCodes),
    sessions: Number(sessions),
  }
  return { ...facts, removed }
}
