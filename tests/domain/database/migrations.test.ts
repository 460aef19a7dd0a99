import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { migrateSqlite } from '@/db/migrate'

const home = process.cwd()
/** The row that the tests plant, as it is read back. */
const acme = {
  ...{ id: 'o', name: 'Acme', created_at: 1, suspended_at: null, sort_name: '', time_zone: 'UTC' },
  ...{ policy_who: 'nobody', policy_from: null, policy_begun: 0, policy_since: null },
  ...{ policy_sessions: 'end', policy_new_people: 0, policy_followed_at: null },
  ...{
    contact_phone: null,
    four_eyes: 0,
    trust_days: null,
    trust_admins: 0,
    enrollment_codes: 0,
    passkeys_who: 'nobody',
    passkeys_from: null,
    passkeys_begun: 0,
    passkeys_since: null,
    passkeys_followed_at: null,
    logo_digest: null,
    session_idle_minutes: null,
    session_hours: null,
  },
}

let folder: string
let file: string
let migrate: typeof migrateSqlite

/** A copy of the product's migrations, to which a later version may be added. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-migrations-'))
  cpSync(join(home, 'db', 'migrations'), join(folder, 'db', 'migrations'), { recursive: true })
  mkdirSync(join(folder, 'data'))
  file = join(folder, 'data', 'test.sqlite')
  process.chdir(folder)
  vi.resetModules()
  migrate = (await import('@/db/migrate')).migrateSqlite
})

afterEach(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true })
})

/** What a later version would bring. */
function laterMigration(sql: string): void {
  const meta = join(folder, 'db', 'migrations', 'sqlite', 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(meta, 'utf8')) as { entries: object[] }
  const tag = `9${journal.entries.length}_later`
  journal.entries.push({
    idx: journal.entries.length,
    version: '6',
    when: 4_000_000_000_000,
    tag,
    breakpoints: true,
  })
  writeFileSync(meta, JSON.stringify(journal))
  writeFileSync(join(folder, 'db', 'migrations', 'sqlite', `${tag}.sql`), sql)
}

function look<T>(ask: (connection: Sqlite.Database) => T, at = file): T {
  const connection = new Sqlite(at)
  try {
    return ask(connection)
  } finally {
    connection.close()
  }
}

const fill = (connection: Sqlite.Database) => {
  connection.exec(`
    insert into organizations (id, name, created_at) values ('o', 'Acme', 1);
    insert into headcounts (organization_id, status, second_factor, people) values ('o', 'active', 'off', 5);`)
}

const rebuild = `PRAGMA foreign_keys=OFF;
--> statement-breakpoint
CREATE TABLE __new_organizations (id text PRIMARY KEY NOT NULL, name text NOT NULL, created_at integer NOT NULL, motto text);
--> statement-breakpoint
INSERT INTO __new_organizations (id, name, created_at) SELECT id, name, created_at FROM organizations;
--> statement-breakpoint
DROP TABLE organizations;
--> statement-breakpoint
ALTER TABLE __new_organizations RENAME TO organizations;
--> statement-breakpoint
PRAGMA foreign_keys=ON;`

const rowsOf = (table: string) => (connection: Sqlite.Database) =>
  connection.prepare(`select * from ${table}`).all()

test('a fresh database gets every table, and no backup', async () => {
  await migrate(file)
  const tables = look((connection) =>
    connection.prepare("select name from sqlite_master where type = 'table'").pluck().all(),
  )
  expect(tables).toEqual(expect.arrayContaining(['organizations', 'users', 'sessions', 'audit_entries']))
  expect(readdirSync(join(folder, 'data'))).not.toContain('backups')
})

test('migrating again changes nothing', async () => {
  await migrate(file)
  look(fill)
  const before = look(rowsOf('migrations'))
  await migrate(file)
  expect(look(rowsOf('migrations'))).toEqual(before)
  expect(look(rowsOf('organizations'))).toHaveLength(1)
})

test('a rebuilt parent table keeps its rows and those that hang on it', async () => {
  await migrate(file)
  look(fill)
  laterMigration(rebuild)
  await migrate(file)
  expect(look(rowsOf('organizations'))).toEqual([{ id: 'o', name: 'Acme', created_at: 1, motto: null }])
  expect(look(rowsOf('headcounts'))).toHaveLength(1)
  expect(look((connection) => connection.pragma('foreign_key_check'))).toEqual([])
})

test('before anything changes a backup is made, for the owner only, with the old rows', async () => {
  await migrate(file)
  look(fill)
  laterMigration(rebuild)
  await migrate(file)
  const backups = readdirSync(join(folder, 'data', 'backups'))
  expect(backups).toHaveLength(1)
  const backup = join(folder, 'data', 'backups', backups[0] ?? '')
  expect(statSync(backup).mode & 0o777).toBe(0o600)
  expect(look(rowsOf('organizations'), backup)).toEqual([acme])
})

