import { addOperator, addOperatorInput } from '../operators/add'
import { operatorInput, reactivateOperator, suspendOperator } from '../operators/suspend'
import { granted, parseArguments } from './arguments'
import { type Command, printable } from './command'

/** Adds somebody who supports this server: decides on recovery requests, adds and suspends organizations. */
export const operatorAdd: Command = {
  usage: 'EMAIL [--name "Full name"]',
  options: ['name'],
  async run(call) {
    const input = parseArguments(call, addOperatorInput, 'email')
    const { invitation } = granted(await addOperator(await call.open(), call.console, input), input.email)
    const link = new URL(`/invitation/${invitation}`, call.settings.appUrl).href
    call.say(`Added. Hand this link over: it works once, for 72 hours.\n\n  ${link}\n`, {
      email: printable(input.email),
      link,
    })
  },
}

/** An operator who leaves, or whose computer was taken over. */
export const operatorSuspend: Command = {
  usage: 'EMAIL',
  async run(call) {
    const input = parseArguments(call, operatorInput, 'email')
    const email = printable(input.email)
    await call.confirm(`Suspends the operator ${email}: they are signed out and decide nothing any more.`)
    granted(await suspendOperator(await call.open(), call.console, input), input.email)
    call.say(`Suspended ${email}.`, { email })
  },
}

/** Lets a suspended operator back in. */
export const operatorReactivate: Command = {
  usage: 'EMAIL',
  async run(call) {
    const input = parseArguments(call, operatorInput, 'email')
    const email = printable(input.email)
    await call.confirm(`Lets the operator ${email} sign in again.`)
    granted(await reactivateOperator(await call.open(), call.console, input), input.email)
    call.say(`Reactivated ${email}.`, { email })
  },
}
