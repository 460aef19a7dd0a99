/** `npm run bench`: measures the production build and prints a table. */
import './node-version.mjs'
import { runScript } from './commands.mjs'
import { runTestProgram } from './test-program.mjs'

await runScript(() => runTestProgram('bench'))
