import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { rotateKey } from '@/lib/acts/keys/rotate'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { examine } from '@/lib/cli/examine'
import type { Context } from '@/lib/context'
import { openVault } from '@/lib/crypto/vault'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { addKey, loadKeys, lockKeys } from '@/lib/keys/key-file'
import { followKey } from '@/lib/keys/named-key'
import { passkeyForStep } from '@/lib/queries/passkeys'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { record } from '@/lib/records/audit/record'
import { challengeOfPage, pageTokenOf } from '@/lib/records/challenges/page-token'
import { tell } from '@/lib/records/outbox/outbox'
import { contextOf } from '@/lib/runtime'
import { problemsOf } from '../../support/world/audit-trail'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { addKey as addPasskey, asked, enterWith, signedOutPage } from '../../support/world/passkeys'
import { auditEvents } from '../../support/world/rows'
import { keyIds } from '../../support/world/sealed'
import { addPhone } from '../../support/world/several'
import { firefox, keyInFile, openWorld, type World } from '../../support/world/world'

const console_ = mintConsole('root')
const quiet = { progress: () => {}, settle: async () => {} }

/** A world whose key is in a file, with something in every sealed column. */
async function sealedWorld() {
  const world = await openWorld()
  const settings = keyInFile(world)
  await world.db.close()
  const runtime = await openRuntime(settings)
  const { appOrigin = '' } = world.ctx
  const ctx: Context = { ...contextOf(runtime, firefox), now: world.clock.now, appOrigin }
  const here: World = { ...world, db: runtime.db, vault: runtime.vault, ctx, from: world.from }
  const org = await organization('Acme Freight', here)
  const ben = await org.agent({ enrolled: true })
  for (const name of ['Work phone', 'Tablet']) await addPhone(ben, name)
  await org.agent({ invited: true })
  const cleo = await org.agent({ required: true })
  granted(await startEnrollment(ctx, await cleo.challenge()))
  return { org, ben, settings, ctx, runtime }
}

const idOf = (ctx: Context) => ctx.vault.fingerprint.slice(0, 8)

test('every sealed value, wherever it stands, is sealed with the new key, and still opens', async () => {
  const { org, ben, settings, ctx } = await sealedWorld()
  const before = idOf(ctx)
  expect([...(await keyIds(settings))]).toEqual([before])
  const { resealed, unreadable } = await rotateKey(ctx, console_, settings, quiet)
  expect(resealed).toBeGreaterThan(5)
  expect(unreadable).toBe(0)
  expect(idOf(ctx)).not.toBe(before)
  expect([...(await keyIds(settings))]).toEqual([idOf(ctx)])
  expect(await shownCodes(ctx, await ben.signIn())).toEqual(ben.recoveryCodes)
  expect(await auditEvents(ctx, 'server')).toContain('key.rotated')
  expect(org.name).toBe('Acme Freight')
})

test('whoever was asked for a passkey before answers it afterwards, on the page of a client too', async () => {
  const { org, settings, ctx } = await sealedWorld()
  const agent = await org.agent()
  const { key } = await addPasskey(agent)
  const { browser, options } = await signedOutPage(ctx)
  const challenger = await agent.challenge()
  const step = asked(await passkeyForStep(ctx, challenger))
  const page = pageTokenOf(ctx, challenger.challengeId)
  const stranger = openVault(randomBytes(32))
  await rotateKey(ctx, console_, settings, quiet)
  expect(codeOf(await enterWith(ctx, browser, key.get(options)))).toBe('ok')
  expect(challengeOfPage(ctx, page)).toBe(challenger.challengeId)
  expect(challengeOfPage({ ...ctx, vault: stranger }, page)).toBeNull()
  expect(codeOf(await finishWithPasskey(ctx, challenger, { answer: key.get(step) }))).toBe('ok')
})

test('the key before stays in the file, for backups of its time', async () => {
  const { settings, ctx } = await sealedWorld()
  const [old] = loadKeys(settings)
  await rotateKey(ctx, console_, settings, quiet)
  const keys = loadKeys(settings)
  expect(keys).toHaveLength(2)
  expect(keys[1]).toEqual(old)
  const file = readFileSync(join(settings.secretsFolder, 'encryption.key'), 'utf8')
  expect(file.trim().split('\n')).toHaveLength(2)
})

test('one that was killed is resumed, whatever was done, and makes no third key', async () => {
  for (const killedAt of ['first batch', 'settling'] as const) {
    const { settings, ctx } = await sealedWorld()
    const kill = () => {
      throw new Error('killed')
    }
    const dying =
      killedAt === 'first batch'
        ? { progress: kill, settle: async () => {} }
        : { progress: () => {}, settle: async () => kill() }
    await expect(rotateKey(ctx, console_, settings, dying)).rejects.toThrow('killed')
    const runtime = await openRuntime(settings)
    const next = { ...contextOf(runtime, firefox), now: ctx.now }
    await rotateKey(next, console_, settings, quiet)
    expect(loadKeys(settings)).toHaveLength(2)
    expect([...(await keyIds(settings))]).toEqual([idOf(next)])
    await runtime.db.close()
  }
})

