import next from 'next'
import { seconds } from '@/lib/duration'
import { runErrands } from '@/lib/errands/run'
import { sweep } from '@/lib/housekeeping'
import { followKey } from '@/lib/keys/fingerprint'
import { openPostman, type Postman } from '@/lib/mail/postman'
import { issueSetupToken } from '@/lib/organizations/setup'
import { progressRequests } from '@/lib/recovery/progress'
import { contextOf, openRuntime, type Runtime, shareRuntime } from '@/lib/runtime'
import { readSettings, type Settings, SettingsError } from '@/lib/settings'
import { logAuditHeads } from './audit-heads'
import { builtActions, builtConfig } from './built'
import { listen } from './listen'
import { type Log, openLog } from './log'

/*
 * The server: settings, database and key, then Next behind one small HTTP server that knows the socket. What is
 * wrong before it serves is one sentence on stderr and exit code 1.
 */

const console_ = { address: '', userAgent: '' }

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const runtime = await openRuntime(settings)
  shareRuntime(runtime)
  // next-auth builds its own addresses from this, never from a header.
  process.env.AUTH_URL = settings.appUrl.origin
  // When an action redirects, Next fetches the page it leads to, with the cookies: from us, not from port 3000.
  process.env.__NEXT_PRIVATE_ORIGIN = ownOrigin(settings)
  const dev = process.env.NODE_ENV !== 'production'
  const app = next({
    dev,
    dir: process.cwd(),
    customServer: true,
    quiet: true,
    ...(dev ? {} : { conf: builtConfig() }),
  })
  await app.prepare()
  const log = openLog(settings.logLevel)
  const server = await listen(runtime, log, app.getRequestHandler(), dev ? null : builtActions())
  const housekeeping = keepHouse(runtime)
  const auditHeads = logAuditHeads(runtime, log)
  const postman = openPostman(settings)
  const mail = carryMail(runtime, postman, log)

  console.log(await whereToGo(runtime))
  log.info({ event: 'server.started', url: settings.appUrl.origin }, 'started')

  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ event: 'server.stopping', signal }, 'stopping')
    clearInterval(housekeeping)
    clearInterval(auditHeads)
    await server.close()
    await mail.stop()
    postman.close()
    await app.close()
    await runtime.db.close()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
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

function keepHouse(runtime: Runtime): NodeJS.Timeout {
  return setInterval(() => {
    // What is not swept now is swept in a minute.
    sweep(contextOf(runtime, console_)).catch(() => {})
  }, seconds(60)).unref()
}

/**
 * Looks into what strangers asked for and sends mail, in the background, a second after it was written. Whatever fails
 * is tried again by the outbox.
 */
function carryMail(runtime: Runtime, postman: Postman, log: Log): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  let idle = true
  const carry = async () => {
    await followKey(runtime.db, runtime.vault)
    await runErrands(contextOf(runtime, console_))
    await progressRequests(contextOf(runtime, console_))
    const deliveries = await postman.deliver(contextOf(runtime, console_))
    for (const { id, name, file, problem, final } of deliveries) {
      if (problem) log.warn({ event: 'mail.failed', id, name, problem, final }, 'mail failed')
      else log.info({ event: 'mail.sent', name }, 'mail sent')
      if (file) console.log(`Mail "${name}" is in ${file} (SMTP_URL is not set).`)
    }
  }
  const timer = setInterval(() => {
    if (!idle) return
    idle = false
    running = carry()
      // A busy database, a full disk: the mail stays in the outbox.
      .catch((error: unknown) => log.warn({ event: 'mail.failed', problem: String(error) }, 'mail failed'))
      .finally(() => (idle = true))
  }, seconds(1)).unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError ? error.message : error)
  process.exit(1)
})
