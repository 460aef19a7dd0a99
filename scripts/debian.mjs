/** Programs that the tests need and a machine may not have, from Debian's packages. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root, run } from './commands.mjs'
import { withLock } from './locks.mjs'

const APT = '/usr/bin/apt-get'
const APT_SECONDS = 600

/** What was unpacked for the tests of this checkout: a folder for each package that was asked for. */
const unpackedFolder = path.join(root, '.programs')

/** Installs a package, and looks for what it brings. Where that is not there afterwards, apt's words are shown. */
export async function installDebians(name, find) {
  if (process.getuid?.() !== 0 || !existsSync(APT)) return undefined
  console.log(`Installing Debian's ${name}…`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env, timeoutSeconds: APT_SECONDS })
  const options = ['install', '-y', '--no-install-recommends', name]
  const { output } = await run('apt-get', options, { env, timeoutSeconds: APT_SECONDS })
  const found = find()
  if (!found) console.log(output)
  return found
}

/**
 * Unpacks a package, and what it needs and this machine lacks, for the tests alone, and looks for what it brings.
 * Nothing is installed, no service starts, and no one need be root: apt keeps its lists and downloads beside them.
 * What is started from there needs `environment()`.
 */
export async function unpackDebians(name, find) {
  if (!existsSync(APT)) return undefined
  const wait = () => console.log(`Another script is unpacking packages; waiting for ${name}…`)
  return withLock('programs', async () => find() ?? (await download(name)) ?? find(), wait)
}

/** Says what apt said where it fails, and answers nothing: what was unpacked is then to be looked for. */
async function download(name) {
  console.log(`Downloading Debian's ${name}…`)
  mkdirSync(unpackedFolder, { recursive: true })
  const folder = mkdtempSync(path.join(unpackedFolder, '.new-'))
  try {
    for (const part of ['lists/partial', 'archives/partial'])
      mkdirSync(path.join(folder, part), { recursive: true })
    const apt = (...words) => run(APT, [...optionsIn(folder), ...words], { timeoutSeconds: APT_SECONDS })
    const updated = await apt('update')
    const loaded = await apt('install', '-y', '--no-install-recommends', '--download-only', name)
    if (loaded.code !== 0) return void console.log(`${updated.output}\n${loaded.output}`)
    const target = path.join(folder, 'unpacked')
    for (const file of readdirSync(path.join(folder, 'archives'))) {
      // The machine's own C library is the one that its programs are started with.
      if (!file.endsWith('.deb') || /^libc6?[-_]/.test(file)) continue
      const { code, output } = await run('dpkg-deb', ['-x', path.join(folder, 'archives', file), target])
      if (code !== 0) return void console.log(output)
    }
    rmSync(path.join(unpackedFolder, name), { recursive: true, force: true })
    renameSync(target, path.join(unpackedFolder, name))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const optionsIn = (folder) =>
  [
    `Dir::State::Lists=${path.join(folder, 'lists')}`,
    `Dir::Cache=${folder}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option])

/** Where a program is: on the PATH, where Debian puts what only root starts, or unpacked. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
  return findIn([...folders, ...unpacked('usr/bin'), ...unpacked('usr/sbin')], name)
}

/** Where a file is that a package brings, such as `usr/lib/apache2/modules/mod_ssl.so`: installed or unpacked. */
export const findFile = (name) => findIn(['/', ...unpacked('')], name)

/** What a program that may have been unpacked is started with. */
export function environment() {
  const libraries = unpacked('usr/lib').flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.includes('-linux-'))
      .map((name) => path.join(folder, name)),
  )
  return libraries.length > 0 ? { LD_LIBRARY_PATH: libraries.join(path.delimiter) } : {}
}

const findIn = (folders, name) =>
  folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))

function unpacked(below) {
  if (!existsSync(unpackedFolder)) return []
  return readdirSync(unpackedFolder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => path.join(unpackedFolder, name, below))
    .filter((folder) => existsSync(folder))
}
