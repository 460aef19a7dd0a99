import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { rotateKey } from '@/lib/acts/keys/rotate'
import { refreshSession } from '@/lib/acts/sessions/refresh'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import type { Context } from '@/lib/context'
import { runErrands } from '@/lib/jobs/errands'
import { openPostman } from '@/lib/jobs/mail/postman'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { addKey } from '@/lib/keys/key-file'
import { followKey, KeyMissingError } from '@/lib/keys/named-key'
import { showEnrollment } from '@/lib/queries/enrollment'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { leaveErrand } from '@/lib/records/errands/leave'
import { tell } from '@/lib/records/outbox/outbox'
import { contextOf } from '@/lib/runtime'
import { problemsOf } from '../../support/world/audit-trail'
import { organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { userRow } from '../../support/world/rows'
import { firefox, keyInFile, openWorld, type World } from '../../support/world/world'

const quiet = { progress: () => {}, settle: async () => {} }

/** Two servers of one database: the key is changed on the first, and the key file of the second is not that one. */
async function twoServers() {
  const world = await openWorld()
  const settings = keyInFile(world)
  const theirs = { ...settings, secretsFolder: join(world.folder, 'secrets of another server') }
  const copyKey = () => cpSync(settings.secretsFolder, theirs.secretsFolder, { recursive: true, force: true })
  copyKey()
  await world.db.close()
  const runtime = await openRuntime(settings)
  const ctx: Context = { ...contextOf(runtime, firefox), now: world.clock.now }
  const here: World = { ...world, db: runtime.db, vault: runtime.vault, ctx, from: world.from }
  const org = await organization('Acme Freight', here)
  const other = await openRuntime(theirs)
  const there: Context = { ...contextOf(other, firefox), now: world.clock.now }
  return {
    ...{ org, settings, theirs, ctx, there, copyKey },
    rotate: () => rotateKey(ctx, mintConsole('root'), settings, quiet),
    close: () => other.db.close(),
  }
}

test('a server without the new key takes nothing for damaged, and loses nothing', async () => {
  const { org, ctx, there, theirs, rotate, copyKey, close } = await twoServers()
  const ben = await org.agent({ enrolled: true })
  const dana = await org.agent()
  const cleo = await org.agent()
  const enrolling = await cleo.signIn()
  granted(await beginEnrollment(ctx, enrolling, { password: cleo.password }))
  const postman = openPostman(theirs)
  await postman.deliver(there)
  const member = await ben.signIn()
  const challenger = await ben.challenge()
  const code = await ben.phone.nextCode()
  const ticket = await dana.ticket()
  const refreshToken = (await dana.openSession({ channel: 'api', kind: 'mobile' })).refresh?.token ?? ''
  await ctx.db.write((tx) =>
    leaveErrand(tx, ctx, 'recovery', {
      ...{ email: org.admin.email, organization: org.name, story: 'Lost my phone.' },
    }),
  )
  await rotate()
  const tokens = granted(await refreshSession(ctx, { refreshToken }))
  await ctx.db.write((tx) => tell(tx, ctx, ben, 'password-changed', {}))
  const before = await userRow(ctx, ben.id)
  const refused = async (attempts: Record<string, () => Promise<unknown>>) => {
    for (const [what, attempt] of Object.entries(attempts))
      expect([what, await attempt().catch((error: unknown) => error)]).toEqual([
        what,
        expect.any(KeyMissingError),
      ])
  }
  await refused({
    'a code': () => finishWithCode(there, challenger, { code }),
    'codes that are shown': () => shownCodes(there, member),
    'a setup key that is shown': () => showEnrollment(there, enrolling),
    'a token that was exchanged': () => refreshSession(there, { refreshToken }),
    email: () => postman.deliver(there),
  })
  // From here on the new key authenticates the end of the organization's audit log.
  granted(await redeemTicket(ctx, await dana.ticket(), 'web'))
  await refused({
    'a ticket': () => redeemTicket(there, ticket, 'web'),
    'what strangers asked for': () => runErrands(there),
  })
  expect(await followKey(there.db, there.vault)).toBe(false)
  expect(await userRow(ctx, ben.id)).toEqual(before)
  const { errands, outbox } = ctx.db.tables
  expect(await ctx.db.read.select({ id: errands.id }).from(errands)).toHaveLength(1)
  const failures = await ctx.db.read.select({ failure: outbox.failure }).from(outbox)
  expect(failures.filter(({ failure }) => failure !== null)).toEqual([])
  expect(await problemsOf({ ctx })).toEqual([])

  copyKey()
  granted(await finishWithCode(there, challenger, { code }))
  granted(await redeemTicket(there, ticket, 'web'))
  expect(granted(await refreshSession(there, { refreshToken })).token).toBe(tokens.token)
  expect(await shownCodes(there, member)).toEqual(ben.recoveryCodes)
  expect(await showEnrollment(there, enrolling)).not.toBeNull()
  expect(await runErrands(there)).toEqual([])
  expect((await postman.deliver(there)).filter(({ problem }) => problem !== undefined)).toEqual([])
  const [waiting] = await ctx.db.read.select().from(outbox).where(eq(outbox.attempts, 0)).limit(1)
  expect(waiting).toBeUndefined()
  expect(await problemsOf({ ctx })).toEqual([])
  await close()
})

test('a key that lies ready on every server is sealed with on all of them at once', async () => {
  const { ctx, there, settings, rotate, copyKey, close } = await twoServers()
  addKey(settings)
  copyKey()
  await rotate()
  expect(await followKey(there.db, there.vault)).toBe(true)
  expect(there.vault.fingerprint).toBe(ctx.vault.fingerprint)
  await close()
})
