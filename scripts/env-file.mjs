/** Settings in `.env` count where the environment says nothing. Imported by what serves, never by tests. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { root } from './commands.mjs'

const file = path.join(root, '.env')
for (const [name, value] of Object.entries(parseEnv(readText(file)))) process.env[name] ??= value

/** Editors on Windows begin a file with a byte order mark, which is no part of the first name. */
function readText(name) {
  try {
    const bytes = readFileSync(name)
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
  } catch (error) {
    if (error.code === 'ENOENT') return ''
    console.error(`${name} can't be read by this user: ${error.message}. Change its owner or its mode.`)
    process.exit(1)
  }
}
