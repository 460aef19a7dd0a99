import type { Writer } from '@/db/database'
import type { ChallengeProof } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import { count } from '@/lib/metrics'
import { finishChallenge, takeChallenge } from '../challenges/challenge'
import type { OpenedSession } from '../sessions/session'
import type { User } from '../users/change'
import { openSignedIn } from './open'

/**
 * What a finished challenge can leave: the session itself, whose token goes out with the answer, or a ticket for whoever
 * has yet to come for it.
 */
type Left = { ticket: { ticket: string }; session: OpenedSession }

/** Which of the two the way in asks for. */
export type Leaving = keyof Left

/** What is left of a challenge where `L` was asked for; a ticket where nothing was. */
export type LeftBy<L extends Leaving> = Left[L]

/** `browser`: the token by which the browser is known from now on, where it is one and the session opens at once. */
type Finished = {
  challengeId: string
  user: User
  proof: Exclude<ChallengeProof, 'none'>
  browser?: string | undefined
}

const leave: {
  [L in Leaving]: (tx: Writer, ctx: Context, finished: Finished) => Promise<Left[L]>
} = {
  async ticket(tx, ctx, { challengeId, proof }) {
    const ticket = await finishChallenge(tx, ctx, challengeId, proof)
    if (!ticket) throw new Error('A challenge that was open in this transaction could not be finished.')
    return { ticket }
  },
  async session(tx, ctx, { challengeId, user, proof, browser }) {
    const challenge = await takeChallenge(tx, ctx, challengeId)
    return openSignedIn(tx, ctx, user, { ...challenge, proof }, browser)
  },
}

/**
 * Finishes a challenge, once: the end of every second step, whatever was proven. The caller has seen in this
 * transaction that it is open. Throws where it is not, so that what was proven does not count as used.
 */
export const finish = <L extends Leaving = 'ticket'>(
  tx: Writer,
  ctx: Context,
  finished: Finished,
  leaving?: L,
): Promise<LeftBy<L>> => leave[leaving ?? ('ticket' as L)](tx, ctx, finished)

/** Counts the session that a challenge left, once it is there to stay, and returns how the second step ended. */
export const countLeft =
  (leaving?: Leaving) =>
  <Ended extends { ok: boolean }>(ended: Ended): Ended => {
    if (ended.ok && leaving === 'session') count('sign-in', 'session', 'accepted')
    return ended
  }
