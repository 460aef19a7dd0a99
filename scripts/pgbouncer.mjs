/** PgBouncer for the tests: PGBOUNCER_PATH, one that is installed, else Debian's package. */
import { StepFailed } from './commands.mjs'
import { findProgram, installDebians } from './debian.mjs'

const findPgBouncer = () => process.env.PGBOUNCER_PATH || findProgram('pgbouncer')

/** The path of PgBouncer, installed where there is none. */
export async function ensurePgBouncer() {
  const found = findPgBouncer() ?? (await installDebians('pgbouncer', findPgBouncer))
  if (!found)
    throw new StepFailed('There is no PgBouncer. Install one, or set PGBOUNCER_PATH to where it is.')
  return found
}
