import { Argument, Option } from 'commander'
import { approveInput, approveRequest } from '@/lib/acts/recovery/approve'
import { rejectInput, rejectRequest } from '@/lib/acts/recovery/reject'
import { approve, list, reject, requestWord } from '@/lib/messages/console/recovery'
import { type Check, unattendedWords } from '@/lib/messages/recovery'
import { listRequests } from '@/lib/queries/recovery/queue'
import { unattendedRequests } from '@/lib/queries/recovery/unattended'
import { granted, readInput, reasonOption } from './arguments'
import { type Command, printable } from './command'

/** The requests that were confirmed by email, those to decide first. */
export const recoveryList: Command = {
  about: list.about,
  async run({ open, say, console }) {
    const ctx = await open()
    const requests = await listRequests(ctx, console)
    if (requests.length === 0) say(list.none, { requests: 0 })
    for (const { id, name, email, organizationName, askedAt, held, ...request } of requests) {
      const whose = printable(list.whose(name, email, organizationName))
      const standing = held ? 'on-hold' : request.standing
      say(list.one(id, standing, askedAt, whose), {
        ...{ id, standing, name, email, organization: organizationName, askedAt },
      })
    }
    const unattended = await unattendedRequests(ctx)
    if (unattended.length > 0) say(unattendedWords(unattended), { unattended: unattended.length })
  },
}

const requestArgument = new Argument('<id>', requestWord)

/** How the check is named on the command line. */
const checked = {
  'called-back': 'calledBack',
  vouched: 'vouched',
  proved: 'proved',
} as const satisfies Record<string, Check>

/** An operator's approval, from the console: the wait begins. It opens no account by itself. */
export const recoveryApprove: Command = {
  about: approve.about,
  argument: requestArgument,
  options: [
    new Option('--checked <how>', approve.checkedWord).choices(Object.keys(checked)),
    new Option('--note <note>', approve.noteWord),
    reasonOption,
  ],
  async run(call) {
    const { checked: given, ...options } = call.options
    const ticks = Object.entries(checked).map(([word, name]) => [name, given === word])
    const input = readInput(
      { word: call.word, options: { ...options, ...Object.fromEntries(ticks) } },
      approveInput,
      'requestId',
      { calledBack: 'checked' },
    )
    await call.confirm(approve.asks(printable(input.requestId)))
    const { missing } = granted(await approveRequest(await call.open(), call.console, input), '')
    call.say(approve.done(missing), { requestId: input.requestId, missing })
  },
}

export const recoveryReject: Command = {
  about: reject.about,
  argument: requestArgument,
  options: [reasonOption],
  async run(call) {
    const input = readInput(call, rejectInput, 'requestId')
    await call.confirm(reject.asks(printable(input.requestId)))
    granted(await rejectRequest(await call.open(), call.console, input), '')
    call.say(reject.done, { requestId: input.requestId })
  },
}
