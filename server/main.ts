import { readSettings, type Settings } from '@/lib/settings'
import { startError } from '@/lib/start-error'
import manifest from '@/package.json'
import { lead } from './lead'
import { type Log, openLog } from './log'
import { openMetrics } from './metrics'
import { openFirst, sayStarted, startWork } from './once'
import { openTracing, serveHere } from './serving'
import { type Stop, stopOnSignals } from './stop'
import { warnings } from './surroundings'
import { work } from './work'

/*
 * The server: settings, database and key, then Next behind one small HTTP server that knows the socket. What is
 * wrong before it serves is one sentence on stderr and exit code 1.
 */

let databaseFile: string | undefined

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  databaseFile = settings.databaseFile
  const log = openLog(settings.logLevel)
  const dev = process.env.NODE_ENV !== 'production'
  if (settings.workers === 1 || dev) return alone(settings, log, stopOnSignals(log))
  const { default: cluster } = await import('node:cluster')
  if (cluster.isPrimary) await lead(cluster, settings, log, stopOnSignals(log))
  else await work(settings, log, stopOnSignals(log, { says: false }))
}

/** The whole server in this process. */
async function alone(settings: Settings, log: Log, stop: Stop): Promise<void> {
  const runtime = await openFirst(settings, log)
  const tracing = await openTracing(settings, log)
  const metrics = openMetrics(runtime, manifest.version)
  const told = { log, metrics, surroundings: warnings(runtime, log), tracing }
  const serving = await serveHere(runtime, told, stop)
  const working = startWork(runtime, log)
  stop.ends(async () => {
    await Promise.all([serving.close(), working.stop()])
    await serving.end()
  })
  await sayStarted(runtime, log)
}

main().catch((error: unknown) => {
  console.error(startError(error, databaseFile) ?? error)
  process.exit(1)
})
