import { problemOf } from './backup'
import type { Database } from './database'
import { FileError } from './files/trouble'
import { isThere } from './files/write'
import { migrationsMissing } from './migrate'
import { postgresMigrationsMissing } from './migrate-postgres'
import { openPostgres } from './postgres'
import type { DatabaseServer } from './postgres-pools'
import { joinSqlite, openSqlite } from './sqlite'

/** Where the database is: on a server where one is named, else in the file. */
export type DatabasePlace = { databaseFile: string; databaseServer: DatabaseServer | null }

/** Opens the database, creating and migrating it where needed. Throws `FileError` where that cannot be. */
export const openDatabase = ({ databaseFile, databaseServer }: DatabasePlace): Promise<Database> =>
  databaseServer ? openPostgres(databaseServer) : openSqlite(databaseFile)

/** Where the database is, to be said to people: no password is in it. */
export const placeInWords = ({ databaseFile, databaseServer }: DatabasePlace): string =>
  databaseServer ? 'DATABASE_URL' : databaseFile

/** The file, for what can be done to a file only. Throws `FileError` where the database is on a server. */
export function fileOf({ databaseFile, databaseServer }: DatabasePlace): string {
  if (!databaseServer) return databaseFile
  throw new FileError(
    'The database is on a PostgreSQL server: back it up with pg_dump, restore it with pg_restore, and keep a copy of SECRETS_DIR.',
  )
}

/** How a database is before it is opened: not there yet, damaged (in a sentence), or so many migrations behind (or ahead, below 0). */
export type Condition = { absent: true } | { damage: string } | { missing: number }

/** Looks at a database and changes nothing. Throws `FileError` where it cannot be looked at. */
export async function conditionOf(place: DatabasePlace): Promise<Condition> {
  const { databaseFile, databaseServer } = place
  if (databaseServer) return { missing: await postgresMigrationsMissing(databaseServer) }
  if (!isThere(databaseFile)) return { absent: true }
  const lock = joinSqlite(databaseFile)
  try {
    const damage = problemOf(databaseFile)
    return damage ? { damage } : { missing: migrationsMissing(databaseFile) }
  } finally {
    lock.release()
  }
}
