/**
 * `npm run dev`: the server with Next in development mode. Pages reload by themselves; after a change that the
 * token API or the server itself should see, start it again.
 */
import './node-version.mjs'
import path from 'node:path'
import { bundle } from './bundle.mjs'
import { importFile, root, runScript } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'
import './env-file.mjs'

await runScript(async () => {
  await ensureDependencies({ dev: true })
  const folder = path.join(root, '.next/countersign')
  await bundle({ server: 'server/main.ts' }, folder, { NODE_ENV: "'development'", COUNTERSIGN_BUILD: "''" })
  await importFile(`${folder}/server.mjs`)
})
