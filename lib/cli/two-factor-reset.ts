import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { reset } from '@/lib/messages/console/two-factor'
import { findByEmail } from '@/lib/queries/users/by-email'
import { emailArgument, granted, readInput, reasonedInput, reasonOption } from './arguments'
import { type Command, printable } from './command'

/** For a sole admin who lost everything. Leaves the person to enroll anew; it opens no account by itself. */
export const resetTwoFactorCommand: Command = {
  about: reset.about,
  argument: emailArgument,
  options: [reasonOption],
  async run(call) {
    const input = readInput(call, reasonedInput, 'email')
    const email = printable(input.email)
    await call.confirm(reset.asks(email))
    const ctx = await call.open()
    const { userId } = granted(await findByEmail(ctx, call.console, { email: input.email }), input.email)
    const removed = granted(
      await resetTwoFactor(ctx, call.console, { userId, reason: input.reason }),
      input.email,
    )
    call.say(reset.done(removed), { email, ...removed })
    call.say(reset.next(removed))
    call.say(reset.recorded)
  },
}
