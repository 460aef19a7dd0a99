/** The bare app behind a Node HTTP server in the same process, as the product runs, with nothing in between. */
import { createServer } from 'node:http'
import path from 'node:path'
import next from 'next'

// The folder as Next would find it from the working directory: both programs run in the repository's root.
const dir = path.relative(process.cwd(), import.meta.dirname)
const app = next({ dev: false, dir, customServer: true, quiet: true })
await app.prepare()
createServer(app.getRequestHandler()).listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
