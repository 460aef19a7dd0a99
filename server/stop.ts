import { seconds } from '@/lib/duration'
import type { Log } from './log'

/** Whoever runs the process kills it after ten seconds (Docker, most supervisors). */
const stopsWithin = seconds(9)

/** What a stop ends: as much as was begun by then. */
export type Stop = {
  /** Replaces what was to be done. `force`: when that takes too long. */
  ends(what: () => Promise<unknown>, force?: () => void): void
}

/**
 * Has SIGINT and SIGTERM end the process, from now on and whatever it does: with exit code 0 where that goes well. `says`:
 * the log is told, and not only where it does not go well.
 */
export function stopOnSignals(log: Log, { says = true } = {}): Stop {
  let end: () => Promise<unknown> = async () => {}
  let force = () => {}
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    if (says) log.info({ event: 'server.stopping', signal }, 'stopping')
    setTimeout(() => {
      log.error({ event: 'server.stop-forced' }, 'stopped by force')
      force()
      process.exit(1)
    }, stopsWithin).unref()
    await end()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    ends(what, forced = () => {}) {
      end = what
      force = forced
    },
  }
}
