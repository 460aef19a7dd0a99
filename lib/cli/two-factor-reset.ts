import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { reset } from '@/lib/messages/console/two-factor'
import { emailArgument, granted, reasonedInput, reasonOption } from './arguments'
import type { Command } from './command'
import { personOf } from './person'

/** For a sole admin who lost everything. Leaves the person to enroll again; it opens no account by itself. */
export const resetTwoFactorCommand: Command = {
  about: reset.about,
  argument: emailArgument,
  options: [reasonOption],
  async run(call) {
    const { ctx, userId, email, input } = await personOf(call, reasonedInput, reset.asks)
    const removed = granted(await resetTwoFactor(ctx, call.console, { userId, reason: input.reason }), email)
    call.say(reset.done(removed), { email, ...removed })
    call.say(reset.next(removed))
    call.say(reset.recorded)
  },
}
