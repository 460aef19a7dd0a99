import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { copySqlite } from '@/db/backup'
import { openSqlite } from '@/db/sqlite'
import { askForReset } from '@/lib/acts/passwords/ask-for-reset'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import type { Context } from '@/lib/context'
import { openVault } from '@/lib/crypto/vault'
import { runErrands } from '@/lib/jobs/errands'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { findSession } from '@/lib/queries/sessions/find'
import { readSettings } from '@/lib/settings'
import { commandLine } from '../support/process/command-line'
import { startServer } from '../support/server/server'
import { openSite } from '../support/server/site'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { onlyOnSqlite, onPostgres } from '../support/world/postgres'
import { Recovery } from '../support/world/recovery'
import { plantUser, unspendSteps, userRow } from '../support/world/rows'
import { bytesOf } from '../support/world/sealed'
import type { World } from '../support/world/world'

/** What `backup` makes of a file. On a server it is pg_dump's, which holds what the database does. */
function backupOf({ folder, file }: World): Buffer[] {
  if (onPostgres) return []
  const backup = join(folder, 'stolen.sqlite')
  copySqlite(file, backup)
  return [readFileSync(backup)]
}

test('the links of a reset and of a recovery are not in the file, nor in a backup of it', async () => {
  const recovery = await Recovery.open()
  const { ctx, org, letters } = recovery
  const ben = await org.agent()
  await letters.arrived()
  const confirm = await recovery.ask()
  const stop = Object.values(await recovery.confirmed())[0] ?? ''
  granted(await askForReset(ctx, { email: ben.email }))
  await runErrands(ctx)
  const waiting = await bytesOf(org.world.place)
  const reset = (await letters.last(ben.email, 'Choose a new password')).token
  for (const bytes of [waiting, await bytesOf(org.world.place), ...backupOf(org.world)]) {
    expect(bytes.includes(ben.email)).toBe(true)
    for (const token of [confirm, stop, reset]) {
      expect(token).toHaveLength(43)
      expect(bytes.includes(token)).toBe(false)
    }
  }
})

test('what the file holds of a token opens nothing when it is presented as one', async () => {
  const recovery = await Recovery.open()
  const { ctx } = recovery
  await recovery.ready()
  const { links, sessions } = ctx.db.tables
  const stolen = [
    ...(await ctx.db.read.select({ digest: links.tokenDigest }).from(links)),
    ...(await ctx.db.read.select({ digest: sessions.tokenDigest }).from(sessions)),
  ]
  expect(stolen.length).toBeGreaterThan(1)
  for (const { digest } of stolen) {
    const token = digest.toString('base64url')
    expect(token).toHaveLength(43)
    expect(await findSession(ctx, token)).toBeNull()
    const taken = await completeRecovery(ctx, { token, newPassword: 'seven crates of marmalade' })
    expect(taken).toMatchObject({ ok: false, code: 'link-over' })
  }
})

test('a sealed setup key moved to another person, or with one bit flipped, signs nobody in', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  const sealed = (await userRow(org.ctx, ben.id)).authenticatorSecret ?? Buffer.alloc(0)
  await plantUser(org.ctx, cleo.id, { authenticatorSecret: sealed })
  await unspendSteps(org.ctx, cleo.id)
  const asCleo = await cleo.challenge()
  const taken = await finishWithCode(org.ctx, asCleo, { code: await ben.phone.nextCode() })
  expect(codeOf(taken)).toBe('secret-unreadable')
  for (let bit = 0; bit < sealed.length * 8; bit += 37) {
    const flipped = Buffer.from(sealed)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(() => org.ctx.vault.unseal(flipped, 'users.authenticator', ben.id)).toThrow()
  }
})

test("whose sealed setup key was swapped with another person's reads what to do, and the log names them", async () => {
  const site = await openSite()
  const [ben, cleo] = [await site.seed.agent({ enrolled: true }), await site.seed.agent({ enrolled: true })]
  const { authenticatorSecret } = await userRow(site.ctx(), cleo.id)
  await plantUser(site.ctx(), ben.id, { authenticatorSecret })
  const browser = site.visitor({ challenge: await site.challenge(ben) })
  const answer = await browser.submit('/sign-in/code', { code: await cleo.phone.shownCode() })
  expect([answer.status, browser.cookie('session')]).toEqual([200, undefined])
  expect(answer.body).toContain('ask an admin of your organization to reset')
  expect(site.server.output()).toContain(`"event":"secret.unreadable","userId":"${ben.id}"`)
})

onlyOnSqlite('a file that somebody copied', () => {
  test('the file alone: another key opens none of it, and a server refuses to start on it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'countersign-home-'))
    const thief = mkdtempSync(join(tmpdir(), 'countersign-thief-'))
    try {
      expect((await commandLine(home, ['demo'])).code).toBe(0)
      const file = readSettings({ DATA_DIR: thief }).databaseFile
      mkdirSync(join(thief, 'db'))
      copySqlite(readSettings({ DATA_DIR: home }).databaseFile, file)

      await expect(openRuntime(readSettings({ DATA_DIR: thief }))).rejects.toThrow('sealed with another key')
      await expect(startServer({ dataFolder: thief })).rejects.toThrow('sealed with another key')
      const db = await openSqlite(file)
      const { users } = db.tables
      const [maria] = await db.read.select().from(users).where(eq(users.email, 'maria@example.com'))
      const other: Pick<Context, 'vault'> = { vault: openVault(Buffer.alloc(32, 7)) }
      const secret = maria?.authenticatorSecret ?? Buffer.alloc(0)
      expect(() => other.vault.unseal(secret, 'users.authenticator', maria?.id ?? '')).toThrow('another key')
      await db.close()
    } finally {
      for (const folder of [home, thief]) rmSync(folder, { recursive: true, force: true })
    }
  })
})
