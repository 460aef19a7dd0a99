import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { emailInput } from '@/lib/inputs'
import { signOut, unlock } from '@/lib/messages/console/users'
import { emailArgument, granted, reasonedInput, reasonOption } from './arguments'
import type { Command } from './command'
import { personOf } from './person'

/** For someone who has to wait, or whose second step is locked, and whose admins cannot be reached. */
export const userUnlock: Command = {
  about: unlock.about,
  argument: emailArgument,
  options: [reasonOption],
  async run(call) {
    const { ctx, userId, email, input } = await personOf(call, reasonedInput, unlock.asks)
    granted(await unlockSecondStep(ctx, call.console, { userId, reason: input.reason }), email)
    call.say(unlock.done(email), { email })
  },
}

/** Ends whatever is signed in with an account. */
export const sessionsRevoke: Command = {
  about: signOut.about,
  argument: emailArgument,
  async run(call) {
    const { ctx, userId, email } = await personOf(call, emailInput, signOut.asks)
    const sessions = granted(await signOutUser(ctx, call.console, { userId }), email)
    call.say(signOut.done(email, sessions), { email, sessions })
  },
}
