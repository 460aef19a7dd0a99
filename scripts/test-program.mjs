/** Programs under `tests` that run beside the production build and are no tests: the benchmark, the screenshots. */
import path from 'node:path'
import { ensureBuild } from './build.mjs'
import { bundle } from './bundle.mjs'
import { runNode } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'

/** Runs `tests/<name>/main.ts` with COUNTERSIGN_BUILD and what `prepare` answers in its environment; ends with its exit code. */
export async function runTestProgram(name, prepare = async () => ({})) {
  await ensureDependencies({ dev: true })
  const COUNTERSIGN_BUILD = await ensureBuild()
  const env = { COUNTERSIGN_BUILD, ...(await prepare()) }
  const folder = path.join(COUNTERSIGN_BUILD, 'programs')
  await bundle({ [name]: `tests/${name}/main.ts` }, folder, { NODE_ENV: "'production'" })
  const { code } = await runNode(path.join(folder, `${name}.mjs`), process.argv.slice(2), { env, show: true })
  process.exitCode = code
}
