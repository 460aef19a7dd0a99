/**
 * `npm start`: installs and builds what is missing or stale, then is the server: the same process, so that
 * Ctrl-C and SIGTERM reach it directly.
 */
import './node-version.mjs'
import { ensureBuild } from './build.mjs'
import { importFile, runScript } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'
import './env-file.mjs'

await runScript(async () => {
  await ensureDependencies()
  const build = await ensureBuild()
  await importFile(`${build}/server.mjs`)
})
