import { consoleResetInput, resetTwoFactorFromConsole } from '@/lib/acts/two-factor/reset'
import { removedWords } from '@/lib/messages/two-factor'
import { granted, parseArguments } from './arguments'
import { type Command, printable } from './command'

/** For a sole admin who lost everything. Leaves the person to enroll anew; it opens no account by itself. */
export const resetTwoFactorCommand: Command = {
  about: "Removes someone's authenticator, recovery codes and sessions.",
  usage: 'EMAIL --reason "why"',
  options: ['reason'],
  async run(call) {
    const input = parseArguments(call, consoleResetInput, 'email')
    const email = printable(input.email)
    await call.confirm(
      `Removes the authenticator, recovery codes and sessions of ${email}. They and the admins of their organization get an email.`,
    )
    const removed = granted(
      await resetTwoFactorFromConsole(await call.open(), call.console, input),
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
