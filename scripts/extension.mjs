/** `npm run extension`: builds the browser extension into `extension/dist`, a folder for each browser. */
import './node-version.mjs'
import { buildExtension } from './build-extension.mjs'
import { runScript } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'

await runScript(async () => {
  await ensureDependencies()
  console.log('Built the browser extension, a folder for each browser:')
  for (const folder of await buildExtension()) console.log(`  ${folder}`)
  console.log(
    'To try it: open chrome://extensions or edge://extensions, turn on developer mode, "Load unpacked".',
  )
  console.log(
    'In Firefox: about:debugging, "This Firefox", "Load Temporary Add-on", manifest.json of its folder.',
  )
})
