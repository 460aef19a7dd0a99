import { seconds } from '@/lib/duration'
import { openPostman } from '@/lib/jobs/mail/postman'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import { strandedPasskeys } from '@/lib/queries/server/stranded-passkeys'
import { keepEvidenceKey } from '@/lib/records/evidence/keys'
import { keepSigningKeys } from '@/lib/records/oidc/turn-keys'
import type { Report } from '@/lib/records/users/rekey'
import { contextOf, type Runtime } from '@/lib/runtime'
import type { Settings } from '@/lib/settings'
import { judgeNode } from '@/scripts/node-lines.mjs'
import { backgroundJobs } from './background'
import { startJobs } from './jobs'
import type { Log } from './log'
import { measured } from './metrics'

/*
 * What a server does and says once, however many processes serve.
 */

/** Opens what there is, and makes or migrates what is missing. Throws `SettingsError` and `FileError`. */
export async function openFirst(settings: Settings, log: Log): Promise<Runtime> {
  const { node: version } = process.versions
  const node = judgeNode(version)
  if (node.level !== 'ok') log.warn({ event: 'node.version', version }, node.text)
  const runtime = await openRuntime(settings, sayProgress())
  // Made before anyone asks. Where that cannot be, the first app that asks has them made.
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  await keepSigningKeys(ctx).catch(() => {})
  await keepEvidenceKey(ctx).catch(() => {})
  return measured(runtime)
}

/** Begins what the server does by itself. */
export function startWork(runtime: Runtime, log: Log): { stop(): Promise<void> } {
  const postman = openPostman(runtime.settings)
  const jobs = startJobs(backgroundJobs(runtime, postman, log), log)
  return {
    async stop() {
      postman.close()
      await jobs.stop(seconds(4))
    },
  }
}

/** Says that it serves, and where people go on. */
export async function sayStarted(runtime: Runtime, log: Log): Promise<void> {
  console.log(await whereToGo(runtime))
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  for (const text of await strandedPasskeys(ctx)) log.warn({ event: 'passkeys.stranded' }, text)
  log.info({ event: 'server.started', url: runtime.settings.appUrl.origin }, 'started')
}

async function whereToGo(runtime: Runtime): Promise<string> {
  const { origin } = runtime.settings.appUrl
  const token = await issueSetupToken(contextOf(runtime, { address: '', userAgent: '' }))
  return token
    ? `\nOpen this link to set up your organization:\n\n  ${origin}/setup?token=${token}\n`
    : `\nSign in at:\n\n  ${origin}/sign-in\n`
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
