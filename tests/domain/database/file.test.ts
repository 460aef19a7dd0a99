import { lstatSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { copySqlite, problemOf } from '@/db/backup'
import { databaseError } from '@/db/files/trouble'
import { openDatabase } from '@/db/open'
import { openSqlite } from '@/db/sqlite'
import { examine } from '@/lib/cli/examine'
import { onlyOnSqlite } from '../../support/world/postgres'
import { keyInFile, openWorld } from '../../support/world/world'

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

onlyOnSqlite('files', () =>
  test('the database, its journal and its shared memory are for the owner only', async () => {
    const world = await openWorld()
    await world.db.write((tx) => tx.insert(world.db.tables.serverFacts).values({ name: 'a', value: '1' }))
    for (const file of ['', '-wal', '-shm']) expect([file, modeOf(world.file + file)]).toEqual([file, '600'])
    expect(modeOf(join(world.folder, 'db'))).toBe('700')
  }),
)

test('rows whose parent does not exist are refused, and children go with their parent', async () => {
  const { db } = await openWorld()
  const { organizations, headcounts } = db.tables
  const orphan = { organizationId: 'nobody', status: 'active', secondFactor: 'off', people: 1 }
  await expect(db.write((tx) => tx.insert(headcounts).values(orphan))).rejects.toThrow(/foreign key/i)
  await db.write(async (tx) => {
    await tx.insert(organizations).values({ id: 'o', name: 'O', createdAt: new Date() })
    await tx.insert(headcounts).values({ ...orphan, organizationId: 'o' })
    await tx.delete(organizations)
  })
  expect(await db.read.select().from(headcounts)).toEqual([])
})

onlyOnSqlite('its journal', () =>
  test('the journal is a write-ahead log', async () => {
    const world = await openWorld()
    const connection = new Sqlite(world.file, { readonly: true })
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal')
    connection.close()
  }),
)

onlyOnSqlite('files', () =>
  test('a copy that is made at a link is where the link leads, and the link stays', async () => {
    const world = await openWorld()
    symlinkSync('real.sqlite', join(world.folder, 'link'))
    copySqlite(world.file, join(world.folder, 'link'))
    expect(lstatSync(join(world.folder, 'link')).isSymbolicLink()).toBe(true)
    expect(problemOf(join(world.folder, 'real.sqlite'))).toBeNull()
  }),
)

onlyOnSqlite('its journal', () =>
  test('of processes that open a restored backup together, each has its turn to begin the write-ahead log', async () => {
    const world = await openWorld()
    const file = join(world.folder, 'restored', 'countersign.sqlite')
    mkdirSync(dirname(file))
    copySqlite(world.file, file)
    const other = new Sqlite(file)
    expect(other.pragma('journal_mode', { simple: true })).toBe('delete')
    other.exec('BEGIN; SELECT count(*) FROM migrations')
    const opening = openSqlite(file)
    await wait(150)
    other.exec('COMMIT')
    other.close()
    const db = await opening
    await db.check()
    await db.close()
  }),
)

test('a file that is no database is refused and left as it is', async () => {
  const { folder } = await openWorld()
  const file = join(folder, 'other', 'notes.txt')
  mkdirSync(join(folder, 'other'))
  writeFileSync(file, 'these are my notes, not your database, thank you very much')
  await expect(openSqlite(file)).rejects.toThrow(`${file} is not a database`)
  expect(statSync(file).size).toBe(58)
})

test('a folder where the database keeps its journal is named, and nobody is blamed for missing rights', async () => {
  const world = await openWorld()
  for (const end of ['-wal', '-shm']) {
    const file = join(world.folder, `a${end}`, 'countersign.sqlite')
    await (await openSqlite(file)).close()
    mkdirSync(file + end)
    await expect(openSqlite(file)).rejects.toThrow(`${file}${end} is a folder`)
    if (end === '-wal') expect(problemOf(file)).toContain(`${file}${end} is a folder`)
  }
})

onlyOnSqlite('files', () =>
  test('what keeps the database from being opened is a problem of the database to doctor, not of the key', async () => {
    const world = await openWorld()
    await world.db.close()
    const settings = keyInFile(world)
    mkdirSync(`${settings.databaseFile}-shm`)
    const findings = await examine(settings, { host: '127.0.0.1', port: 9 })
    expect(findings.filter(({ level }) => level === 'problem')).toEqual([
      { name: 'database', level: 'problem', text: expect.stringContaining('-shm is a folder') },
    ])
  }),
)

test('a link where the database keeps its log is named', async () => {
  const world = await openWorld()
  const file = join(world.folder, 'linked', 'countersign.sqlite')
  await (await openSqlite(file)).close()
  symlinkSync('nowhere', `${file}-wal`)
  await expect(openSqlite(file)).rejects.toThrow(`${file}-wal is a link, and must be a file`)
})

test('where the log can not be shared or locked, the file system is named and not a full disk', () => {
  for (const code of ['SQLITE_IOERR_SHMMAP', 'SQLITE_IOERR_SHMLOCK', 'SQLITE_IOERR_LOCK'])
    expect(databaseError('/net/db', { code }).message).toContain("doesn't allow a write-ahead log")
  for (const code of ['SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE', 'SQLITE_FULL'])
    expect(databaseError('/net/db', { code }).message).toContain('The disk of /net/db is full')
})

test('what was written is there when the database is opened again', async () => {
  const world = await openWorld()
  await world.db.write((tx) => tx.insert(world.db.tables.serverFacts).values({ name: 'a', value: '1' }))
  const again = await openDatabase(world.place)
  expect(await again.read.select().from(again.tables.serverFacts)).toEqual([{ name: 'a', value: '1' }])
  await again.close()
})
