/**
 * What every script stands on: it works from the repository's root, and ends with what it started. Ctrl-C and
 * SIGTERM stop its children first; so does the end of the `npm` that runs it.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED = '1'
stopWithNpm()

/** Something a person can put right: printed without a stack trace. */
export class StepFailed extends Error {}

/** Runs a script's body; a failed step ends it with exit code 1. */
export async function runScript(body) {
  try {
    await body()
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

/** Runs a bundle in this process; errors name the lines of its sources. */
export function importFile(file) {
  process.setSourceMapsEnabled(true)
  return import(pathToFileURL(file).href)
}

/** Runs a program without input. Answers with its exit code and its output, which is empty where `show`. */
export async function run(command, args, { env = {}, show = false, timeoutSeconds = 0 } = {}) {
  const child = spawn(command, args, {
    env: { ...process.env, ...(show ? {} : { NO_COLOR: '1' }), ...env },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    timeout: timeoutSeconds * 1000,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => (output += text))
  const code = await untilEnded(child).catch((error) => {
    output += error.message
    return 127
  })
  return { code, output: output.trim() }
}

/** Runs a Node program that is a file of ours or of a package. */
export function runNode(file, args, options) {
  return run(process.execPath, [file, ...args], options)
}

/** Resolves with the exit code. Meanwhile a signal to this process stops the child, and then this process. */
function untilEnded(child) {
  return new Promise((resolve, reject) => {
    let stoppedBy = 0
    const stop = (_signal, number) => {
      if (stoppedBy === 0) child.kill('SIGTERM')
      stoppedBy = number
    }
    const settle = (act) => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      if (stoppedBy) process.exit(128 + stoppedBy)
      act()
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
    child.on('error', (error) => settle(() => reject(error)))
    child.on('close', (code) => settle(() => resolve(code ?? 1)))
  })
}

/**
 * npm hands SIGTERM to the shell between it and us, and some shells (Debian's dash) end without handing it on. After
 * a signal that did arrive there is nothing to add.
 */
function stopWithNpm() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.prependOnceListener(signal, (_signal, number) => {
      clearInterval(watch)
      if (process.listenerCount(signal) === 0) process.exit(128 + number)
    })
  }
}
