import { Option } from 'commander'
import { addOperator, addOperatorInput } from '@/lib/acts/operators/add'
import { reactivateOperator } from '@/lib/acts/operators/reactivate'
import { suspendOperator } from '@/lib/acts/operators/suspend'
import { emailInput } from '@/lib/inputs'
import { add, reactivate, suspend } from '@/lib/messages/console/operators'
import { emailArgument, granted, readInput } from './arguments'
import { type Command, printable, UsageError } from './command'

/** Adds somebody who supports this server: decides on recovery requests, adds and suspends organizations. */
export const operatorAdd: Command = {
  about: add.about,
  argument: emailArgument,
  options: [new Option('--name <name>', add.nameWord)],
  async run(call) {
    const input = readInput(call, addOperatorInput, 'email')
    const added = await addOperator(await call.open(), call.console, input)
    if (!added.ok && added.code === 'email-unavailable')
      throw new UsageError(add.taken(printable(input.email)))
    const { invitation, again } = granted(added, input.email)
    const link = new URL(`/invitation/${invitation}`, call.settings.appUrl).href
    call.say(add.done(link, again), {
      email: printable(input.email),
      link,
      again,
    })
  },
}

/** An operator who leaves, or whose computer was taken over. */
export const operatorSuspend: Command = {
  about: suspend.about,
  argument: emailArgument,
  async run(call) {
    const input = readInput(call, emailInput, 'email')
    const email = printable(input.email)
    await call.confirm(suspend.asks(email))
    granted(await suspendOperator(await call.open(), call.console, input), input.email)
    call.say(suspend.done(email), { email })
  },
}

/** Lets a suspended operator back in. */
export const operatorReactivate: Command = {
  about: reactivate.about,
  argument: emailArgument,
  async run(call) {
    const input = readInput(call, emailInput, 'email')
    const email = printable(input.email)
    await call.confirm(reactivate.asks(email))
    granted(await reactivateOperator(await call.open(), call.console, input), input.email)
    call.say(reactivate.done(email), { email })
  },
}
