import { approveInput, approveRequest } from '@/lib/acts/recovery/approve'
import { rejectInput, rejectRequest } from '@/lib/acts/recovery/reject'
import { counted } from '@/lib/messages/codes'
import { type Check, unattendedWords } from '@/lib/messages/recovery'
import { listRequests } from '@/lib/queries/recovery/queue'
import { unattendedRequests } from '@/lib/queries/recovery/unattended'
import { granted, parseArguments } from './arguments'
import { type Command, printable } from './command'

/** The requests that were confirmed by mail, those to decide first. */
export const recoveryList: Command = {
  about: 'Lists the recovery requests that were confirmed by email.',
  usage: '',
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

/** How the check is named on the command line. */
const checked = {
  'called-back': 'calledBack',
  vouched: 'vouched',
  proved: 'proved',
} as const satisfies Record<string, Check>

/** An operator's approval, from the console: the wait begins. It opens no account by itself. */
export const recoveryApprove: Command = {
  about: 'Approves a recovery request as an operator would.',
  usage: 'ID --checked called-back|vouched|proved --note "what you checked and how" --reason "why"',
  options: ['checked', 'note', 'reason'],
  async run(call) {
    const { checked: given, ...options } = call.options
    const ticks = Object.entries(checked).map(([word, name]) => [name, given === word])
    const input = parseArguments(
      { words: call.words, options: { ...options, ...Object.fromEntries(ticks) } },
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
  usage: 'ID --reason "why"',
  options: ['reason'],
  async run(call) {
    const input = parseArguments(call, rejectInput, 'requestId')
    await call.confirm(
      `Rejects the recovery request ${printable(input.requestId)} for good. Everyone involved can read the reason.`,
    )
    granted(await rejectRequest(await call.open(), call.console, input), '')
    call.say('Rejected.', { requestId: input.requestId })
  },
}
