/** `npm run demo`: a server with an organization in every interesting state, in a data folder of its own. */
import './node-version.mjs'
import { ensureBuild } from './build.mjs'
import { importFile, runNode, runScript, StepFailed } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'
import './env-file.mjs'

await runScript(async () => {
  await ensureDependencies()
  const build = await ensureBuild()
  process.env.DATA_DIR ??= './demo-data'
  const { code } = await runNode(`${build}/cli.mjs`, ['demo'], { show: true })
  if (code !== 0) throw new StepFailed('The demo could not be prepared.')
  await importFile(`${build}/server.mjs`)
})