test('a key that was made and never named by a database is taken up, not followed by another', async () => {
  const { settings, ctx } = await sealedWorld()
  addKey(settings)
  await rotateKey(ctx, console_, settings, quiet)
  expect(loadKeys(settings)).toHaveLength(2)
  expect(openVault(loadKeys(settings)[0] ?? []).fingerprint).toBe(ctx.vault.fingerprint)
})

test('another process opens what the new key sealed at once, and seals with it once it follows', async () => {
  const { ben, settings, ctx } = await sealedWorld()
  const server = await openRuntime(settings)
  const before = server.vault.fingerprint
  const values: string[] = []
  await rotateKey(ctx, console_, settings, {
    progress: () => {},
    // Between two passes the running server, which has not followed yet, seals something with the old key.
    settle: async () => {
      if (values.length > 0) return
      values.push('sealed')
      const other = { ...contextOf(server, firefox), now: ctx.now }
      expect(server.vault.fingerprint).toBe(before)
      await other.db.write((tx) => tell(tx, other, ben, 'password-changed', {}))
      await followKey(server.db, server.vault)
    },
  })
  expect(values).toEqual(['sealed'])
  expect(server.vault.fingerprint).toBe(ctx.vault.fingerprint)
  expect([...(await keyIds(settings))]).toEqual([idOf(ctx)])
  await server.db.close()
})

test('what was tampered with is counted and left as it is', async () => {
  const { ben, settings, ctx } = await sealedWorld()
  const { users } = ctx.db.tables
  const [row] = await ctx.db.read.select().from(users).where(eq(users.id, ben.id))
  const secret = Buffer.from(row?.authenticatorSecret ?? '')
  secret[secret.length - 1] = (secret.at(-1) ?? 0) ^ 1
  await ctx.db.write((tx) =>
    tx.update(users).set({ authenticatorSecret: secret }).where(eq(users.id, ben.id)),
  )
  expect((await rotateKey(ctx, console_, settings, quiet)).unreadable).toBe(1)
})

test('the audit log stays whole, whichever key a server authenticates with meanwhile', async () => {
  const { org, settings, ctx } = await sealedWorld()
  const server = await openRuntime(settings)
  const other = { ...contextOf(server, firefox), now: ctx.now }
  const actor = { kind: 'console', osUser: 'root' } as const
  const more = (from: Context) =>
    from.db.write((tx) =>
      record(tx, from, org.id, { event: 'sessions.ended', actor, detail: { sessions: 1 } }),
    )
  await rotateKey(ctx, console_, settings, { progress: () => {}, settle: () => more(other) })
  await more(ctx)
  await more(other)
  await followKey(server.db, server.vault)
  await more(other)
  expect(await problemsOf({ ctx })).toEqual([])
  expect(await problemsOf({ ctx: other })).toEqual([])
  const { auditEntries } = ctx.db.tables
  const keys = await ctx.db.read.selectDistinct({ keyId: auditEntries.keyId }).from(auditEntries)
  expect(keys).toHaveLength(2)

  // Without the key of their time entries cannot be checked, and that is what is said of them.
  const [newest = Buffer.alloc(0)] = loadKeys(settings)
  const kinds = (await problemsOf({ ctx: { ...ctx, vault: openVault(newest) } })).map(({ kind }) => kind)
  expect(kinds).toContain('key-missing')
  await server.db.close()
})

test('while another process rotates it is refused, in one sentence, and changes nothing', async () => {
  const { settings, ctx } = await sealedWorld()
  const before = ctx.vault.fingerprint
  const other = lockKeys(settings)
  await expect(rotateKey(ctx, console_, settings, quiet)).rejects.toThrow('Another process is changing')
  expect([loadKeys(settings).length, ctx.vault.fingerprint]).toEqual([1, before])
  other.release()
  await rotateKey(ctx, console_, settings, quiet)
  expect(loadKeys(settings)).toHaveLength(2)
})

test('doctor opens every sealed value: a key that is named right is not enough', async () => {
  const { ben, settings, ctx } = await sealedWorld()
  const nowhere = { host: '127.0.0.1', port: 9 }
  const aboutKey = async () => (await examine(settings, nowhere)).filter(({ name }) => name === 'key')
  expect(await aboutKey()).toMatchObject([{ level: 'ok' }])
  const lost = openVault(randomBytes(32)).seal(Buffer.from('secret'), 'users.authenticator', ben.id)
  const { users } = ctx.db.tables
  await ctx.db.write((tx) => tx.update(users).set({ authenticatorSecret: lost }).where(eq(users.id, ben.id)))
  expect(await aboutKey()).toMatchObject([
    { level: 'problem', text: expect.stringMatching(/^1 sealed value of/) },
  ])
})
