import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, vi } from 'vitest'
import { holdTables, untilWaiting } from '../world/postgres'
import type { World } from '../world/world'
import type { Job } from './race-rules'
import type { Racing } from './racer'

const root = join(import.meta.dirname, '..', '..', '..')
// Inside node_modules, for there the bundle finds its packages.
const folder = join(root, 'node_modules', '.cache', `countersign-race-${process.pid}`)
const file = join(folder, 'racer.mjs')

// Processes take their time to start on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

let bundled: Promise<unknown> | undefined

const bundle = () => {
  mkdirSync(folder, { recursive: true })
  return build({
    ...{ entryPoints: [join(import.meta.dirname, 'racer.ts')], outfile: file, bundle: true },
    ...{ format: 'esm', platform: 'node', packages: 'external', alias: { '@': root }, logLevel: 'silent' },
  })
}

afterAll(() => {
  for (const racer of racers) racer.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** Started for the first race of a file, and kept. */
const racers: ChildProcess[] = []

function racerOf(n: number): ChildProcess {
  const racer = racers[n] ?? fork(file, [], { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  racers[n] = racer
  return racer
}

/**
 * Runs each list of jobs in a process of its own, on the one database of the world, at the world's time. All
 * jobs of all processes start when every process has opened it. Returns what the rules answered. `gate`: a table of
 * PostgreSQL that is held meanwhile; each process begins when the jobs of those before it wait, so that all of them are in the
 * middle at once. On SQLite writers take turns, and nothing is held.
 */
export async function race(
  world: World,
  lists: Job[][],
  { gate }: { gate?: string } = {},
): Promise<string[]> {
  bundled ??= bundle()
  await bundled
  const racing = lists.map((_, n) => racerOf(n))
  await Promise.all(
    racing.map(async (racer, n) => {
      const given: Racing = {
        place: world.place,
        key: world.key.toString('base64'),
        now: world.clock.now().getTime(),
        jobs: lists[n] ?? [],
      }
      racer.send(given)
      await message(racer)
    }),
  )
  const server = world.place.databaseServer
  const open = gate && server ? await holdTables(server, [gate]) : null
  const answers = racing.map((racer) => message(racer))
  let begun = 0
  for (const [n, racer] of racing.entries()) {
    racer.send('go')
    begun += lists[n]?.length ?? 0
    if (open && server) await untilWaiting(server, begun)
  }
  await open?.()
  return (await Promise.all(answers)).flat() as string[]
}

async function message(racer: ChildProcess): Promise<unknown> {
  // Whichever comes first, the other one is not listened for any more: racers are kept.
  const over = new AbortController()
  try {
    const [said] = await Promise.race([
      once(racer, 'message', { signal: over.signal }),
      once(racer, 'exit', { signal: over.signal }).then(([code]) => {
        throw new Error(`A racer ended with ${code} before it answered.`)
      }),
    ])
    return said
  } finally {
    over.abort()
  }
}
