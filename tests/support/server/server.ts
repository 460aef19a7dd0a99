import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readSettings, type Settings } from '@/lib/settings'
import { databaseBeside, forgetDatabase } from '../world/postgres'

/** Every runner, and every bundled test program, runs at the repository's root. */
const root = process.cwd()
const startsWithinMs = 120_000
const stopsWithinMs = 10_000

/** A running production build. */
export type Server = {
  /** Such as `http://localhost:40123`, without a slash at the end. */
  origin: string
  dataFolder: string
  /** The link it printed when it started: the set-up page with its token, or, once it is set up, the sign-in page. */
  printedLink: string
  /** What it was told beside its port and its folder: where its database is, if that is a server. */
  env: Record<string, string>
  pid: number
  /** What it wrote so far: its log and its complaints. */
  output(): string
  /** Ends the process and deletes a data folder that was its own. Resolves with the exit code (null: killed). */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export type ServerOptions = {
  /** Default: a temporary one, deleted by `stop`. Given, it stays: start again on it what was stopped. */
  dataFolder?: string
  /** Default: a free one. */
  port?: number
  /** No file of its own may grow beyond this many bytes, as if the disk were full then. */
  largestFile?: number
  /** More settings, such as `TRUSTED_PROXIES`. Nothing but `PATH` is inherited from the test's own environment. */
  env?: Record<string, string>
}

/**
 * Starts `$COUNTERSIGN_BUILD/server.mjs`, as `npm start` does, and resolves once it serves. Throws with its output when
 * it does not. A server that a test forgot to stop ends with the test's process.
 *
 *     const server = await startServer()
 *     await fetch(`${server.origin}/api/health`)
 *     await server.stop()
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'countersign-server-'))
  const port = options.port ?? (await freePort())
  const named = options.env?.DATABASE_URL !== undefined
  const env = { ...(named ? {} : await databaseBeside(dataFolder)), ...options.env }
  const command = [process.execPath, join(buildFolder(), 'server.mjs')]
  // In blocks of 512 bytes (POSIX).
  const limit = ['sh', '-c', `ulimit -f ${Math.floor((options.largestFile ?? 0) / 512)}; exec "$0" "$@"`]
  const [program = '', ...words] = options.largestFile ? [...limit, ...command] : command
  const child = spawn(program, words, {
    cwd: root,
    env: {
      ...{ PATH: process.env.PATH ?? '', TZ: 'UTC', NODE_ENV: 'production' },
      ...{ PORT: String(port), DATA_DIR: dataFolder },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)

  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))

  const forget = async () => {
    process.off('exit', kill)
    if (options.dataFolder) return
    rmSync(dataFolder, { recursive: true, force: true })
    await forgetDatabase(dataFolder)
  }
  const deadline = Date.now() + startsWithinMs
  while (!linkIn(output)) {
    if (hasEnded(child) || Date.now() > deadline) {
      kill()
      await ended
      await forget()
      throw new Error(`The server did not start:\n${output}`)
    }
    await sleep(20)
  }

  return {
    origin: `http://localhost:${port}`,
    dataFolder,
    env,
    printedLink: linkIn(output) ?? '',
    pid: child.pid ?? 0,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const killer = setTimeout(kill, stopsWithinMs)
      const code = await ended
      clearTimeout(killer)
      await forget()
      return code
    },
  }
}

/** The settings of a server, for whoever opens its database past its front door. */
export const settingsOf = ({ dataFolder, origin, env }: Server): Settings =>
  readSettings({ DATA_DIR: dataFolder, APP_URL: origin, LOG_LEVEL: 'silent', ...databaseIn(env) })

const databaseIn = ({ DATABASE_URL, ENCRYPTION_KEY }: Record<string, string>) => ({
  DATABASE_URL,
  ENCRYPTION_KEY,
})

/** The link stands on a line of its own, after two spaces. */
const linkIn = (output: string) => /^ {2}(https?:\S+)$/m.exec(output)?.[1]

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

function buildFolder(): string {
  const folder = process.env.COUNTERSIGN_BUILD
  if (!folder)
    throw new Error('Set COUNTERSIGN_BUILD as CONTRIBUTING.md says under *Check*, or run `npm test`.')
  return folder
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
