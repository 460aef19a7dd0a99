import { Argument, Option } from 'commander'
import { approveInput, approveRequest } from '@/lib/acts/recovery/approve'
import { rejectInput, rejectRequest } from '@/lib/acts/recovery/reject'
import { counted } from '@/lib/messages/codes'
import { type Check, unattendedWords } from '@/lib/messages/recovery'
import { listRequests } from '@/lib/queries/recovery/queue'
import { unattendedRequests } from '@/lib/queries/recovery/unattended'
import { granted, readInput, reasonOption } from './arguments'
import { type Command, printable } from './command'

/** The requests that were confirmed by mail, those to decide first. */
export const recoveryList: Command = {
  about: 'Lists the recovery requests that were confirmed by email.',
  async run({ open, say, console }) {
    const ctx = await open()
    const requests = await listRequests(ctx, console)
    if (requests.length === 0) say('No recovery requests.', { requests: 0 })
    for (const { id, name, email, organizationName, askedAt, standing } of requests) {
      const whose = printable(`${name} (${email}) of ${organizationName}`)
      say(`${id}  ${standing.padEnd(9)}  asked ${askedAt.toISOString()}  ${whose}`, {
        ...{ id, standing, name, email, organization: organizationName, askedAt },
      })
    }
    const unattended = await unattendedRequests(ctx)
    if (unattended.length > 0) say(unattendedWords(unattended), { unattended: unattended.length })
  },
}

const requestArgument = new Argument('<id>', 'the request, as "recovery list" shows it')

/** How the check is named on the command line. */
const checked = {
  'called-back': 'calledBack',
  vouched: 'vouched',
  proved: 'proved',
} as const satisfies Record<string, Check>

/** An operator's approval, from the console: the wait begins. It opens no account by itself. */
export const recoveryApprove: Command = {
  about: 'Approves a recovery request as an operator would.',
  argument: requestArgument,
  options: [
    new Option('--checked <how>', 'how you know that it is them').choices(Object.keys(checked)),
    new Option('--note <note>', 'what you checked and how'),
    reasonOption,
  ],
  async run(call) {
    const { checked: given, ...options } = call.options
    const ticks = Object.entries(checked).map(([word, name]) => [name, given === word])
    const input = readInput(
      { word: call.word, options: { ...options, ...Object.fromEntries(ticks) } },
      approveInput,
      'requestId',
    )
    await call.confirm(
      `Approves the recovery request ${printable(input.requestId)}. The wait starts; everyone involved gets an email and can stop it.`,
    )
    const { missing } = granted(await approveRequest(await call.open(), call.console, input), '')
    call.say(
      missing > 0
        ? `Approved. ${counted(missing, 'more approval')} needed.`
        : 'Approved. Everyone involved gets an email.',
      { requestId: input.requestId, missing },
    )
  },
}

export const recoveryReject: Command = {
  about: 'Rejects a recovery request.',
  argument: requestArgument,
  options: [reasonOption],
  async run(call) {
    const input = readInput(call, rejectInput, 'requestId')
    await call.confirm(
      `Rejects the recovery request ${printable(input.requestId)} for good. Everyone involved can read the reason.`,
    )
    granted(await rejectRequest(await call.open(), call.console, input), '')
    call.say('Rejected.', { requestId: input.requestId })
  },
}
