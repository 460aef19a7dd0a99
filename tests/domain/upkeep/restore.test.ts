import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { ensureFolder } from '@/db/files/write'
import { holdSqlite, openSqlite } from '@/db/sqlite'
import { mintConsole } from '@/lib/actors'
import { restoreBackup } from '@/lib/acts/server/restore'
import { suspendUser } from '@/lib/acts/users/suspend'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { keyFileOf } from '@/lib/keys/key-file'
import { openAll } from '@/lib/queries/server/secrets'
import { headsInWords } from '@/lib/records/audit/heads'
import { contextOf } from '@/lib/runtime'
import { readSettings } from '@/lib/settings'
import { problemsOf } from '../../support/world/audit-trail'
import { granted } from '../../support/world/outcome'
import { userRow } from '../../support/world/rows'
import { enrolledUpkept } from '../../support/world/upkept'
import { firefox, openWorld } from '../../support/world/world'

const console_ = mintConsole('root')

test('it says what the backup does not know of', async () => {
  const { upkept, org, ben } = await enrolledUpkept()
  granted(await suspendUser(upkept.ctx, await org.asAdmin(), { userId: ben.id }))
  const { forgotten } = await upkept.restore()
  expect(forgotten).toHaveLength(1)
  expect(forgotten[0]).toContain(`ada@example.com suspended: ${ben.email}`)
  expect((await userRow(upkept.ctx, ben.id)).status).toBe('active')
})

test('it refuses while a server has the database open, and leaves everything as it was', async () => {
  const { upkept, ben } = await enrolledUpkept()
  const restoring = restoreBackup(upkept.settings, console_, upkept.backup)
  await expect(restoring).rejects.toThrow('is still running')
  expect((await userRow(upkept.ctx, ben.id)).status).toBe('active')
  expect(existsSync(`${upkept.settings.databaseFile}.restoring`)).toBe(false)
})

test('it refuses what is no database, and one of another key', async () => {
  const { upkept } = await enrolledUpkept()
  const other = await enrolledUpkept()
  await upkept.ctx.db.close()
  const { settings } = upkept
  await expect(
    restoreBackup(settings, console_, join(settings.secretsFolder, 'encryption.key')),
  ).rejects.toThrow('is not a database')
  await expect(restoreBackup(settings, console_, other.upkept.backup)).rejects.toThrow(
    `${other.upkept.backup} was sealed with a key`,
  )
  const folder = upkept.world.folder
  await expect(restoreBackup(settings, console_, folder)).rejects.toThrow(`${folder} is a folder`)
  const runtime = await openRuntime(settings)
  upkept.ctx = { ...contextOf(runtime, firefox), now: upkept.world.clock.now }
  expect(await upkept.ctx.db.read.select().from(upkept.ctx.db.tables.organizations)).toHaveLength(1)
})

test('the audit log goes on whole from the backup, and a head of the log from before names the restore', async () => {
  const { upkept, org, ben } = await enrolledUpkept()
  granted(await suspendUser(upkept.ctx, await org.asAdmin(), { userId: ben.id }))
  const logged = await headsInWords(upkept.ctx)
  const { heads } = await upkept.restore()
  expect(await problemsOf(upkept)).toEqual([])
  expect(await problemsOf(upkept, ...heads)).toEqual([])
  const [found] = await problemsOf(upkept, ...logged)
  expect(found).toMatchObject({
    kind: 'not-as-logged',
    restoredAt: upkept.ctx.now().toISOString(),
  })
})

test('on a new machine it needs the backup and the key, and makes everything else', async () => {
  const { upkept, ben } = await enrolledUpkept()
  await upkept.ctx.db.close()
  const machine = await openWorld()
  const settings = readSettings({ DATA_DIR: join(machine.folder, 'not', 'there', 'yet') })
  const restoring = () => restoreBackup(settings, console_, upkept.backup)
  await expect(restoring()).rejects.toThrow('Put back the encryption.key from that time')
  // A key that was made now would only hide that the right one is missing.
  expect(existsSync(settings.secretsFolder)).toBe(false)

  ensureFolder(settings.secretsFolder)
  copyFileSync(keyFileOf(upkept.settings), keyFileOf(settings))
  expect(await restoring()).toMatchObject({ kept: null, compared: false })
  const runtime = await openRuntime(settings)
  upkept.ctx = contextOf(runtime, firefox)
  expect((await userRow(upkept.ctx, ben.id)).authenticatorSecret).not.toBeNull()
  expect((await openAll(upkept.ctx)).unreadable).toBe(0)
  await runtime.db.close()
})

