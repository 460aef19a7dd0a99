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
import { isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { copySqlite } from '@/db/backup'
import { ensureFolder } from '@/db/files/write'
import { holdSqlite, openSqlite } from '@/db/sqlite'
import { mintConsole } from '@/lib/actors'
import { endApiKey } from '@/lib/acts/api-keys/end'
import { removeApp } from '@/lib/acts/apps/remove'
import { renewSecret } from '@/lib/acts/apps/renew-secret'
import { takeEvidence } from '@/lib/acts/evidence/take'
import { restoreBackup } from '@/lib/acts/server/restore'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context } from '@/lib/context'
import { newToken } from '@/lib/crypto/token'
import { minutes, seconds } from '@/lib/duration'
import { runBatches } from '@/lib/jobs/batches/run'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { sweep } from '@/lib/jobs/sweep'
import { keyFileOf } from '@/lib/keys/key-file'
import { listAskedActs } from '@/lib/queries/four-eyes'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { openAll } from '@/lib/queries/server/secrets'
import { findSession } from '@/lib/queries/sessions/find'
import { headsInWords } from '@/lib/records/audit/heads'
import { contextOf } from '@/lib/runtime'
import { readSettings, type Settings } from '@/lib/settings'
import { keyIn } from '../../support/world/api-keys'
import { added, appRow } from '../../support/world/apps'
import { problemsOf } from '../../support/world/audit-trail'
import { batchOf, newPeople } from '../../support/world/batch'
import { period } from '../../support/world/evidence'
import { agrees, examples, fourEyes } from '../../support/world/four-eyes'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { addKey, enterBy, enterWith, signedOutPage } from '../../support/world/passkeys'
import { Person } from '../../support/world/person'
import { auditEvents, userRow } from '../../support/world/rows'
import { firefox, keyInFile, openWorld, type World } from '../../support/world/world'

const console_ = mintConsole('root')

/** A world whose key is in a file, that can be closed, restored and opened again. */
class Upkept {
  readonly world: World
  readonly settings: Settings
  ctx: Context

  private constructor(world: World, settings: Settings, ctx: Context) {
    this.world = world
    this.settings = settings
    this.ctx = ctx
  }

  static async open(): Promise<Upkept> {
    const world = await openWorld()
    await world.db.close()
    const settings = keyInFile(world)
    const runtime = await openRuntime(settings)
    return new Upkept(world, settings, { ...contextOf(runtime, firefox), now: world.clock.now })
  }

  get here(): World {
    const { ctx } = this
    return { ...this.world, db: ctx.db, vault: ctx.vault, ctx, from: () => ctx }
  }

  get backup(): string {
    return join(this.world.folder, 'backup.sqlite')
  }

  /** Stops, restores and starts again. */
  async restore() {
    await this.ctx.db.close()
    const restored = await restoreBackup(this.settings, console_, this.backup, { now: this.world.clock.now })
    const runtime = await openRuntime(this.settings)
    this.ctx = { ...contextOf(runtime, firefox), now: this.world.clock.now }
    return restored
  }

  /** The same person, in the database that stands there now. */
  again(person: Person): Person {
    const same = new Person(this.here, person)
    same.phone = person.phone
    same.recoveryCodes = person.recoveryCodes
    return same
  }
}

async function enrolled() {
  const upkept = await Upkept.open()
  const org = await organization('Acme Freight', upkept.here)
  const ben = await org.agent({ enrolled: true })
  copySqlite(upkept.settings.databaseFile, upkept.backup)
  return { upkept, org, ben }
}

test('sessions, challenges and links of the backup are dead', async () => {
  const upkept = await Upkept.open()
  const org = await organization('Acme Freight', upkept.here)
  const ben = await org.agent({ enrolled: true })
  const session = await ben.openSession({ browser: newToken() })
  copySqlite(upkept.settings.databaseFile, upkept.backup)
  expect(await findSession(upkept.ctx, session.token)).not.toBeNull()
  const restored = await upkept.restore()
  expect(restored.sessionsEnded).toBeGreaterThan(0)
  expect(await findSession(upkept.ctx, session.token)).toBeNull()
  const { challenges, links, errands, invitations, sessions } = upkept.ctx.db.tables
  for (const table of [challenges, links, errands, invitations, sessions])
    expect(await upkept.ctx.db.read.select().from(table)).toEqual([])
  const known = await upkept.ctx.db.read.select().from(upkept.ctx.db.tables.browsers)
  expect(known.map(({ ownCounter }) => ownCounter)).toEqual([false])
  expect(await auditEvents(upkept.ctx, 'server')).toEqual(['server.restored'])
})

