import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { minutes } from '@/lib/duration'
import { runErrands } from '@/lib/jobs/errands'
import { progressRequests } from '@/lib/jobs/recovery'
import { leaveErrand } from '@/lib/records/errands/leave'
import { type Job, startJobs } from '@/server/jobs'
import { beforeWrite } from '../support/world/interleave'
import { organization } from '../support/world/organization'
import { Recovery, subjects } from '../support/world/recovery'

const started: { stop(grace: number): Promise<void> }[] = []
afterEach(async () => {
  for (const jobs of started.splice(0)) await jobs.stop(0)
})

/** Starts jobs with what they are tested for, and returns what they log. */
function start(...jobs: (Partial<Job> & Pick<Job, 'run'>)[]) {
  const lines: Record<string, unknown>[] = []
  const sink = new Writable({
    write(chunk, _, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  const complete = jobs.map((job) => ({ name: 'tested', every: 5, deadline: minutes(1), ...job }))
  const running = startJobs(complete, pino(sink))
  started.push(running)
  return { lines, stop: running.stop }
}

const forever = () => new Promise<undefined>(() => {})

test('a job that hangs or fails keeps no other one waiting', async () => {
  let runs = 0
  const { lines } = start(
    { name: 'hanging', run: forever },
    { name: 'failing', run: () => Promise.reject(new Error('broken')) },
    { name: 'sound', run: async () => void runs++ as undefined },
  )
  await expect.poll(() => runs).toBeGreaterThan(3)
  expect(lines).toMatchObject([{ event: 'job.failed', job: 'failing', problem: 'Error: broken' }])
})

test('a job does not overlap with itself, and is told when its time is over', async () => {
  let runs = 0
  let told = false
  const { lines } = start({
    deadline: 20,
    run: async (signal) => {
      runs++
      signal.addEventListener('abort', () => (told = true))
      return forever()
    },
  })
  await expect.poll(() => lines).toMatchObject([{ event: 'job.overdue', job: 'tested' }])
  expect({ runs, told }).toEqual({ runs: 1, told: true })
})

test('a job that failed is tried again', async () => {
  let runs = 0
  start({
    run: async () => {
      if (++runs === 1) throw new Error('broken')
      return undefined
    },
  })
  await expect.poll(() => runs, { timeout: 5_000 }).toBeGreaterThan(1)
})

test('a row that stays bad is named once', async () => {
  let runs = 0
  const { lines } = start({ run: async () => (runs++ < 20 ? [{ id: 'row', problem: 'SyntaxError' }] : []) })
  await expect.poll(() => runs).toBeGreaterThan(5)
  expect(lines).toMatchObject([{ event: 'job.row-failed', job: 'tested', id: 'row', problem: 'SyntaxError' }])
})

test('stopping waits for what ends, breaks off what does not, and leaves behind what cannot be', async () => {
  let finished = false
  let brokenOff = false
  let begun = 0
  const { stop } = start(
    {
      run: async () => {
        begun++
        await wait(100)
        finished = true
        return undefined
      },
    },
    {
      run: (signal) => {
        begun++
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            brokenOff = true
            resolve(undefined)
          })
        })
      },
    },
    {
      run: () => {
        begun++
        return forever()
      },
    },
  )
  await expect.poll(() => begun).toBe(3)
  await stop(500)
  expect({ finished, brokenOff }).toEqual({ finished: true, brokenOff: true })
})

test('an errand that cannot be run is dropped and named; the others are run', async () => {
  const org = await organization()
  const ben = await org.agent()
  const { errands, outbox } = org.ctx.db.tables
  const leave = (facts: Record<string, string>) =>
    org.ctx.db.write((tx) => leaveErrand(tx, org.ctx, 'password-reset', facts))
  await leave({ email: 'no address' })
  await leave({ email: ben.email })
  await org.ctx.db.write((tx) =>
    tx.update(errands).set({ facts: '{"email":' }).where(eq(errands.facts, '{"email":"no address"}')),
  )
  const [bad] = await org.ctx.db.read.select().from(errands).where(eq(errands.facts, '{"email":'))
  expect(await runErrands(org.ctx)).toEqual([{ id: bad?.id, problem: 'SyntaxError' }])
  expect(await org.ctx.db.read.select().from(errands)).toEqual([])
  const names = (await org.ctx.db.read.select().from(outbox)).map(({ name }) => name)
  expect(names).toContain('password-reset')
})

test('a recovery request that cannot be moved on is named; the others are', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  await recovery.approved()
  const { recoveryRequests } = ctx.db.tables
  const [request] = await ctx.db.read.select().from(recoveryRequests)
  if (!request) throw new Error('No request.')
  await ctx.db.write((tx) => tx.insert(recoveryRequests).values({ ...request, id: 'another' }))
  await recovery.untilReady()
  const failing = beforeWrite(ctx, 1, () => Promise.reject(new RangeError('broken')))
  expect(await progressRequests(failing)).toMatchObject([{ problem: 'RangeError' }])
  expect(Object.keys(await recovery.tokens(subjects.ready))).toEqual([org.admin.email])
})
