import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { type Server, startServer } from './server'

const sources = 'tests/bench/bare'

/**
 * The bare app, built with the installed Next into a folder inside the product's build (so that it goes when that
 * goes), named by its sources. Answers with the folder.
 */
export async function buildBareApp(productBuild: string): Promise<string> {
  const folder = join(productBuild, 'programs', `bare-${hashSources()}`)
  const complete = join(folder, 'complete')
  if (existsSync(complete)) return folder
  rmSync(folder, { recursive: true, force: true })
  cpSync(sources, folder, { recursive: true })
  await buildNext(folder)
  writeFileSync(complete, '')
  return folder
}

/** Starts it on a database with the one row that its page shows. */
export function startBareApp(bare: string, folder: string): Promise<Server> {
  const file = join(folder, 'bare.sqlite')
  const database = new Sqlite(file)
  database.exec(
    "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, 'Ada')",
  )
  database.close()
  return startServer(join(bare, 'server.mjs'), '/', join(folder, 'bare.log'), { BARE_DATABASE: file })
}

/** Starts the bare Node server, which has no Next in it. */
export const startBareNode = (bare: string, folder: string): Promise<Server> =>
  startServer(join(bare, 'constant.mjs'), '/', join(folder, 'constant.log'))

function buildNext(folder: string): Promise<void> {
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build', folder], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The bare app could not be built:\n${output}`)),
    )
  })
}

function hashSources(): string {
  const hash = createHash('sha256')
  const entries = readdirSync(sources, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
