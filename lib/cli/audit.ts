import { Option } from 'commander'
import { problemInWords } from '@/lib/messages/audit/problem'
import { verify } from '@/lib/messages/console/audit'
import { readHead, type SeenHead, verifyAudit } from '@/lib/queries/audit/verify'
import { type Command, NotWell, printable, UsageError } from './command'

/** Checks every chain of the audit log, and names what is not as it was written. */
export const auditVerify: Command = {
  about: verify.about,
  options: [new Option('--since <heads>', verify.sinceWord)],
  async run({ open, say, options }) {
    const since = options.since === undefined ? [] : options.since.split(',').map(seenHead)
    const ctx = await open()
    let broken = 0
    for (const { chain, name, head, problems } of await verifyAudit(ctx, since)) {
      broken += problems.length
      const whose = printable(name)
      for (const problem of problems)
        say(printable(problemInWords(problem, whose)), { chain, whole: false, ...problem })
      if (problems.length === 0 && whose !== '') say(verify.intact(whose, head), { chain, whole: true, head })
    }
    if (broken > 0) throw new NotWell()
  },
}

function seenHead(text: string): SeenHead {
  const head = readHead(text)
  if (head) return head
  throw new UsageError(verify.noHead(printable(text)))
}
