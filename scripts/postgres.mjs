/** PostgreSQL's programs for the tests: POSTGRES_BIN, those that are installed, else Debian's packages. */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { StepFailed } from './commands.mjs'
import { installDebians } from './debian.mjs'

const DEBIANS = '/usr/lib/postgresql'

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
  const found = findPostgres() ?? (await installDebians('postgresql', findPostgres))
  if (!found)
    throw new StepFailed(
      'There is no PostgreSQL server to test with. Install one, or set POSTGRES_BIN to the folder of its programs.',
    )
  return found
}
