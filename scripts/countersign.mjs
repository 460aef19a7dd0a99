/** `npm run countersign -- …`: the command line, from the same build as the server. Its exit code is ours. */
import './node-version.mjs'
import { ensureBuild } from './build.mjs'
import { importFile, runScript } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'
import './env-file.mjs'

await runScript(async () => {
  await ensureDependencies()
  const cli = `${await ensureBuild()}/cli.mjs`
  process.argv[1] = cli
  await importFile(cli)
})
