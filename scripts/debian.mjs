/** Programs that the tests need and a machine may not have, from Debian's packages. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { run } from './commands.mjs'

const APT_SECONDS = 600

/** Installs a package, and looks for what it brings. Where that is not there afterwards, apt's words are shown. */
export async function installDebians(name, find) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log(`Installing Debian's ${name}…`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env, timeoutSeconds: APT_SECONDS })
  const options = ['install', '-y', '--no-install-recommends', name]
  const { output } = await run('apt-get', options, { env, timeoutSeconds: APT_SECONDS })
  const found = find()
  if (!found) console.log(output)
  return found
}

/** Where a program is: on the PATH, or where Debian puts what only root starts. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))
}
