import { hours, minutes, seconds } from '@/lib/duration'
import { runBatches } from '@/lib/jobs/batches/run'
import { countDays } from '@/lib/jobs/days'
import { runErrands } from '@/lib/jobs/errands'
import { endExpired } from '@/lib/jobs/four-eyes'
import { sendLogouts } from '@/lib/jobs/logouts'
import type { Postman } from '@/lib/jobs/mail/postman'
import { followPolicies } from '@/lib/jobs/policy'
import { progressRequests } from '@/lib/jobs/recovery'
import { sweeps } from '@/lib/jobs/sweep'
import { mailUnattended } from '@/lib/jobs/unattended'
import { followKey } from '@/lib/keys/named-key'
import { unattendedWords } from '@/lib/messages/recovery'
import { count } from '@/lib/metrics'
import { unattendedRequests } from '@/lib/queries/recovery/unattended'
import { headsInWords, takeTurn } from '@/lib/records/audit/heads'
import { keepSigningKeys } from '@/lib/records/oidc/turn-keys'
import { contextOf, type Runtime } from '@/lib/runtime'
import type { Job } from './jobs'
import type { Log } from './log'

const keyMissing =
  'Another server has changed the encryption key. Copy its encryption.key into SECRETS_DIR of this one: until then this server is not ready, and what needs the new key is refused with 503.'

const often = { every: seconds(1), deadline: seconds(30) }

/** Follows the key that the database names: each process has its own. `log` is told where it is not to be had. */
export function keyJob(runtime: Runtime, log: Log | null): Job {
  let missing = false
  return {
    ...{ name: 'key', ...often },
    async run() {
      const found = await followKey(runtime.db, runtime.vault)
      if (!found && !missing) log?.error({ event: 'key.missing' }, keyMissing)
      if (found && missing) log?.info({ event: 'key.found' }, 'key found')
      missing = !found
      return undefined
    },
  }
}

/** Everything that the server does by itself. */
export function backgroundJobs(runtime: Runtime, postman: Postman, log: Log): Job[] {
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  const jobs: Job[] = [
    keyJob(runtime, log),
    { ...{ name: 'errands', ...often }, run: () => runErrands(ctx) },
    {
      ...{ name: 'batches', every: seconds(1), deadline: minutes(2) },
      run: (signal) => runBatches(ctx, signal),
    },
    { ...{ name: 'recovery', ...often }, run: () => progressRequests(ctx) },
    {
      // Sooner than someone who was suspended opens their next page.
      ...{ name: 'logouts', every: seconds(0.2), deadline: seconds(30) },
      run: (signal) => sendLogouts(ctx, runtime.settings.appUrl.origin, signal),
    },
    { ...{ name: 'days', every: minutes(1), deadline: minutes(5) }, run: () => countDays(ctx) },
    { ...{ name: 'four eyes', every: minutes(1), deadline: minutes(1) }, run: () => endExpired(ctx) },
    { ...{ name: 'policies', every: seconds(10), deadline: minutes(5) }, run: () => followPolicies(ctx) },
    {
      ...{ name: 'signing keys', every: hours(1), deadline: minutes(1) },
      async run() {
        await keepSigningKeys(ctx)
        return undefined
      },
    },
    {
      ...{ name: 'mail', every: seconds(1), deadline: minutes(3) },
      async run(signal) {
        for (const { id, name, file, problem, final } of await postman.deliver(ctx, signal)) {
          count('email', problem ? (final ? 'failed' : 'delayed') : 'sent')
          if (problem) log.warn({ event: 'mail.failed', id, name, problem, final }, 'mail failed')
          else log.info({ event: 'mail.sent', name }, 'mail sent')
          if (file) console.log(`Email "${name}" is in ${file} (SMTP_URL is not set).`)
        }
        return undefined
      },
    },
  ]
  // What `audit verify --since` compares with, kept where no one who can only write the database reaches it.
  let logged = false
  jobs.push({
    ...{ name: 'audit heads', every: hours(1), atOnce: true, deadline: minutes(5) },
    async run() {
      // Each server at its start, and from then on one of them a day.
      const turn = await takeTurn(ctx)
      if (!turn && logged) return undefined
      logged = true
      for (const head of await headsInWords(ctx)) log.info({ event: 'audit.head', head }, 'audit head')
      return undefined
    },
  })
  let known = new Set<string>()
  jobs.push({
    ...{ name: 'unattended requests', every: seconds(60), atOnce: true, deadline: seconds(30) },
    async run() {
      const waiting = await unattendedRequests(ctx)
      if (waiting.some(({ id }) => !known.has(id))) {
        console.log(unattendedWords(waiting))
        const requests = waiting.map(({ id }) => id)
        log.warn({ event: 'recovery.unattended', requests }, 'recovery requests without an operator')
      }
      known = new Set(waiting.map(({ id }) => id))
      const { mailAdmin } = runtime.settings
      return mailAdmin ? mailUnattended(ctx, mailAdmin, waiting) : undefined
    },
  })
  for (const [what, sweep] of Object.entries(sweeps))
    jobs.push({
      ...{ name: `sweep ${what}`, every: seconds(60), deadline: seconds(30) },
      run: () => sweep(ctx),
    })
  return jobs
}
