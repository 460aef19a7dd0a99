import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterAll, vi } from 'vitest'
import { copySqlite } from '@/db/backup'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import { readSettings } from '@/lib/settings'
import { chance } from '../world/chance'
import { SteppingClock } from '../world/clock'
import { firefox, type World } from '../world/world'
import type { Errand, Job } from './victim'

const root = join(import.meta.dirname, '..', '..', '..')
// Inside node_modules, for there the bundle finds its packages.
const folder = join(root, 'node_modules', '.cache', `countersign-kill-${process.pid}`)
const file = join(folder, 'victim.mjs')

vi.setConfig({ testTimeout: 600_000 })

/** What is left of an installation whose process was killed, opened again as a server opens it. */
export type Remains = {
  world: World
  /** Everything the process said, up to the moment of its end. */
  lines: string[]
  /** The last step of a job that was answered with success; 0: none. */
  done(job: number): number
  begun(job: number): boolean
  inTransaction: boolean
}

/** A world and its database as it was when the killing began. */
type Template = World & { frozen: string }

let bundled: Promise<unknown> | undefined

// Everything in one file but what is native: a process that is there to die should start fast.
const bundle = () => {
  mkdirSync(folder, { recursive: true })
  return build({
    ...{ entryPoints: [join(import.meta.dirname, 'victim.ts')], outfile: file, bundle: true },
    ...{ format: 'esm', platform: 'node', alias: { '@': root }, logLevel: 'silent' },
    external: ['better-sqlite3', '@node-rs/argon2'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
  })
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Has the jobs done in a process of its own on a copy of the world, once to the end and then fifty times with `kill -9`
 * at a random moment, and lets `check` look at what each of them left. Returns how many came inside of a transaction.
 */
export async function killFiftyTimes(
  world: World,
  jobs: Job[],
  check: (remains: Remains) => Promise<void>,
): Promise<number> {
  bundled ??= bundle()
  await bundled
  const template: Template = { ...world, frozen: join(folder, `${randomUUID()}.sqlite`) }
  copySqlite(world.file, template.frozen)
  const random = chance(jobs.length)
  const whole = await killOnce(template, jobs, spawn(), Number.POSITIVE_INFINITY, 0, check)
  if (whole.lines.at(-1) !== 'finished') throw new Error(`The jobs were not done:\n${whole.lines.join('\n')}`)
  let inTransaction = 0
  // The next one starts while this one dies.
  let next = spawn()
  try {
    for (let round = 0; round < 50; round++) {
      const victim = next
      next = spawn()
      // Each fiftieth of the way has its kill.
      const moment = 1 + Math.floor(((round + random.below(100) / 100) / 50) * whole.lines.length)
      const remains = await killOnce(template, jobs, victim, moment, random.below(12), check)
      if (remains.inTransaction) inTransaction++
    }
  } finally {
    next.kill('SIGKILL')
  }
  return inTransaction
}

/**
 * Has the same jobs done by four processes at once on one copy of the world, over and over: two go on to the end, two are
 * killed at a random moment. `check` looks at what each round left.
 */
export async function killRivals(
  world: World,
  jobs: Job[],
  rounds: number,
  check: (remains: World, lines: string[][]) => Promise<void>,
): Promise<void> {
  bundled ??= bundle()
  await bundled
  const template: Template = { ...world, frozen: join(folder, `${randomUUID()}.sqlite`) }
  copySqlite(world.file, template.frozen)
  const random = chance(rounds)
  for (let round = 0; round < rounds; round++) {
    const dataFolder = mkdtempSync(join(tmpdir(), 'countersign-rivals-'))
    try {
      copyInstallation(template, dataFolder)
      const errand: Errand = { dataFolder, now: template.clock.now().getTime(), jobs }
      const moments = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, random.below(20), random.below(60)]
      const rivals = moments.map((moment) => runUntil(spawn(), errand, moment, random.below(12)))
      // Whatever becomes of one, nobody is left behind.
      await Promise.allSettled(rivals)
      const lines = await Promise.all(rivals)
      const remains = await openInstallation(template, dataFolder)
      await check(remains, lines).finally(remains.close)
    } finally {
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
}

const spawn = () => fork(file, [], { cwd: root, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })

/** Kills the victim some milliseconds after its line of that number, or once it has finished. */
async function killOnce(
  template: Template,
  jobs: Job[],
  victim: ChildProcess,
  moment: number,
  milliseconds: number,
  check: (remains: Remains) => Promise<void>,
): Promise<Remains> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'countersign-killed-'))
  try {
    copyInstallation(template, dataFolder)
    const errand: Errand = { dataFolder, now: template.clock.now().getTime(), jobs }
    const lines = await runUntil(victim, errand, moment, milliseconds)
    const world = await openInstallation(template, dataFolder)
    const remains = { world, lines, ...readLines(lines) }
    try {
      await check(remains)
    } catch (error) {
      throw new Error(`After ${lines.join(', ')}, killed:`, { cause: error })
    } finally {
      await world.close()
    }
    return remains
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

async function runUntil(
  victim: ChildProcess,
  errand: Errand,
  moment: number,
  milliseconds: number,
): Promise<string[]> {
  const lines: string[] = []
  let rest = ''
  const reached = new Promise<void>((resolve) => {
    victim.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
      if (lines.length >= moment || lines.at(-1) === 'finished') resolve()
    })
  })
  const closed = once(victim, 'close').then(([code]) => {
    if (code !== null) throw new Error(`It ended with ${code} by itself, after ${lines.join(', ')}`)
  })
  victim.send(errand)
  await Promise.race([reached, closed])
  await wait(milliseconds)
  victim.kill('SIGKILL')
  await closed
  return lines
}

function readLines(lines: string[]): Pick<Remains, 'done' | 'begun' | 'inTransaction'> {
  const last = lines.findLast((line) => ['begin', 'end'].includes(line))
  return {
    done: (job) => Number(lines.findLast((line) => line.startsWith(`done ${job} `))?.split(' ')[2] ?? 0),
    begun: (job) => lines.includes(`job ${job}`),
    inTransaction: last === 'begin',
  }
}

/** The world as it was, in a data folder as a server has one, its key in a file. */
function copyInstallation(template: Template, dataFolder: string): void {
  mkdirSync(join(dataFolder, 'db'), { mode: 0o700 })
  mkdirSync(join(dataFolder, 'secrets'), { mode: 0o700 })
  copyFileSync(template.frozen, join(dataFolder, 'db', 'countersign.sqlite'))
  const key = `${template.key.toString('base64')}\n`
  writeFileSync(join(dataFolder, 'secrets', 'encryption.key'), key, { mode: 0o600 })
}

async function openInstallation(template: Template, dataFolder: string): Promise<World> {
  const settings = readSettings({ DATA_DIR: dataFolder })
  const runtime = await openRuntime(settings)
  const { db, vault } = runtime
  const clock = new SteppingClock()
  clock.pass(template.clock.now().getTime() - clock.now().getTime())
  const ctx = { ...contextOf(runtime, firefox), now: clock.now }
  return {
    ...{
      folder: dataFolder,
      file: settings.databaseFile,
      place: settings,
      db,
      key: template.key,
      vault,
      clock,
      ctx,
    },
    from: (origin) => ({ ...ctx, origin: { ...firefox, ...origin } }),
    close: () => db.close(),
  }
}
