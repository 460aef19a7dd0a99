/**
 * One script at a time installs or builds in a checkout. A lock left behind by a script that was killed
 * does not count: its process is gone, or (where the number belongs to another process by now) it was not
 * touched while someone watched it for half a minute, by a clock that no one sets.
 */
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, StepFailed } from './commands.mjs'

const TOUCH_EVERY_MS = 5_000
const SILENT_MS = 30_000

export const buildsFolder = path.join(root, '.builds')

/** Runs `work` while no other process holds the lock of that name; `onWait` is called once if that takes a while. */
export async function withLock(name, work, onWait) {
  const file = path.join(buildsFolder, `${name}.lock`)
  try {
    mkdirSync(buildsFolder, { recursive: true })
    const watched = { touched: 0, since: 0 }
    for (let attempt = 0; !claim(file, watched); attempt++) {
      if (attempt === 1) onWait()
      await sleep(250)
    }
  } catch (error) {
    if (!isRefused(error)) throw error
    throw new StepFailed(
      `Something must be installed or built first, and this user can't write to ${root}. Run npm start once as the owner of that folder.`,
    )
  }
  const release = () => rmSync(file, { force: true })
  const touch = setInterval(() => utimesSync(file, new Date(), new Date()), TOUCH_EVERY_MS)
  process.on('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(touch)
    process.off('exit', release)
    release()
  }
}

/** Whether a file was not written because it is someone else's, or on a disk that only reads. */
export const isRefused = (error) => ['EACCES', 'EPERM', 'EROFS'].includes(error.code)

export function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function claim(file, watched) {
  try {
    const handle = openSync(file, 'wx')
    writeSync(handle, String(process.pid))
    closeSync(handle)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const holder = readHolder(file, watched)
  if (holder && (!isAlive(holder.pid) || holder.silentMs > SILENT_MS)) removeIfHeldBy(holder.pid, file)
  return false
}

function readHolder(file, watched) {
  try {
    const touched = statSync(file).mtimeMs
    if (touched !== watched.touched) Object.assign(watched, { touched, since: performance.now() })
    const silentMs = performance.now() - watched.since
    const pid = Number(readFileSync(file, 'utf8'))
    // Empty: created a moment ago, its number not written yet.
    return pid > 0 || silentMs > SILENT_MS ? { pid, silentMs } : undefined
  } catch {
    return undefined
  }
}

/** Moves the lock aside first: two scripts may see the same stale lock, and the slower one must not remove the other's new one. */
function removeIfHeldBy(pid, file) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (Number(readFileSync(aside, 'utf8')) === pid) rmSync(aside)
    else renameSync(aside, file)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}
