import { about } from '@/lib/messages/console/findings'
import { publicTimeServer } from '@/lib/time-server'
import { type Command, NotWell, printable } from './command'
import { examine } from './examine'

const signs = { ok: 'ok      ', warning: 'warning ', problem: 'PROBLEM ' }

/** Looks at everything that can be wrong with a server, and says what to do. */
export const doctor: Command = {
  about: about,
  async run({ settings, say }) {
    const findings = await examine(settings, publicTimeServer)
    for (const { name, level, text } of findings)
      say(`${signs[level]} ${name}: ${printable(text)}`, { name, level, text })
    if (findings.some(({ level }) => level === 'problem')) throw new NotWell()
  },
}
