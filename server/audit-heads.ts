import { headsInWords } from '@/lib/audit/heads'
import { days } from '@/lib/duration'
import { contextOf, type Runtime } from '@/lib/runtime'
import type { Log } from './log'

/**
 * Writes the head of every audit log into the server's log, now and once a day: what `audit verify --since` compares
 * with, kept where nobody who can only write the database reaches it.
 */
export function logAuditHeads(runtime: Runtime, log: Log): NodeJS.Timeout {
  const say = () =>
    headsInWords(contextOf(runtime, { address: '', userAgent: '' }))
      .then((heads) => {
        for (const head of heads) log.info({ event: 'audit.head', head }, 'audit head')
      })
      // A busy database: tomorrow again.
      .catch((error: unknown) =>
        log.warn({ event: 'audit.failed', problem: String(error) }, 'no audit heads'),
      )
  void say()
  return setInterval(say, days(1)).unref()
}
