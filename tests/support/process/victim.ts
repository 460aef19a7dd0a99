import fs, { writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import { QueryPromise } from 'drizzle-orm'
import type { Database } from '@/db/database'
import { type Admin, type Challenger, type Member, mintConsole } from '@/lib/actors'
import { rotateKey } from '@/lib/acts/keys/rotate'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { restoreBackup } from '@/lib/acts/server/restore'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { confirmEnrollment, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import type { Context } from '@/lib/context'
import { runBatches } from '@/lib/jobs/batches/run'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { showEnrollment } from '@/lib/queries/enrollment'
import type { Leaving } from '@/lib/records/sign-ins/finish'
import { contextOf } from '@/lib/runtime'
import { readSettings, type Settings, SettingsError } from '@/lib/settings'
import { Authenticator } from '../world/authenticator'
import { granted } from '../world/outcome'

/** What someone does, from beginning to end. */
export type Job =
  | { act: 'enroll'; member: Member; password: string }
  | { act: 'enroll-at-sign-in'; challenger: Challenger }
  | { act: 'code'; challenger: Challenger; code: string; leaving?: Leaving }
  | { act: 'recovery-code'; challenger: Challenger; recoveryCode: string }
  | { act: 'disable'; member: Member; password: string }
  | { act: 'reset'; admin: Admin; userId: string }
  | { act: 'complete-recovery'; token: string; newPassword: string }
  | { act: 'batches' }
  | { act: 'rotate-key' }
  | { act: 'restore'; backup: string }

/** What a victim is given: an installation, the time, and what to do. */
export type Errand = { dataFolder: string; now: number; jobs: Job[] }

/*
 * A process that is going to be killed. It opens an installation, does one job after the other, and says where it is
 * at the moment when it is there. A line `done` tells of a success that the rule has answered.
 */

const origin = { address: '192.0.2.10', userAgent: 'victim' }
const say = (line: string) => writeSync(1, `${line}\n`)
let inTransaction = false

// Between two statements there are microseconds: a kill from outside would never find them.
// biome-ignore lint/suspicious/noThenProperty: this is where Drizzle executes a statement.
QueryPromise.prototype.then = function (onFulfilled, onRejected) {
  const executed = this.execute()
  return (inTransaction ? executed.then(pause) : executed).then(onFulfilled, onRejected)
}

async function pause<T>(value: T): Promise<T> {
  say('statement')
  await wait(2)
  return value
}

// Nor between the steps in which a file is written.
const nap = new Int32Array(new SharedArrayBuffer(4))
const slow =
  <Given extends unknown[], Answer>(step: (...given: Given) => Answer) =>
  (...given: Given): Answer => {
    say('file')
    Atomics.wait(nap, 0, 0, 5)
    return step(...given)
  }
fs.fsyncSync = slow(fs.fsyncSync)
fs.renameSync = slow(fs.renameSync)
fs.linkSync = slow(fs.linkSync)
syncBuiltinESMExports()

const telling = (db: Database): Database => ({
  tables: db.tables,
  get read() {
    return db.read
  },
  async write(work) {
    const result = await db.write(async (tx) => {
      inTransaction = true
      say('begin')
      return work(tx).finally(() => (inTransaction = false))
    })
    say('end')
    return result
  },
  moment: (work) => db.moment(work),
  lock: (tx, ...keys) => db.lock(tx, ...keys),
  check: () => db.check(),
  migrationsMissing: () => db.migrationsMissing(),
  close: () => db.close(),
})

// Not once: who listens for more stays alive until it is killed.
process.on('message', async ({ dataFolder, now, jobs }: Errand) => {
  const settings = readSettings({ DATA_DIR: dataFolder })
  const runtime = await openRuntime(settings)
  const ctx = { ...contextOf(runtime, origin), db: telling(runtime.db), now: () => new Date(now) }
  say('ready')
  for (const [n, job] of jobs.entries()) {
    say(`job ${n}`)
    await run(ctx, settings, job, (step, said) => say(`done ${n} ${step} ${said ?? ''}`))
  }
  say('finished')
})

type Tell = (step: number, said?: string) => void

async function run(ctx: Context, settings: Settings, job: Job, done: Tell): Promise<void> {
  if (job.act === 'enroll') {
    const { member, password } = job
    granted(await beginEnrollment(ctx, member, { password }))
    done(1)
    const { uri = '' } = (await showEnrollment(ctx, member)) ?? {}
    done(2, uri)
    const code = await Authenticator.scan(uri).codeAt(ctx.now())
    granted(await confirmEnrollment(ctx, member, { code }))
    done(3)
  } else if (job.act === 'enroll-at-sign-in') {
    const { uri } = granted(await startEnrollment(ctx, job.challenger))
    done(1, uri)
    const code = await Authenticator.scan(uri).codeAt(ctx.now())
    granted(await finishWithEnrollment(ctx, job.challenger, { code }))
    done(2)
  } else if (job.act === 'code') {
    granted(await finishWithCode(ctx, job.challenger, { code: job.code }, job.leaving))
    done(1)
  } else if (job.act === 'recovery-code') {
    granted(await finishWithRecoveryCode(ctx, job.challenger, { recoveryCode: job.recoveryCode }))
    done(2)
  } else if (job.act === 'disable') {
    granted(await disableTwoFactor(ctx, job.member, { password: job.password }))
    done(1)
  } else if (job.act === 'reset') {
    granted(await resetTwoFactor(ctx, job.admin, { userId: job.userId }))
    done(1)
  } else if (job.act === 'complete-recovery') {
    granted(await completeRecovery(ctx, { token: job.token, newPassword: job.newPassword }))
    done(1)
  } else if (job.act === 'batches') {
    await runBatches(ctx)
    done(1)
  } else if (job.act === 'restore') {
    // Nobody may have the database open, not even this process.
    await ctx.db.close()
    await restoreBackup(settings, mintConsole('root'), job.backup, { now: ctx.now })
    done(1)
  } else {
    const quiet = { progress: () => {}, settle: async () => {} }
    try {
      await rotateKey(ctx, mintConsole('root'), settings, quiet)
      done(1)
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error
      say('refused')
    }
  }
}
