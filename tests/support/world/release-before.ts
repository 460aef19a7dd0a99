import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { afterEach, expect } from 'vitest'
import type { Database } from '@/db/database'
import { openDatabase } from '@/db/open'
import type { Organization } from './organization'
import { askPostgres } from './postgres'
import type { World } from './world'

/*
 * A database of the release before a migration, made of one of this release by taking back what came with it.
 */

const opened: Database[] = []

afterEach(async () => {
  for (const db of opened.splice(0)) await db.close()
})

/** Says something to the database of a world past the product. */
async function say({ place, file }: World, statements: string[]): Promise<void> {
  if (place.databaseServer) {
    for (const text of statements) await askPostgres(place.databaseServer, text)
    return
  }
  const connection = new Sqlite(file)
  for (const text of statements) connection.exec(text)
  connection.close()
}

/** Every column that there is, as the database itself names them. */
async function columnsOf({ place, file }: World): Promise<string[]> {
  if (place.databaseServer) {
    const named =
      "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'"
    return (await askPostgres<{ name: string }>(place.databaseServer, named)).map(({ name }) => name).sort()
  }
  const connection = new Sqlite(file, { readonly: true })
  const names = connection
    .prepare(
      "select t.name || '.' || c.name from sqlite_master t join pragma_table_xinfo(t.name) c where t.type = 'table' and t.name <> 'migrations' and t.name not like 'sqlite_%'",
    )
    .pluck()
    .all() as string[]
  connection.close()
  return names.sort()
}

/** The migration itself: its hash, and the columns that came with it. */
function ownMigration({ place }: World, name: string): { hash: string; columns: string[] } {
  const folder = join(process.cwd(), 'db', 'migrations', place.databaseServer ? 'postgres' : 'sqlite')
  const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, 'meta', name), 'utf8')) as T
  const { entries } = read<{ entries: { tag: string }[] }>('_journal.json')
  const own = entries.findIndex(({ tag }) => tag.endsWith(`_${name}`))
  type Snapshot = { tables: Record<string, { name: string; columns: object }> }
  const columnsAt = (n: number) =>
    Object.values(read<Snapshot>(`${entries[n]?.tag.slice(0, 4)}_snapshot.json`).tables).flatMap(
      ({ name, columns }) => Object.keys(columns).map((column) => `${name}.${column}`),
    )
  const before = new Set(columnsAt(own - 1))
  const columns = columnsAt(own).filter((column) => !before.has(column))
  return { hash: readMigrationFiles({ migrationsFolder: folder })[own]?.hash ?? '', columns }
}

/**
 * Makes the database of a world one of the release before the migration of this name, and starts this release on it.
 * `takeBack`: the statements that do so, on the database that it is.
 */
export async function startOnTheOneBefore(
  { world, ctx }: Organization,
  name: string,
  takeBack: string[],
): Promise<void> {
  await world.db.close()
  const { hash, columns } = ownMigration(world, name)
  const now = await columnsOf(world)
  await say(world, [...takeBack, `delete from migrations where hash = '${hash}'`])
  expect(await columnsOf(world)).toEqual(now.filter((column) => !columns.includes(column)))
  const db = await openDatabase(world.place)
  opened.push(db)
  Object.assign(world, { db })
  Object.assign(ctx, { db })
  expect(await columnsOf(world)).toEqual(now)
}
