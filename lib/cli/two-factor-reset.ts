import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { removedWords } from '@/lib/messages/two-factor'
import { findByEmail } from '@/lib/queries/users/by-email'
import { emailArgument, granted, readInput, reasonedInput, reasonOption } from './arguments'
import { type Command, printable } from './command'

/** For a sole admin who lost everything. Leaves the person to enroll anew; it opens no account by itself. */
export const resetTwoFactorCommand: Command = {
  about: "Removes someone's authenticator, recovery codes and sessions.",
  argument: emailArgument,
  options: [reasonOption],
  async run(call) {
    const input = readInput(call, reasonedInput, 'email')
    const email = printable(input.email)
    await call.confirm(
      `Removes the authenticator, recovery codes and sessions of ${email}. They and the admins of their organization get an email.`,
    )
    const ctx = await call.open()
    const { userId } = granted(await findByEmail(ctx, call.console, { email: input.email }), input.email)
    const removed = granted(
      await resetTwoFactor(ctx, call.console, { userId, reason: input.reason }),
      input.email,
    )
    call.say(`Removed: ${removedWords(removed)}.`, { email, ...removed })
    call.say(
      removed.required
        ? 'At their next sign-in they enter their password and scan a new QR code.'
        : 'At their next sign-in they enter only their password, and can turn on two-factor authentication again.',
    )
    call.say('Recorded in the audit log.')
  },
}
