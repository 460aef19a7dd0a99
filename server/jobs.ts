import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { seconds } from '@/lib/duration'
import type { BadRow } from '@/lib/row-by-row'
import type { Log } from './log'

/** Something that the server does by itself, again and again. */
export type Job = {
  /** What the log calls it. */
  name: string
  /** Before the first run, and from the end of one to the beginning of the next, in milliseconds. */
  every: number
  /** The first run begins at once. */
  atOnce?: true
  /** How long a run may take, in milliseconds. Then its signal is aborted and the log says so. */
  deadline: number
  /** Returns the rows that it could not deal with; the others are done. */
  run(signal: AbortSignal): Promise<BadRow[] | undefined>
}

const longestPause = seconds(10)
const lastWord = seconds(2)

/**
 * Runs each job by itself: none waits for another, and none overlaps with itself. One that fails is tried again after a
 * pause that grows to ten seconds. Whatever goes wrong is logged under the job's name.
 */
export function startJobs(jobs: Job[], log: Log): { stop(grace: number): Promise<void> } {
  const stopping = new AbortController()
  const over = new AbortController()
  // One for each job is no leak.
  setMaxListeners(jobs.length, stopping.signal, over.signal)
  const running = jobs.map((job) => repeat(job, log, stopping.signal, over.signal))
  return {
    /**
     * Starts nothing any more, and waits for what runs: for `grace` milliseconds as it is, then two seconds more with its
     * signal aborted. What still runs after that is left behind.
     */
    async stop(grace) {
      stopping.abort()
      const ended = Promise.all(running)
      await Promise.race([ended, wait(grace, undefined, { ref: false })])
      over.abort()
      await Promise.race([ended, wait(lastWord, undefined, { ref: false })])
    },
  }
}

async function repeat(job: Job, log: Log, stopping: AbortSignal, over: AbortSignal): Promise<void> {
  let failures = 0
  let known = new Set<string>()
  for (let pause = job.atOnce ? 0 : job.every; ; ) {
    await wait(pause, undefined, { signal: stopping, ref: false }).catch(() => {})
    if (stopping.aborted) return
    try {
      const bad = (await runOnce(job, log, over)) ?? []
      // A row that stays bad is named once, not every second.
      for (const { id, problem } of bad)
        if (!known.has(id)) log.warn({ event: 'job.row-failed', job: job.name, id, problem }, 'row put aside')
      known = new Set(bad.map(({ id }) => id))
      failures = 0
      pause = job.every
    } catch (error) {
      failures++
      pause = Math.min(longestPause, Math.max(job.every, seconds(failures)))
      log.warn({ event: 'job.failed', job: job.name, problem: plain(error) }, 'job failed')
    }
  }
}

async function runOnce(job: Job, log: Log, over: AbortSignal): Promise<BadRow[] | undefined> {
  const late = new AbortController()
  const timer = setTimeout(() => {
    late.abort()
    log.warn({ event: 'job.overdue', job: job.name, seconds: job.deadline / 1000 }, 'job overdue')
  }, job.deadline).unref()
  const end = () => late.abort()
  over.addEventListener('abort', end, { once: true })
  if (over.aborted) end()
  try {
    return await job.run(late.signal)
  } finally {
    clearTimeout(timer)
    over.removeEventListener('abort', end)
  }
}

/** What went wrong, without the parameters that a query's own message holds. */
function plain(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const cause = error.name === 'DrizzleQueryError' && error.cause instanceof Error ? error.cause : error
  return `${cause.name}: ${cause.message}`
}
