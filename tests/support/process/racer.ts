import { type DatabasePlace, openDatabase } from '@/db/open'
import type { Challenger } from '@/lib/actors'
import { setUpOrganization } from '@/lib/acts/organizations/set-up'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import type { Context } from '@/lib/context'
import { openVault } from '@/lib/crypto/vault'
import { hours } from '@/lib/duration'
import type { Result } from '@/lib/result'

/** One call of a rule. */
export type Job =
  | { rule: 'finishWithCode'; challenger: Challenger; code: string }
  | { rule: 'setUpOrganization'; token: string; n: number }

/** What a racer is given: the database, its key, the time, and what to do. */
export type Racing = { place: DatabasePlace; key: string; now: number; jobs: Job[] }

/*
 * A process that opens the database, says that it is ready, waits for the word and then does all its jobs at once.
 */

process.once('message', async ({ place, key, now, jobs }: Racing) => {
  const db = await openDatabase(place)
  const ctx: Context = {
    ...{ db, vault: openVault(Buffer.from(key, 'base64')), appName: 'Countersign' },
    recovery: { approvals: 1, wait: hours(24) },
    ...{ now: () => new Date(now), origin: { address: '192.0.2.10', userAgent: 'racer' } },
  }
  process.once('message', async () => {
    const answers = await Promise.all(jobs.map((job) => run(ctx, job).catch((error: Error) => error.name)))
    await db.close()
    process.send?.(answers)
  })
  process.send?.('ready')
})

async function run(ctx: Context, job: Job): Promise<string> {
  const result: Result<unknown, string> =
    job.rule === 'finishWithCode'
      ? await finishWithCode(ctx, job.challenger, { code: job.code })
      : await setUpOrganization(ctx, {
          ...{ token: job.token, organization: `Claim ${job.n}`, name: `Claimant ${job.n}` },
          ...{ email: `claimant${job.n}@example.com`, password: 'seven quiet umbrellas' },
        })
  return result.ok ? 'ok' : result.code
}
