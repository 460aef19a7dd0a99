import { rmSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import { getTableName } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { problemOf } from '../backup'
import type { Reader, Writer } from '../database'
import { databaseError, FileError } from '../files/trouble'
import { ensureFile, isThere, placeFile, removeDrafts } from '../files/write'
import { isBusy } from '../group-commit'
import { sqliteKit } from '../kit'
import { migrateSqlite, migrationsMissing } from '../migrate'
import { connect, holdSqlite } from '../sqlite'
import { defineTables } from '../tables'
import { fromDriver, type Hindrance, type Source, storedColumns, type Target, toDriver, within } from './ends'

const tables = defineTables(sqliteKit)
const atOnce = 1000

/** Takes the database in a file to itself to read all of it. Throws `FileError` where it cannot be used. */
export async function sourceInFile(file: string): Promise<Source | Hindrance> {
  if (!isThere(file)) return 'move-nothing'
  const lock = holdSqlite(file, 'alone')
  if (!lock) return 'move-running'
  let connection: Sqlite.Database | undefined
  const release = async () => {
    connection?.close()
    lock.release()
  }
  const refused = async (why: Hindrance) => {
    await release()
    return why
  }
  try {
    const damage = problemOf(file)
    if (damage) throw new FileError(damage)
    if (migrationsMissing(file) !== 0) return refused('move-outdated')
    connection = connect(file, { timeout: 1000 })
    // What knows of no lock of ours, such as a tool, writes nothing until this has ended.
    connection.exec('begin immediate')
  } catch (error) {
    await release()
    if (isBusy(error)) return 'move-running'
    throw databaseError(file, error)
  }
  const reading = connection
  return {
    ...endOn(reading, file),
    async *rows(name) {
      const columns = storedColumns(tables[name])
      const listed = columns.map((column) => `"${column.name}"`).join()
      const statement = reading.prepare(`select ${listed} from "${getTableName(tables[name])}"`).raw()
      let rows: unknown[][] = []
      for (const row of statement.iterate() as IterableIterator<unknown[]>) {
        rows.push(fromDriver(columns, row))
        if (rows.length < atOnce) continue
        yield rows
        rows = []
      }
      if (rows.length > 0) yield rows
    },
    release,
  }
}

/** Makes a database beside the place of a file, which is put there once it is whole. Throws `FileError`. */
export async function targetInFile(file: string): Promise<Target | Hindrance> {
  const lock = holdSqlite(file, 'alone')
  if (!lock) return 'move-running'
  const draft = `${file}.moving`
  let connection: Sqlite.Database | undefined
  const drop = async () => {
    connection?.close()
    removeDraft(draft)
    lock.release()
  }
  try {
    // What is left of a log would be taken for that of the new one.
    if (['', '-wal', '-shm', '-journal'].some((end) => isThere(file + end))) {
      lock.release()
      return 'move-not-empty'
    }
    removeDraft(draft)
    ensureFile(draft)
    await migrateSqlite(draft)
    connection = connect(draft)
    // No one needs a half of it back.
    connection.pragma('journal_mode = MEMORY')
    connection.pragma('synchronous = OFF')
    connection.exec('begin')
  } catch (error) {
    await drop()
    throw databaseError(draft, error)
  }
  const writing = connection
  return {
    ...endOn(writing, draft),
    async add(name, rows) {
      const columns = storedColumns(tables[name])
      const listed = columns.map((column) => `"${column.name}"`).join()
      const given = columns.map(() => '?').join()
      try {
        const insert = writing.prepare(
          `insert into "${getTableName(tables[name])}" (${listed}) values (${given})`,
        )
        for (const row of rows) insert.run(columns.map((column, n) => toDriver(column, row[n])))
      } catch (error) {
        throw databaseError(draft, error)
      }
    },
    async keep() {
      try {
        writing.exec('commit')
        writing.close()
        const problem = problemOf(draft)
        if (problem) throw new FileError(problem)
        placeFile(draft, file)
      } catch (error) {
        throw databaseError(draft, error)
      }
    },
    drop,
  }
}

const endOn = (connection: Sqlite.Database, file: string) => ({
  db: within(tables, drizzle(connection) as unknown as Reader & Writer),
  async count(name: keyof typeof tables) {
    try {
      return connection
        .prepare(`select count(*) from "${getTableName(tables[name])}"`)
        .pluck()
        .get() as number
    } catch (error) {
      throw databaseError(file, error)
    }
  },
})

function removeDraft(draft: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${end}`, { force: true })
  removeDrafts(draft)
}