test('a migration that would orphan rows is refused as a whole', async () => {
  await migrate(file)
  look(fill)
  laterMigration(`alter table organizations add column motto text;
--> statement-breakpoint
delete from organizations;`)
  await expect(migrate(file)).rejects.toThrow('would leave 1 rows without their parent')
  expect(look(rowsOf('organizations'))).toEqual([acme])
})

test('a migration that fails half-way leaves everything as it was', async () => {
  await migrate(file)
  look(fill)
  const before = look(rowsOf('migrations'))
  laterMigration(`alter table organizations add column motto text;
--> statement-breakpoint
alter table nowhere add column x text;`)
  await expect(migrate(file)).rejects.toThrow('nowhere')
  expect(look(rowsOf('organizations'))).toEqual([acme])
  expect(look(rowsOf('migrations'))).toEqual(before)
})

test('a database of a newer version is refused in a sentence that says what to do', async () => {
  await migrate(file)
  look((connection) => connection.exec("insert into migrations (hash, applied_at) values ('of tomorrow', 1)"))
  await expect(migrate(file)).rejects.toThrow(
    'was written by a newer Countersign. Start that version, or restore a backup.',
  )
})

test('two that start at once migrate once', async () => {
  await migrate(file)
  look(fill)
  laterMigration('alter table organizations add column motto text;')
  await Promise.all([migrate(file), migrate(file)])
  expect(look(rowsOf('organizations'))).toEqual([{ ...acme, motto: null }])
})

test('setup keys that were pending in the release before are dropped, and nobody is kept from beginning anew', async () => {
  const meta = join(folder, 'db', 'migrations', 'sqlite', 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(meta, 'utf8')) as { entries: { idx: number }[] }
  const before = { ...journal, entries: journal.entries.filter(({ idx }) => idx < 5) }
  writeFileSync(meta, JSON.stringify(before))
  await migrate(file)
  look((connection) => {
    fill(connection)
    connection.exec(`
      insert into users (id, organization_id, name, sort_name, email, role, status, created_at) values ('u', 'o', 'Ada', 'ada', 'ada@example.com', 'agent', 'active', 1);
      insert into sessions (id, token_digest, user_id, kind, client, address, created_at, last_seen_at, expires_at, idle_expires_at, enrolling_until) values ('s', x'00', 'u', 'web', '', '', 1, 1, 9, 9, 9);
      insert into enrollments (user_id, id, secret, expires_at) values ('u', 'e', x'00', 9);`)
  })
  writeFileSync(meta, JSON.stringify(journal))
  await migrate(file)
  expect(look(rowsOf('enrollments'))).toEqual([])
  expect(look(rowsOf('sessions'))).toHaveLength(1)
})

test('the code that someone used last in the release before stays used', async () => {
  const meta = join(folder, 'db', 'migrations', 'sqlite', 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(meta, 'utf8')) as { entries: { tag: string }[] }
  const own = journal.entries.findIndex(({ tag }) => tag.endsWith('_spent_time_steps'))
  writeFileSync(meta, JSON.stringify({ ...journal, entries: journal.entries.slice(0, own) }))
  await migrate(file)
  look((connection) => {
    fill(connection)
    connection.exec(`
      insert into users (id, organization_id, name, sort_name, email, role, status, created_at, authenticator_secret, authenticator_since, authenticator_step) values
        ('a', 'o', 'Ada', 'ada', 'ada@example.com', 'agent', 'active', 1, x'00', 7, 59131200),
        ('b', 'o', 'Ben', 'ben', 'ben@example.com', 'agent', 'active', 1, null, null, 59131200);
      insert into throttles (key, attempts, retry_at, expires_at) values ('k', 3, 5, 9);`)
  })
  writeFileSync(meta, JSON.stringify(journal))
  await migrate(file)
  expect(look(rowsOf('spent_time_steps'))).toEqual([{ user_id: 'a', since: 7, step: 59131200 }])
  expect(look(rowsOf('throttles'))).toHaveLength(1)
})

/** The tables, columns and indexes that the last migration of a kind leads to. */
function shapeOf(kind: 'sqlite' | 'postgres'): string[] {
  const meta = join(home, 'db', 'migrations', kind, 'meta')
  const last = readdirSync(meta)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1)
  type Table = { name: string; columns: object; indexes: object }
  const { tables } = JSON.parse(readFileSync(join(meta, last ?? ''), 'utf8')) as {
    tables: Record<string, Table>
  }
  return Object.values(tables)
    .flatMap(({ name, columns, indexes }) => [
      ...Object.keys(columns).map((column) => `${name}.${column}`),
      ...Object.keys(indexes),
    ])
    .sort()
}

test('SQLite and PostgreSQL have the same tables, columns and indexes: a change is generated for both', () => {
  expect(shapeOf('postgres')).toEqual(shapeOf('sqlite'))
})
