import { consoleResetInput } from '@/lib/acts/two-factor/reset'
import { unlockFromConsole } from '@/lib/acts/two-factor/unlock'
import { revokeInput, signOutFromConsole } from '@/lib/acts/users/sign-out'
import { counted } from '@/lib/messages/codes'
import { granted, parseArguments } from './arguments'
import { type Command, printable } from './command'

/** For someone who has to wait, or whose second step is locked, and whose admins cannot be reached. */
export const userUnlock: Command = {
  about: 'Lets someone sign in again after too many wrong passwords or codes.',
  usage: 'EMAIL --reason "why"',
  options: ['reason'],
  async run(call) {
    const input = parseArguments(call, consoleResetInput, 'email')
    const email = printable(input.email)
    await call.confirm(
      `Lets ${email} sign in now, after too many wrong passwords or codes. They and the admins of their organization get an email.`,
    )
    granted(await unlockFromConsole(await call.open(), call.console, input), input.email)
    call.say(`Unlocked ${email}. They still need their password and a code.`, { email })
  },
}

/** Ends whatever is signed in with an account. */
export const sessionsRevoke: Command = {
  about: 'Signs someone out everywhere.',
  usage: 'EMAIL',
  async run(call) {
    const input = parseArguments(call, revokeInput, 'email')
    const email = printable(input.email)
    await call.confirm(`Signs ${email} out everywhere.`)
    const sessions = granted(await signOutFromConsole(await call.open(), call.console, input), input.email)
    call.say(`Ended ${counted(sessions, 'session')} of ${email}.`, { email, sessions })
  },
}
