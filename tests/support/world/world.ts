import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach } from 'vitest'
import type { Database } from '@/db/database'
import { type DatabasePlace, openDatabase } from '@/db/open'
import type { Context, Origin } from '@/lib/context'
import { openVault, type Vault } from '@/lib/crypto/vault'
import { hours } from '@/lib/duration'
import { keyFileOf } from '@/lib/keys/key-file'
import { beginAuthenticating } from '@/lib/records/audit/begin'
import { readSettings, type Settings } from '@/lib/settings'
import { SteppingClock } from './clock'
import { dropDatabase, newDatabase } from './postgres'
import { roomInMemory } from './room'

/** Everything a rule is given: a real database in a folder of its own, a key, a clock that can be stepped. */
export type World = {
  folder: string
  /** The SQLite file, where it is one. */
  file: string
  /** Where its database is, to be opened once more. */
  place: DatabasePlace
  db: Database
  /** What the vault was opened with, for other processes on the same file. */
  key: Buffer
  vault: Vault
  clock: SteppingClock
  ctx: Context
  /** The same world, asked from another address or browser. */
  from(origin: Partial<Origin>): Context
  close(): Promise<void>
}

export const firefox: Origin = {
  address: '192.0.2.10',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
}

const open = new Set<World>()

/** Opens a world. It is closed and deleted after the test, or after the file where it was opened for all of its tests. */
export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(roomInMemory(), 'countersign-test-'))
  const file = join(folder, 'db', 'countersign.sqlite')
  const place = { databaseFile: file, databaseServer: await newDatabase() }
  const db = await openDatabase(place)
  const key = randomBytes(32)
  const vault = openVault(key)
  await beginAuthenticating(db, vault, null)
  const clock = new SteppingClock()
  const recovery = { approvals: 1, wait: hours(24) }
  const appOrigin = 'https://id.example.com'
  const ctx: Context = {
    db,
    vault,
    appName: 'Countersign',
    appOrigin,
    recovery,
    now: clock.now,
    origin: firefox,
  }
  const world: World = {
    ...{ folder, file, place, db, key, vault, clock, ctx },
    from: (origin) => ({ ...ctx, origin: { ...firefox, ...origin } }),
    async close() {
      open.delete(world)
      await db.close()
      await dropDatabase(place.databaseServer)
      rmSync(folder, { recursive: true, force: true })
    },
  }
  open.add(world)
  return world
}

/** Puts the world's key where a server of this data folder finds it. */
export function keyInFile({ folder, key, place }: World): Settings {
  const settings = readSettings({ DATA_DIR: folder, DATABASE_URL: place.databaseServer?.url })
  mkdirSync(settings.secretsFolder, { mode: 0o700 })
  writeFileSync(keyFileOf(settings), `${key.toString('base64')}\n`, { mode: 0o600 })
  return settings
}

let shared = new Set<World>()

beforeEach(() => {
  shared = new Set(open)
})

afterEach(async () => {
  for (const world of open) if (!shared.has(world)) await world.close()
})

afterAll(async () => {
  for (const world of open) await world.close()
})