test('API keys that were ended after the backup, client secrets that were renewed and apps that were deleted are not back', async () => {
  const upkept = await Upkept.open()
  const org = await organization('Acme Freight', upkept.here)
  const [kept, ended] = [await keyIn(org), await keyIn(org)]
  const [wiki, chat] = [await added(org), await added(org, { name: 'Chat' })]
  copySqlite(upkept.settings.databaseFile, upkept.backup)
  const admin = await org.asAdmin()
  granted(await endApiKey(org.ctx, admin, { keyId: ended.keyId }))
  granted(await renewSecret(org.ctx, admin, { appId: wiki.appId, keepFormer: false }))
  granted(await removeApp(org.ctx, admin, { appId: chat.appId }))
  const renewed = await appRow(org, wiki.appId)
  await upkept.restore()
  const { ctx } = upkept
  const keys = await ctx.db.read.select({ id: ctx.db.tables.apiKeys.id }).from(ctx.db.tables.apiKeys)
  expect(keys).toEqual([{ id: kept.keyId }])
  expect((await appRow({ ctx }, wiki.appId)).secretDigest).toEqual(renewed.secretDigest)
  expect((await appRow({ ctx }, wiki.appId)).suspendedAt).toBeNull()
  expect((await appRow({ ctx }, chat.appId)).suspendedAt).not.toBeNull()
})

test('a passkey that was stopped after the backup stays so, no counter goes back, and no answer works again', async () => {
  const upkept = await Upkept.open()
  const org = await organization('Acme Freight', upkept.here)
  const [ben, cleo] = [await org.agent(), await org.agent()]
  const origin = upkept.settings.appUrl.origin
  const [{ key }, { key: hers }] = [await addKey(ben, { origin }), await addKey(cleo, { origin })]
  copySqlite(upkept.settings.databaseFile, upkept.backup)
  const copy = key.copy()
  const { browser, options } = await signedOutPage(org.ctx)
  const answer = hers.get(options)
  const codes = [await enterBy(org.ctx, key), await enterBy(org.ctx, copy)].map(codeOf)
  expect([...codes, codeOf(await enterWith(org.ctx, browser, answer))]).toEqual([
    ...['ok', 'passkey-stopped', 'ok'],
  ])
  const stale = hers.copy()
  stale.kept.forEach((one) => {
    one.counter -= 1
  })
  await upkept.restore()
  expect(codeOf(await enterWith(upkept.ctx, browser, answer))).toBe('passkey-over')
  expect(codeOf(await enterBy(upkept.ctx, key))).toBe('passkey-stopped')
  expect(codeOf(await enterBy(upkept.ctx, stale))).toBe('passkey-stopped')
})

test('what was being done to many people goes on no more, and what waited for a second admin is over', async () => {
  const upkept = await Upkept.open()
  const scene = await fourEyes('Acme Freight', upkept.here)
  const { org, asker, second } = scene
  expect(codeOf(await examples['suspend-admin'].act(scene, asker))).toBe('second-asked')
  expect(codeOf(await takeEvidence(org.ctx, asker, period))).toBe('second-asked')
  const asked = await listAskedActs(org.ctx, asker)
  const evidence = asked.find(({ act }) => act.kind === 'export-evidence')
  expect(granted(await agrees(scene, second, evidence?.id ?? ''))).toBe('agreed')
  await batchOf(org, newPeople(3))
  copySqlite(upkept.settings.databaseFile, upkept.backup)
  await upkept.restore()
  const { ctx } = upkept
  const { askedActs, batches, users } = ctx.db.tables
  const before = (await ctx.db.read.select().from(users)).length
  expect(await runBatches(ctx)).toEqual([])
  expect((await ctx.db.read.select().from(users)).length).toBe(before)
  const [batch] = await ctx.db.read.select().from(batches)
  expect(batch).toMatchObject({ state: 'stopped', reason: 'restored-backup' })
  const acts = await ctx.db.read.select().from(askedActs)
  expect(acts.map(({ state, endCause }) => [state, endCause])).toEqual([
    ['ended', 'restored-backup'],
    ['ended', 'restored-backup'],
  ])
})

test('a code that was used after the backup, or is on show, opens nothing; the one after the next does', async () => {
  const { upkept, ben } = await enrolled()
  const used = await ben.phone.nextCode()
  granted(await finishWithCode(upkept.ctx, await ben.challenge(), { code: used }))
  await upkept.restore()
  const again = upkept.again(ben)
  for (const code of [used, await ben.phone.shownCode()])
    expect(codeOf(await finishWithCode(upkept.ctx, await again.challenge(), { code }))).toBe('code-wrong')
  upkept.world.clock.pass(seconds(60))
  const fresh = await ben.phone.shownCode()
  granted(await finishWithCode(upkept.ctx, await again.challenge(), { code: fresh }))
})

