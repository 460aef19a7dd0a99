import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { environment } from '@/scripts/debian.mjs'

const startsWithinMs = 20_000

type Start = {
  /** Where it is, and the name that it is called by. */
  program: string
  name: string
  /** A port that its configuration has it listen on, of 127.0.0.1 unless another host is named. */
  port: number
  host?: string
  /** Its configuration, in a folder of its own that is deleted when it ends. It writes `error.log` there, or to its output. */
  configuration: (folder: string) => string
  /** What it is started with, where its configuration is that file. */
  words: (file: string, folder: string) => string[]
  env?: (folder: string) => Record<string, string>
}

/** A web server that others wrote. */
export type WebServer = {
  port: number
  /** What it complained of so far. */
  log(): string
  stop(): Promise<void>
}

/** Starts one in the foreground, and resolves once it accepts connections. Throws with its complaints when it does not. */
export async function startWebServer(start: Start): Promise<WebServer> {
  const folder = mkdtempSync(join(tmpdir(), `countersign-${start.name.toLowerCase()}-`))
  const file = join(folder, 'configuration')
  writeFileSync(file, start.configuration(folder))
  const child = spawn(start.program, start.words(file, folder), {
    cwd: folder,
    env: { ...process.env, ...environment(), ...start.env?.(folder) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  let failed: Error | undefined
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', (error) => {
      failed = error
      resolve()
    })
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const log = () => output + logIn(folder)
  const stop = async () => {
    process.off('exit', kill)
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (const deadline = Date.now() + startsWithinMs; !(await accepts(start.port, start.host)); await wait(20))
    if (failed || child.exitCode !== null || Date.now() > deadline) {
      const said = failed?.message ?? log()
      await stop()
      throw new Error(`${start.name} did not start:\n${said}`)
    }
  return { port: start.port, log, stop }
}

function logIn(folder: string): string {
  try {
    return readFileSync(join(folder, 'error.log'), 'utf8')
  } catch {
    return ''
  }
}

const accepts = (port: number, host = '127.0.0.1') =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, host)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
