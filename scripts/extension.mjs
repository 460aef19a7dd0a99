/** `npm run extension`: builds the browser extension into `extension/dist`, a folder for each browser. */
import './node-version.mjs'
import { buildExtension } from './build-extension.mjs'
import { runScript } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'

await runScript(async () => {
  await ensureDependencies()
  for (const folder of await buildExtension()) console.log(folder)
})
