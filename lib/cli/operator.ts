import { Option } from 'commander'
import { addOperator, addOperatorInput } from '@/lib/acts/operators/add'
import { reactivateOperator } from '@/lib/acts/operators/reactivate'
import { suspendOperator } from '@/lib/acts/operators/suspend'
import { emailInput } from '@/lib/inputs'
import { emailArgument, granted, readInput } from './arguments'
import { type Command, printable, UsageError } from './command'

/** Adds somebody who supports this server: decides on recovery requests, adds and suspends organizations. */
export const operatorAdd: Command = {
  about: 'Adds an operator, who supports this server, or makes a new link for one who has not joined yet.',
  argument: emailArgument,
  options: [new Option('--name <name>', 'their full name, instead of what the address begins with')],
  async run(call) {
    const input = readInput(call, addOperatorInput, 'email')
    const added = await addOperator(await call.open(), call.console, input)
    if (!added.ok && added.code === 'email-unavailable')
      throw new UsageError(
        `${printable(input.email)} belongs to someone in an organization on this server. Use a different address for the operator.`,
      )
    const { invitation, again } = granted(added, input.email)
    const link = new URL(`/invitation/${invitation}`, call.settings.appUrl).href
    const said = again
      ? 'This operator was added before and has not joined yet. Here is a new link; earlier ones no longer work.'
      : 'Added.'
    call.say(`${said} Share the link privately: it works once and expires in 72 hours.\n\n  ${link}\n`, {
      email: printable(input.email),
      link,
      again,
    })
  },
}

/** An operator who leaves, or whose computer was taken over. */
export const operatorSuspend: Command = {
  about: 'Suspends an operator.',
  argument: emailArgument,
  async run(call) {
    const input = readInput(call, emailInput, 'email')
    const email = printable(input.email)
    await call.confirm(
      `Suspends the operator ${email}: they are signed out and can no longer decide on requests.`,
    )
    granted(await suspendOperator(await call.open(), call.console, input), input.email)
    call.say(`Suspended ${email}.`, { email })
  },
}

/** Lets a suspended operator back in. */
export const operatorReactivate: Command = {
  about: 'Lets a suspended operator sign in again.',
  argument: emailArgument,
  async run(call) {
    const input = readInput(call, emailInput, 'email')
    const email = printable(input.email)
    await call.confirm(`Lets the operator ${email} sign in again.`)
    granted(await reactivateOperator(await call.open(), call.console, input), input.email)
    call.say(`Reactivated ${email}.`, { email })
  },
}
