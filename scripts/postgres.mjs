/** PostgreSQL's programs for the tests: POSTGRES_BIN, those that are installed, else Debian's packages. */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { run, StepFailed } from './commands.mjs'

const DEBIANS = '/usr/lib/postgresql'
const APT_SECONDS = 600

/** The folder of a PostgreSQL server's programs, or undefined. */
export function findPostgres() {
  if (process.env.POSTGRES_BIN) return process.env.POSTGRES_BIN
  const versions = existsSync(DEBIANS) ? readdirSync(DEBIANS).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => path.join(DEBIANS, version, 'bin')),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ]
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(path.join(folder, name))))
}

/** The same, installed where there is none. */
export async function ensurePostgres() {
  const found = findPostgres() ?? (await installDebians())
  if (!found)
    throw new StepFailed(
      'There is no PostgreSQL server to test with. Install one, or set POSTGRES_BIN to the folder of its programs.',
    )
  return found
}

async function installDebians() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log("Installing Debian's postgresql…")
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env, timeoutSeconds: APT_SECONDS })
  const options = ['install', '-y', '--no-install-recommends', 'postgresql']
  const { output } = await run('apt-get', options, { env, timeoutSeconds: APT_SECONDS })
  const found = findPostgres()
  if (!found) console.log(output)
  return found
}
