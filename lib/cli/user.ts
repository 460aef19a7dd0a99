import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { emailInput } from '@/lib/inputs'
import { signOut, unlock } from '@/lib/messages/console/users'
import { findByEmail } from '@/lib/queries/users/by-email'
import { emailArgument, granted, readInput, reasonedInput, reasonOption } from './arguments'
import { type Command, printable } from './command'

/** For someone who has to wait, or whose second step is locked, and whose admins cannot be reached. */
export const userUnlock: Command = {
  about: unlock.about,
  argument: emailArgument,
  options: [reasonOption],
  async run(call) {
    const input = readInput(call, reasonedInput, 'email')
    const email = printable(input.email)
    await call.confirm(unlock.asks(email))
    const ctx = await call.open()
    const { userId } = granted(await findByEmail(ctx, call.console, { email: input.email }), input.email)
    granted(await unlockSecondStep(ctx, call.console, { userId, reason: input.reason }), input.email)
    call.say(unlock.done(email), { email })
  },
}

/** Ends whatever is signed in with an account. */
export const sessionsRevoke: Command = {
  about: signOut.about,
  argument: emailArgument,
  async run(call) {
    const input = readInput(call, emailInput, 'email')
    const email = printable(input.email)
    await call.confirm(signOut.asks(email))
    const ctx = await call.open()
    const who = granted(await findByEmail(ctx, call.console, input), input.email)
    const sessions = granted(await signOutUser(ctx, call.console, who), input.email)
    call.say(signOut.done(email, sessions), { email, sessions })
  },
}