test('a sign-in that was not finished before the restore is told of after it, one that was, or was begun anew, is not', async () => {
  const { upkept, ben } = await enrolled()
  upkept.world.clock.pass(minutes(1))
  const thief = { ...upkept.ctx, origin: { address: '203.0.113.9', userAgent: 'none' } }
  await ben.challenge({ ctx: thief })
  const used = await ben.challenge()
  granted(await finishWithCode(upkept.ctx, used, { code: await ben.phone.nextCode() }))
  await ben.challenge()
  upkept.world.clock.pass(minutes(1))
  await ben.signIn()
  await upkept.restore()
  upkept.world.clock.pass(minutes(11))
  await sweep(upkept.ctx)
  const { outbox, challenges } = upkept.ctx.db.tables
  const told = async () =>
    (await upkept.ctx.db.read.select().from(outbox).where(isNull(outbox.closedAt))).map(
      ({ name, merged }) => [name, merged],
    )
  expect(await told()).toEqual([['sign-in-unfinished', 1]])
  expect(await upkept.ctx.db.read.select().from(challenges)).toEqual([])
  // Written but not sent when the next restore comes: it is not lost either.
  await upkept.restore()
  expect(await told()).toEqual([['sign-in-unfinished', 1]])
})

test('a recovery code that was used after the backup stays used, the others work', async () => {
  const { upkept, ben } = await enrolled()
  const used = ben.nextRecoveryCode()
  granted(await finishWithRecoveryCode(upkept.ctx, await ben.challenge(), { recoveryCode: used }))
  const { codesVoided } = await upkept.restore()
  expect(codesVoided).toBe(1)
  const again = upkept.again(ben)
  const once = await finishWithRecoveryCode(upkept.ctx, await again.challenge(), { recoveryCode: used })
  expect(codeOf(once)).toBe('code-wrong')
  const other = again.nextRecoveryCode()
  granted(await finishWithRecoveryCode(upkept.ctx, await again.challenge(), { recoveryCode: other }))
})

test('a set that was replaced after the backup is void, all of it', async () => {
  const { upkept, ben } = await enrolled()
  const member = await ben.signIn()
  const { password } = ben
  granted(await renewRecoveryCodes(upkept.ctx, member, { password, code: await ben.phone.nextCode() }))
  expect(await shownCodes(upkept.ctx, member)).toHaveLength(10)
  expect((await upkept.restore()).codesVoided).toBe(10)
})

test('it says what the backup does not know of', async () => {
  const { upkept, org, ben } = await enrolled()
  granted(await suspendUser(upkept.ctx, await org.asAdmin(), { userId: ben.id }))
  const { forgotten } = await upkept.restore()
  expect(forgotten).toHaveLength(1)
  expect(forgotten[0]).toContain(`ada@example.com suspended: ${ben.email}`)
  expect((await userRow(upkept.ctx, ben.id)).status).toBe('active')
})

test('it refuses while a server has the database open, and leaves everything as it was', async () => {
  const { upkept, ben } = await enrolled()
  const restoring = restoreBackup(upkept.settings, console_, upkept.backup)
  await expect(restoring).rejects.toThrow('is still running')
  expect((await userRow(upkept.ctx, ben.id)).status).toBe('active')
  expect(existsSync(`${upkept.settings.databaseFile}.restoring`)).toBe(false)
})

test('it refuses what is no database, and one of another key', async () => {
  const { upkept } = await enrolled()
  const other = await enrolled()
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
  const { upkept, org, ben } = await enrolled()
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
  const { upkept, ben } = await enrolled()
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
    const { upkept } = await enrolled()
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
  const { upkept } = await enrolled()
  const copy = `${upkept.settings.databaseFile}.restoring`
  mkdirSync(copy)
  await expect(upkept.restore()).rejects.toThrow(`${copy} is a folder, and must be a file`)
  rmSync(copy, { recursive: true })
  await upkept.restore()
})

test('it refuses an empty file, and the database of another program', async () => {
  const { upkept } = await enrolled()
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
  const { upkept, ben } = await enrolled()
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
  const { upkept } = await enrolled()
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
  const { upkept } = await enrolled()
  await upkept.ctx.db.close()
  const restoring = holdSqlite(upkept.settings.databaseFile, 'alone')
  await expect(openRuntime(upkept.settings)).rejects.toThrow('A backup is being restored')
  await expect(restoreBackup(upkept.settings, console_, upkept.backup)).rejects.toThrow('still running')
  restoring?.release()
  await (await openRuntime(upkept.settings)).db.close()
})
