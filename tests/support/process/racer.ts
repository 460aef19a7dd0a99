import { type DatabasePlace, openDatabase } from '@/db/open'
import type { Context } from '@/lib/context'
import { openVault } from '@/lib/crypto/vault'
import { hours } from '@/lib/duration'
import { type Job, rules } from './race-rules'

/** What a racer is given: the database, its key, the time, and what to do. */
export type Racing = { place: DatabasePlace; key: string; now: number; jobs: Job[] }

/*
 * A process that opens the database, says that it is ready, waits for the word and then does all its jobs at once. Then it
 * waits for the next race.
 */

let go = () => {}

process.on('message', async (said: Racing | 'go') => {
  if (said === 'go') return go()
  const { place, key, now, jobs } = said
  const db = await openDatabase(place)
  const ctx: Context = {
    ...{ db, vault: openVault(Buffer.from(key, 'base64')), appName: 'Countersign' },
    ...{ appOrigin: 'https://id.example.com', recovery: { approvals: 1, wait: hours(24) } },
    ...{ now: () => new Date(now), origin: { address: '192.0.2.10', userAgent: 'racer' } },
  }
  // A connection takes longer to make than a transaction: without them there is no race.
  await Promise.all(jobs.map(() => db.write((tx) => tx.select().from(db.tables.serverFacts))))
  const started = new Promise<void>((resolve) => {
    go = resolve
  })
  process.send?.('ready')
  await started
  const answers = await Promise.all(jobs.map((job) => run(ctx, job).catch((error: Error) => error.name)))
  await db.close()
  process.send?.(answers)
})

const run = (ctx: Context, job: Job): Promise<string> =>
  (rules[job.rule] as (ctx: Context, job: Job) => Promise<string>)(ctx, job)
