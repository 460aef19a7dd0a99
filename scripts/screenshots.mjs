/** `npm run screenshots`: writes every page in both themes and widths to `./screenshots`. */
import './node-version.mjs'
import { buildExtension } from './build-extension.mjs'
import { ensureChromium } from './chromium.mjs'
import { runScript } from './commands.mjs'
import { runTestProgram } from './test-program.mjs'

await runScript(() =>
  runTestProgram('screenshots', async () => {
    await buildExtension()
    return { CHROMIUM_PATH: await ensureChromium() }
  }),
)
