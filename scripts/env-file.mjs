/** Settings in `.env` count where the environment says nothing. Imported by what serves, never by tests. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './commands.mjs'

const file = path.join(root, '.env')
if (existsSync(file)) process.loadEnvFile(file)
