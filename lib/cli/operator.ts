import { Option } from 'commander'
import { addOperator, addOperatorInput } from '@/lib/acts/operators/add'
import { reactivateOperator } from '@/lib/acts/operators/reactivate'
import { suspendOperator } from '@/lib/acts/operators/suspend'
import { emailInput } from '@/lib/inputs'
import { add, reactivate, suspend } from '@/lib/messages/console/operators'
import { emailArgument, granted, readInput } from './arguments'
import { type Command, printable, UsageError } from './command'

/** Adds someone who supports this server: decides on recovery requests, adds and suspends organizations. */
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

type Words = { about: string; asks(email: string): string; done(email: string): string }

/** What is done to an operator by their address, once that was confirmed. */
const onOperator = (act: typeof suspendOperator | typeof reactivateOperator, words: Words): Command => ({
  about: words.about,
  argument: emailArgument,
  async run(call) {
    const input = readInput(call, emailInput, 'email')
    const email = printable(input.email)
    await call.confirm(words.asks(email))
    granted(await act(await call.open(), call.console, input), input.email)
    call.say(words.done(email), { email })
  },
})

/** An operator who leaves, or whose computer was taken over. */
export const operatorSuspend = onOperator(suspendOperator, suspend)

/** Lets a suspended operator back in. */
export const operatorReactivate = onOperator(reactivateOperator, reactivate)
