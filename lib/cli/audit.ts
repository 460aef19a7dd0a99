import { listChains } from '../audit/list'
import { firstBrokenEntry } from '../audit/verify'
import { type Command, NotWell, printable } from './command'

/** Checks every chain of the audit log, and names the first entry that is not as it was written. */
export const auditVerify: Command = {
  usage: '',
  async run({ open, say }) {
    const ctx = await open()
    let broken = 0
    for (const { chain, name } of await listChains(ctx)) {
      const sequence = await firstBrokenEntry(ctx, chain)
      const whose = printable(name)
      if (sequence === null) say(`The audit log of ${whose} is whole.`, { chain, whole: true })
      else {
        broken++
        say(
          `Entry ${sequence} of the audit log of ${whose} was altered, inserted, or one before it cut out.`,
          {
            ...{ chain, whole: false, sequence },
          },
        )
      }
    }
    if (broken > 0) throw new NotWell()
  },
}
