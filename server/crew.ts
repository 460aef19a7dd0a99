import type { Cluster, Worker } from 'node:cluster'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { minutes, seconds } from '@/lib/duration'
import { SettingsError } from '@/lib/settings'
import type { FromPrimary, FromWorker } from './crew-messages'
import type { Log } from './log'
import { ownMark, ownMarkVariable } from './own-mark'

/** The processes that serve, as the one that started them sees them. */
export type Crew = {
  /** Resolves when all of them serve. Throws `SettingsError` where one of them cannot; there is none then. */
  serving: Promise<void>
  send(worker: Worker, message: FromPrimary): void
  /** Those that can be asked something. */
  present(): Worker[]
  /** Has each of them end what it does, and waits for that. None is replaced any more. */
  stop(): Promise<void>
  /** Ends them at once, also those that do not listen. */
  kill(): void
}

/** One that lasted so long may be replaced at once; before that, each replacement waits twice as long as the last. */
const steady = minutes(1)
const longestPause = seconds(30)

type Ears = {
  hear(worker: Worker, message: FromWorker): void
  ended(worker: Worker): void
}

/** Starts so many workers. Once all of them serve, one that ends is replaced, and the log says so. */
export function startCrew(cluster: Cluster, size: number, log: Log, { hear, ended }: Ears): Crew {
  cluster.setupPrimary({
    exec: join(process.env.COUNTERSIGN_BUILD ?? '', 'server.mjs'),
    execArgv: [...process.execArgv, '--enable-source-maps'],
  })
  const stopping = new AbortController()
  const workers = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
  const kill = () => {
    stopping.abort()
    for (const { process } of workers()) process.kill('SIGKILL')
  }

  /** One worker: when it serves, and how it ended. */
  function start() {
    const worker = cluster.fork({ [ownMarkVariable]: ownMark })
    const born = performance.now()
    let problem: string | null = null
    worker.on('message', (message: FromWorker) => {
      if ('tells' in message && message.tells === 'refused') problem = message.sentence
      hear(worker, message)
    })
    // What it said last may arrive after its end.
    const end = Promise.all([once(worker, 'exit'), once(worker, 'disconnect')]).then(([[code, signal]]) => {
      ended(worker)
      return { worker, code, signal, problem, lived: performance.now() - born }
    })
    const serving = new Promise<void>((resolve) =>
      worker.on('message', (message: FromWorker) => {
        if ('tells' in message && message.tells === 'serving') resolve()
      }),
    )
    return { worker, serving, end }
  }

  /** Replaces it whenever it has ended. */
  async function keepUp(first: ReturnType<typeof start>): Promise<void> {
    for (let current = first, failures = 0; ; ) {
      const { worker, lived, code, signal, problem } = await current.end
      if (stopping.signal.aborted) return
      failures = lived < steady ? failures + 1 : 0
      const pause = failures === 0 ? 0 : Math.min(longestPause, seconds(1) * 2 ** (failures - 1))
      const { pid } = worker.process
      const facts = { pid, exitCode: code, signal, ...(problem !== null && { problem }), replacedInMs: pause }
      log.error({ event: 'worker.ended', ...facts }, 'worker ended')
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      const next = start()
      void next.serving.then(() =>
        log.info({ event: 'worker.started', pid: next.worker.process.pid }, 'worker started'),
      )
      current = next
    }
  }

  const crew = Array.from({ length: size }, start)
  let kept: Promise<void>[] = []
  async function begin(): Promise<void> {
    const beginning = crew.map(async ({ serving, end }) => {
      const early = await Promise.race([serving, end])
      if (early && !stopping.signal.aborted) throw new SettingsError(early.problem ?? endedEarly(early))
    })
    await Promise.all(beginning).catch((error) => {
      kill()
      throw error
    })
    kept = crew.map(keepUp)
  }

  return {
    serving: begin(),
    send: (worker, message) => {
      // One that is about to end hears nothing any more.
      if (worker.isConnected()) worker.send(message, () => {})
    },
    present: () => workers().filter((worker) => worker.isConnected()),
    async stop() {
      stopping.abort()
      for (const { process } of workers()) process.kill('SIGTERM')
      await Promise.all(kept)
    },
    kill,
  }
}

const endedEarly = ({ code, signal }: { code: number | null; signal: string | null }) =>
  `A worker ended before it served (${signal ?? `exit code ${code}`}). What it said is above; with WORKERS=1 there are none.`
