/** `npm run screenshots`: writes every page in both themes and widths to `./screenshots`. */
import './node-version.mjs'
import { ensureChromium } from './chromium.mjs'
import { runScript } from './commands.mjs'
import { runTestProgram } from './test-program.mjs'

await runScript(() => runTestProgram('screenshots', async () => ({ CHROMIUM_PATH: await ensureChromium() })))
