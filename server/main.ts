import next from 'next'
import { seconds } from '@/lib/duration'
import { openPostman } from '@/lib/jobs/mail/postman'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import type { Report } from '@/lib/records/users/rekey'
import { contextOf, type Runtime, shareRuntime } from '@/lib/runtime'
import { readSettings, type Settings } from '@/lib/settings'
import { startError } from '@/lib/start-error'
import manifest from '@/package.json'
import { judgeNode } from '@/scripts/node-lines.mjs'
import { backgroundJobs } from './background'
import { builtActions, handOverBuiltConfig } from './built'
import { startJobs } from './jobs'
import { listen } from './listen'
import { type Log, openLog } from './log'
import { measured, openMetrics } from './metrics'
import { mountAt } from './mounts'

/*
 * The server: settings, database and key, then Next behind one small HTTP server that knows the socket. What is
 * wrong before it serves is one sentence on stderr and exit code 1.
 */

/** Whoever runs the process kills it after ten seconds (Docker, most supervisors). */
const stopsWithin = seconds(9)
const console_ = { address: '', userAgent: '' }

let databaseFile: string | undefined

/** What a stop ends: as much as was begun by then. */
let endWhatRuns: () => Promise<unknown> = async () => {}

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  databaseFile = settings.databaseFile
  const log = openLog(settings.logLevel)
  // Before anything is begun: whoever starts a server may stop it at any moment.
  stopOnSignals(log)
  const node = judgeNode(process.versions.node)
  if (node.level !== 'ok') log.warn({ event: 'node.version', version: process.versions.node }, node.text)
  const tracing = settings.tracesUrl
    ? (await loadTracing()).startTracing(manifest.version, log, mountAt)
    : null
  const opened = measured(await openRuntime(settings, sayProgress()))
  const runtime = tracing ? tracing.tracedWrites(opened) : opened
  shareRuntime(runtime)
  // next-auth builds its own addresses from this, never from a header.
  process.env.AUTH_URL = settings.appUrl.origin
  // When an action redirects, Next fetches the page it leads to, with the cookies: from us, not from port 3000.
  process.env.__NEXT_PRIVATE_ORIGIN = ownOrigin(settings)
  const dev = process.env.NODE_ENV !== 'production'
  if (!dev) handOverBuiltConfig()
  const app = next({ dev, dir: process.cwd(), customServer: true, quiet: true })
  await app.prepare()
  endWhatRuns = async () => {
    await app.close()
    await runtime.db.close()
  }
  const metrics = openMetrics(runtime, manifest.version)
  const handle = app.getRequestHandler()
  const server = await listen(runtime, { log, metrics, tracing }, handle, dev ? null : builtActions())
  const postman = openPostman(settings)
  const jobs = startJobs(backgroundJobs(runtime, postman, log), log)

  endWhatRuns = async () => {
    postman.close()
    await Promise.all([server.close(), jobs.stop(seconds(4))])
    await app.close()
    await Promise.all([runtime.db.close(), tracing?.close()])
  }

  console.log(await whereToGo(runtime))
  log.info({ event: 'server.started', url: settings.appUrl.origin }, 'started')
}

/** A bundle of its own beside this one: its packages are in it. */
const loadTracing = (): Promise<typeof import('./tracing')> =>
  import(new URL('tracing.mjs', import.meta.url).href)

function stopOnSignals(log: Log): void {
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ event: 'server.stopping', signal }, 'stopping')
    setTimeout(() => {
      log.error({ event: 'server.stop-forced' }, 'stopped by force')
      process.exit(1)
    }, stopsWithin).unref()
    await endWhatRuns()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** A line for each tenth that is done. */
function sayProgress(): Report {
  let said = -1
  return (done, total) => {
    const tenths = Math.floor((done * 10) / total)
    if (tenths === said) return
    said = tenths
    console.log(`Updating the names that people are found by: ${done} of ${total}`)
  }
}

/** Where this process reaches itself, past any proxy. */
function ownOrigin({ host, port }: Settings): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

async function whereToGo(runtime: Runtime): Promise<string> {
  const { origin } = runtime.settings.appUrl
  const token = await issueSetupToken(contextOf(runtime, console_))
  return token
    ? `\nOpen this link to set up your organization:\n\n  ${origin}/setup?token=${token}\n`
    : `\nSign in at:\n\n  ${origin}/sign-in\n`
}

main().catch((error: unknown) => {
  console.error(startError(error, databaseFile) ?? error)
  process.exit(1)
})
