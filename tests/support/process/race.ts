import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, vi } from 'vitest'
import type { World } from '../world/world'
import type { Job, Racing } from './racer'

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

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Runs each list of jobs in a process of its own, on the one database of the world, at the world's time. All
 * jobs of all processes start when every process has opened it. Returns what the rules answered.
 */
export async function race(world: World, lists: Job[][]): Promise<string[]> {
  bundled ??= bundle()
  await bundled
  const racers = lists.map(() =>
    fork(file, [], { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
  )
  try {
    await Promise.all(
      racers.map(async (racer, n) => {
        const racing: Racing = {
          place: world.place,
          key: world.key.toString('base64'),
          now: world.clock.now().getTime(),
          jobs: lists[n] ?? [],
        }
        racer.send(racing)
        await message(racer)
      }),
    )
    const answers = racers.map((racer) => message(racer))
    for (const racer of racers) racer.send('go')
    return (await Promise.all(answers)).flat() as string[]
  } finally {
    for (const racer of racers) racer.kill()
  }
}

async function message(racer: ChildProcess): Promise<unknown> {
  const [said] = await Promise.race([
    once(racer, 'message'),
    once(racer, 'exit').then(([code]) => {
      throw new Error(`A racer ended with ${code} before it answered.`)
    }),
  ])
  return said
}