test.each([
  ['a database', true],
  ['a place where none is yet', false],
])(
  'a link to %s stays one: what it leads to is replaced, and the old one kept beside that',
  async (_what, isThere) => {
    const { upkept } = await enrolledUpkept()
    const { databaseFile } = upkept.settings
    const elsewhere = join(upkept.world.folder, 'disk')
    const real = join(elsewhere, 'real.sqlite')
    ensureFolder(elsewhere)
    await upkept.ctx.db.close()
    if (isThere) renameSync(databaseFile, real)
    else rmSync(databaseFile)
    symlinkSync(join('..', 'disk', 'real.sqlite'), databaseFile)
    const { kept } = await upkept.restore()
    expect(readlinkSync(databaseFile)).toBe(join('..', 'disk', 'real.sqlite'))
    expect(lstatSync(real).isFile()).toBe(true)
    expect(kept && dirname(kept)).toBe(isThere ? elsewhere : null)
    const left = [...readdirSync(elsewhere), ...readdirSync(dirname(databaseFile))]
    expect(left.filter((name) => /restoring|\.new$/.test(name))).toEqual([])
  },
)

test('a folder in the place of the copy that is being restored is one sentence, and nobody stays kept out', async () => {
  const { upkept } = await enrolledUpkept()
  const copy = `${upkept.settings.databaseFile}.restoring`
  mkdirSync(copy)
  await expect(upkept.restore()).rejects.toThrow(`${copy} is a folder, and must be a file`)
  rmSync(copy, { recursive: true })
  await upkept.restore()
})

test('it refuses an empty file, and the database of another program', async () => {
  const { upkept } = await enrolledUpkept()
  await upkept.ctx.db.close()
  const empty = join(upkept.world.folder, 'empty.sqlite')
  writeFileSync(empty, '')
  const other = join(upkept.world.folder, 'other.sqlite')
  const connection = new Sqlite(other)
  connection.exec('create table bookmarks (url text)')
  connection.close()
  const before = readdirSync(dirname(upkept.settings.databaseFile))
  for (const file of [empty, other])
    await expect(restoreBackup(upkept.settings, console_, file)).rejects.toThrow(
      `${file} is not a database of Countersign.`,
    )
  await expect(openSqlite(other)).rejects.toThrow('is not a database of Countersign')
  expect(readdirSync(dirname(upkept.settings.databaseFile))).toEqual(before)
})

test('a damaged database is kept, and replaced', async () => {
  const { upkept, ben } = await enrolledUpkept()
  await upkept.ctx.db.close()
  writeFileSync(upkept.settings.databaseFile, 'nothing that SQLite would read '.repeat(100))
  const { kept, compared } = await restoreBackup(upkept.settings, console_, upkept.backup)
  expect([compared, readFileSync(kept ?? '', 'utf8').slice(0, 7)]).toEqual([false, 'nothing'])
  const runtime = await openRuntime(upkept.settings)
  upkept.ctx = contextOf(runtime, firefox)
  expect((await userRow(upkept.ctx, ben.id)).status).toBe('active')
  await runtime.db.close()
})

test('200,000 entries that the backup does not know of are told, in pages and with their progress', async () => {
  const { upkept } = await enrolledUpkept()
  await upkept.ctx.db.close()
  const connection = new Sqlite(upkept.settings.databaseFile)
  connection.exec(`
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 300000)
    insert into audit_entries (chain, sequence, at, event, body, hash)
    select 'server', i + 1000, 0, case when i % 3 then 'user.suspended' else 'sign-in.succeeded' end,
      json_object('at', '2026-01-01T00:00:00.' || printf('%06d', i) || 'Z', 'event',
        case when i % 3 then 'user.suspended' else 'sign-in.succeeded' end,
        'actor', json_object('kind', 'nobody'), 'subject', null, 'detail', json_object()), x'00'
    from n`)
  connection.close()
  const steps: string[] = []
  const { forgotten } = await restoreBackup(upkept.settings, console_, upkept.backup, {
    now: upkept.world.clock.now,
    progress: (done, total) => steps.push(`${done} of ${total}`),
  })
  expect(forgotten).toHaveLength(200_000)
  expect(forgotten[0]).toMatch(/^2026-01-01T00:00:00.000001Z someone suspended/)
  expect(steps).toContain('100000 of 200000')
  expect(steps).toContain('200000 of 200000')
  // And the people, of whom there are two.
  expect(steps.at(-1)).toMatch(/^(\d+) of \1$/)
})

test('nobody opens a database to which a backup is being restored', async () => {
  const { upkept } = await enrolledUpkept()
  await upkept.ctx.db.close()
  const restoring = holdSqlite(upkept.settings.databaseFile, 'alone')
  await expect(openRuntime(upkept.settings)).rejects.toThrow('A backup is being restored')
  await expect(restoreBackup(upkept.settings, console_, upkept.backup)).rejects.toThrow('still running')
  restoring?.release()
  await (await openRuntime(upkept.settings)).db.close()
})
