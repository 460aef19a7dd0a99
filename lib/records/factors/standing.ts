import type { Writer } from '@/db/database'
import type { Challenger, Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { readChallenge, stepOf } from '../challenges/challenge'
import type { User } from '../users/change'
import { enrollingMember } from './enrollment'
import type { SignIn } from './shown-keys'

/** A sign-in in which an enrollment waits, and, within a transaction, whose it is if it still stands. */
export type Standing = { signIn: SignIn; owner(tx: Writer): Promise<User | null> }

/** From the profile. */
export const standingOf = (ctx: Context, member: Member): Standing => ({
  signIn: { sessionId: member.sessionId },
  owner: (tx) => enrollingMember(tx, ctx, member),
})

/** In a sign-in that waits for enrollment. */
export const standingAtSignIn = (ctx: Context, challenger: Challenger): Standing => ({
  signIn: { challengeId: challenger.challengeId },
  async owner(tx) {
    const open = await readChallenge(tx, ctx, challenger)
    return open && stepOf(open, ctx.now()) !== 'code' ? open.user : null
  },
})
