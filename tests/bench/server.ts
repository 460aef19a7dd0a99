import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const startsWithinMs = 60_000

/** A server process on loopback. */
export type Server = { port: number; stop(): Promise<void> }

/** The product's production build on a data folder, behind a proxy on this machine. */
export const startProduct = (build: string, dataFolder: string): Promise<Server> =>
  startServer(join(build, 'server.mjs'), '/api/health', `${dataFolder}.log`, {
    DATA_DIR: dataFolder,
    TRUSTED_PROXIES: '127.0.0.1',
  })

/**
 * Starts a server's program and resolves once `path` answers. What it writes goes to a file, as under a service
 * manager: its log costs it what it costs in production, and the client nothing. Ends with this process.
 */
export async function startServer(
  program: string,
  path: string,
  logFile: string,
  env: Record<string, string> = {},
): Promise<Server> {
  const port = await freePort()
  const log = openSync(logFile, 'a')
  // With Node's own options of this process: `node --cpu-prof` profiles the servers too.
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [...process.execArgv, program], {
    env: {
      PATH,
      TZ: 'UTC',
      NODE_ENV: 'production',
      PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      ...env,
    },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))

  const deadline = Date.now() + startsWithinMs
  while ((await statusOf(port, path)) !== 200) {
    if (child.exitCode !== null || Date.now() > deadline) {
      kill()
      throw new Error(`${program} did not start:\n${readFileSync(logFile, 'utf8')}`)
    }
    await sleep(50)
  }
  return {
    port,
    async stop() {
      child.kill('SIGTERM')
      await ended
      process.off('exit', kill)
    },
  }
}

function statusOf(port: number, path: string): Promise<number> {
  return new Promise((resolve) => {
    get({ port, path, host: '127.0.0.1', agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    }).once('error', () => resolve(0))
  })
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
