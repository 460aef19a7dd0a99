/** Settings in `.env` count where the environment says nothing. Imported by what serves, never by tests. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { root } from './commands.mjs'

const file = path.join(root, '.env')
for (const [name, value] of Object.entries(parseEnv(readText()))) process.env[name] ??= value

/** Editors on Windows begin a file with a byte order mark, which is no part of the first name. */
function readText() {
  const bytes = readBytes()
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text.replaceAll(/\r\n?/g, '\n')
  } catch {
    // Said below.
  }
  stop(`${file} is not text in UTF-8. Save it as UTF-8, then try again.`)
}

function encodingOf([first, second]) {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function readBytes() {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error.code === 'ENOENT') return Buffer.alloc(0)
    stop(
      error.code === 'EISDIR'
        ? `${file} is a folder, and must be a file. Remove it, or put the settings into the environment.`
        : `${file} can't be read by this user: ${error.message}. Change its owner or its mode.`,
    )
  }
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
