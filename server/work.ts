import { shareHashing } from '@/lib/crypto/password-hash'
import { seconds } from '@/lib/duration'
import { openRuntime } from '@/lib/jobs/open-runtime'
import type { Settings } from '@/lib/settings'
import { startError } from '@/lib/start-error'
import { keyJob } from './background'
import type { FromPrimary, FromWorker } from './crew-messages'
import { startJobs } from './jobs'
import type { Log } from './log'
import { measured, measuredHere, openWorkersMetrics } from './metrics'
import { openTracing, serveHere } from './serving'
import { workersShare } from './share'
import type { Stop } from './stop'
import { onceEach } from './surroundings'

/** Serves as one of several processes. What is said or done once is left to the one that leads them. */
export async function work(settings: Settings, log: Log, stop: Stop): Promise<void> {
  try {
    await begin(settings, log, stop)
  } catch (error) {
    const sentence = startError(error, settings.databaseFile)
    if (sentence === null) console.error(error)
    await tell({ tells: 'refused', sentence })
    process.exit(1)
  }
}

async function begin(settings: Settings, log: Log, stop: Stop): Promise<void> {
  shareHashing(settings.workers)
  const runtime = measured(await openRuntime(workersShare(settings)))
  const metrics = openWorkersMetrics(askForSum())
  const surroundings = onceEach({
    forwardedBy: (proxy) => void tell({ tells: 'forwarded-by', proxy }),
    unnamedBy: (proxy) => void tell({ tells: 'unnamed-by', proxy }),
    verifiedBy: (proxy) => void tell({ tells: 'verified-by', proxy }),
    siteUnknown: (host) => void tell({ tells: 'site-unknown', host }),
    askedAs: (host, where) => void tell({ tells: 'asked-as', host, where }),
  })
  const tracing = await openTracing(settings, log)
  const serving = await serveHere(runtime, { log, metrics, surroundings, tracing }, stop)
  const jobs = startJobs([keyJob(runtime, null)], log)
  stop.ends(async () => {
    await Promise.all([serving.close(), jobs.stop(seconds(4))])
    await serving.end()
  })
  await tell({ tells: 'serving' })
}

/** Resolves when it was sent. Whoever led us may be gone: then we are, in a moment. */
const tell = (message: FromWorker) =>
  new Promise<void>((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve())
  })

/** Answers whoever leads us, and asks for what all processes measured. */
function askForSum(): () => Promise<string> {
  const asked = new Map<number, (text: string | null) => void>()
  let last = 0
  process.on('message', async (message: FromPrimary) => {
    if ('asks' in message) return void tell({ tells: 'measured', measured: await measuredHere() })
    asked.get(message.number)?.(message.text)
    asked.delete(message.number)
  })
  return async () => {
    const number = ++last
    const text = await new Promise<string | null>((resolve) => {
      asked.set(number, resolve)
      void tell({ asks: 'sum', number })
    })
    if (text === null) throw new Error('The metrics could not be added up.')
    return text
  }
}
