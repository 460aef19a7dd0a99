/** `npm run check`: everything but the browser. */
import './node-version.mjs'
import { runScript } from './commands.mjs'
import { runStages } from './stages.mjs'

await runScript(() => runStages({ journeys: false }))
