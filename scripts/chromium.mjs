/**
 * A Chromium for the tests: CHROMIUM_PATH, one that is installed, else Playwright's own, else Debian's package.
 * Each is started once before it counts: some distributions ship a stub under that name.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { runNode, StepFailed } from './commands.mjs'
import { installDebians } from './debian.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const APPLICATIONS = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
]
const DOWNLOAD_SECONDS = 600

/** The path of a Chromium that starts, or undefined. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const candidates = [
    ...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...APPLICATIONS.map((application) => path.join('/Applications', application)),
  ]
  return candidates.find(starts)
}

/** The same, installed where there is none. */
export async function ensureChromium() {
  const found =
    findChromium() ??
    (await findPlaywrights()) ??
    (await installPlaywrights()) ??
    (await installDebians('chromium', findChromium))
  if (!found) throw new StepFailed('There is no Chromium. Install one, or set CHROMIUM_PATH to where it is.')
  return found
}

async function findPlaywrights() {
  const { chromium } = await import('@playwright/test')
  const file = chromium.executablePath()
  return starts(file) ? file : undefined
}

async function installPlaywrights() {
  console.log("Downloading Playwright's Chromium…")
  const withLibraries = isRoot() ? ['--with-deps'] : []
  await runNode('node_modules/@playwright/test/cli.js', ['install', ...withLibraries, 'chromium'], {
    timeoutSeconds: DOWNLOAD_SECONDS,
  })
  return findPlaywrights()
}

function isRoot() {
  return process.getuid?.() === 0
}

function starts(file) {
  if (!existsSync(file)) return false
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}
