import { isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { copySqlite } from '@/db/backup'
import { mintConsole } from '@/lib/actors'
import { endApiKey } from '@/lib/acts/api-keys/end'
import { removeApp } from '@/lib/acts/apps/remove'
import { renewSecret } from '@/lib/acts/apps/renew-secret'
import { takeEvidence } from '@/lib/acts/evidence/take'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { newToken } from '@/lib/crypto/token'
import { minutes, seconds } from '@/lib/duration'
import { runBatches } from '@/lib/jobs/batches/run'
import { sweep } from '@/lib/jobs/sweep'
import { listAskedActs } from '@/lib/queries/four-eyes'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findSession } from '@/lib/queries/sessions/find'
import { keyIn } from '../../support/world/api-keys'
import { added, appRow } from '../../support/world/apps'
import { batchOf, newPeople } from '../../support/world/batch'
import { period } from '../../support/world/evidence'
import { agrees, examples, fourEyes } from '../../support/world/four-eyes'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { addKey, enterBy, enterWith, signedOutPage } from '../../support/world/passkeys'
import { auditEvents } from '../../support/world/rows'
import { enrolledUpkept, Upkept } from '../../support/world/upkept'

const _console_ = mintConsole('root')

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
  const { upkept, ben } = await enrolledUpkept()
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
  const { upkept, ben } = await enrolledUpkept()
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
  const { upkept, ben } = await enrolledUpkept()
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
  const { upkept, ben } = await enrolledUpkept()
  const member = await ben.signIn()
  const { password } = ben
  granted(await renewRecoveryCodes(upkept.ctx, member, { password, code: await ben.phone.nextCode() }))
  expect(await shownCodes(upkept.ctx, member)).toHaveLength(10)
  expect((await upkept.restore()).codesVoided).toBe(10)
})
