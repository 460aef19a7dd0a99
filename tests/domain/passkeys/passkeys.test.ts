import { expect, test } from 'vitest'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { beginAddition } from '@/lib/acts/two-factor/begin-addition'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { confirmPasskey, finishWithNewPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { renamePasskey } from '@/lib/acts/two-factor/rename-passkey'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { days } from '@/lib/duration'
import { factorsAtMost } from '@/lib/figures'
import { factorsInWords } from '@/lib/messages/two-factor'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { showEnrollment } from '@/lib/queries/enrollment'
import { listPasskeys, passkeySignals, passkeyToAdd, passkeyToEnroll } from '@/lib/queries/passkeys'
import { findSession, findSignIn } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { findUser } from '@/lib/queries/users/find'
import { agreesFrom } from '@/lib/records/admins/new-admin'
import { Authenticator } from '../../support/world/authenticator'
import { Letters } from '../../support/world/letters'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import {
  addKey,
  asked,
  enterBy,
  enterWith,
  factorsOf,
  signedOutPage,
  signInByKey,
  stepWith,
} from '../../support/world/passkeys'
import { memberOf } from '../../support/world/person'
import { auditTrail, userRow } from '../../support/world/rows'
import { SecurityKey } from '../../support/world/security-key'

test('a passkey as the first factor turns 2FA on, with recovery codes, and is asked for after the password', async () => {
  const org = await organization()
  const agent = await org.agent()
  const other = await agent.openSession()
  const { key, member, as } = await addKey(agent)
  expect(as).toBe('enabled')
  expect(await twoFactorState(org.ctx, member)).toMatchObject({
    ...{ enabled: true, authenticators: 0, passkeys: 1, recoveryCodesLeft: 10 },
  })
  expect(agent.recoveryCodes).toHaveLength(10)
  expect((await userRow(org.ctx, agent.id)).secondFactor).toBe('on')
  expect(await findSession(org.ctx, other.token)).toBeNull()
  expect(granted(await agent.enterPassword())).toMatchObject({ step: 'code', ticket: null })
  expect((await signInByKey(agent, key)).userId).toBe(agent.id)
  const recoveryCode = agent.nextRecoveryCode()
  expect(codeOf(await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode }))).toBe('ok')
})

test('it is recorded and told by name: one that is known by its model, and the kind of key where it is not', async () => {
  const org = await organization()
  const agent = await org.agent()
  const aaguid = 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd'
  const { key, member } = await addKey(agent, { synced: true, aaguid, counts: false })
  await addKey(agent, { by: key, member })
  await addKey(agent, { by: key, member })
  await addKey(agent, { by: key, member, name: 'Blue key' })
  const listed = await listPasskeys(org.ctx, member)
  expect(listed.map(({ name }) => name)).toEqual([
    ...[
      'Apple Passwords',
      'Security key (Firefox on Linux)',
      'Security key (Firefox on Linux) 2',
      'Blue key',
    ],
  ])
  expect(listed[0]).toMatchObject({ backupEligible: true, backedUp: true, host: null, stoppedAt: null })
  const trail = await auditTrail(org.ctx, org.id)
  const said = trail.filter(({ event }) => event === 'two-factor.enabled' || event === 'passkey.added')
  expect(said.map(({ detail }) => detail.passkey)).toEqual(listed.map(({ name }) => name))
  const letters = await new Letters(org.world).arrived()
  expect(letters.map(({ subject }) => subject)).toContain('A passkey was added')
})

test('someone with an authenticator adds one: codes stay, both sign in, other sessions end', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const other = await agent.openSession()
  const { key, member, as } = await addKey(agent)
  expect(as).toBe('added')
  expect(await twoFactorState(org.ctx, member)).toMatchObject({
    ...{ authenticators: 1, passkeys: 1, recoveryCodesLeft: 10 },
  })
  expect(await findSession(org.ctx, other.token)).toBeNull()
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
  expect((await agent.signIn()).userId).toBe(agent.id)
})

test('someone with a passkey adds an authenticator, which is no new beginning', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent)
  const { twoFactorSince } = await userRow(org.ctx, agent.id)
  org.world.clock.pass(60_000)
  granted(await beginAddition(org.ctx, member, { ...(await factorsOf(agent, member, key)), name: 'Phone' }))
  const shown = asked(await showEnrollment(org.ctx, member))
  agent.phone = Authenticator.scan(shown.uri, { clock: org.world.clock })
  const confirmed = granted(await confirmEnrollment(org.ctx, member, { code: await agent.phone.nextCode() }))
  expect(confirmed.as).toBe('added')
  expect(await listAuthenticators(org.ctx, member)).toMatchObject([{ name: 'Phone' }])
  expect(await twoFactorState(org.ctx, member)).toMatchObject({
    recoveryCodesLeft: 10,
    since: twoFactorSince,
  })
  expect((await agent.signIn()).userId).toBe(agent.id)
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
  // It is the only one that can be replaced; without it nothing could be.
  const without = await org.agent()
  const { key: hers, member: her } = await addKey(without)
  const replaced = await beginReplacement(org.ctx, her, await factorsOf(without, her, hers))
  expect(codeOf(replaced)).toBe('authenticator-unknown')
})

test('a whole sign-in by the passkey alone, over the web, counts as both factors', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true, enrolled: true })
  const { key } = await addKey(agent, { synced: true, counts: false })
  const { ticket } = granted(await enterBy(org.ctx, key))
  const { token } = granted(await redeemTicket(org.ctx, ticket, 'web'))
  expect((await memberOf(org.ctx, token)).userId).toBe(agent.id)
  expect(await findSignIn(org.ctx, token)).toMatchObject({ proof: 'synced-passkey-alone' })
  const entry = (await auditTrail(org.ctx, org.id)).findLast(({ event }) => event === 'sign-in.succeeded')
  expect(entry?.detail.secondStep).toBe('synced-passkey-alone')
})

test('at the enrollment that a sign-in asks for, a passkey may be chosen, and the setup key shown there is void', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  expect(await passkeyToEnroll(org.ctx, challenger)).toBeNull()
  granted(await startEnrollment(org.ctx, challenger))
  const key = new SecurityKey()
  const credential = key.create(asked(await passkeyToEnroll(org.ctx, challenger)))
  const finished = granted(await finishWithNewPasskey(org.ctx, challenger, { credential }))
  expect(finished.recoveryCodes).toHaveLength(10)
  const { token } = granted(await redeemTicket(org.ctx, finished.ticket, 'web'))
  expect(await findSignIn(org.ctx, token)).toMatchObject({ proof: 'passkey' })
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
  expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
})

test('two tabs whose answers overtake each other stop no passkey: the later one signs in, the earlier one starts again', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent)
  const [one, two] = [await signedOutPage(org.ctx), await signedOutPage(org.ctx)]
  const [first, second] = [key.get(one.options), key.get(two.options)]
  org.world.clock.pass(1000)
  expect(codeOf(await enterWith(org.ctx, two.browser, second))).toBe('ok')
  expect(codeOf(await enterWith(org.ctx, one.browser, first))).toBe('passkey-over')
  expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
  // Asked since, it is a copy.
  const copy = key.copy()
  org.world.clock.pass(1000)
  expect([codeOf(await enterBy(org.ctx, key)), codeOf(await enterBy(org.ctx, copy))]).toEqual([
    ...['ok', 'passkey-stopped'],
  ])
})

test('a key without a PIN is a second factor, and never a whole sign-in', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent, { verifies: false })
  expect(await listPasskeys(org.ctx, member)).toMatchObject([{ uvInitialized: false, signsInAlone: false }])
  const { member: other } = await addKey(await org.agent(), { stores: false })
  expect(await listPasskeys(org.ctx, other)).toMatchObject([{ uvInitialized: true, signsInAlone: false }])
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
  expect(codeOf(await enterBy(org.ctx, key))).toBe('passkey-unverified')
})

test('factors are proved by a passkey where a code would do: renaming, new recovery codes', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent)
  const [one] = await listPasskeys(org.ctx, member)
  const named = { passkeyId: one?.id ?? '', name: 'Blue key' }
  granted(await renamePasskey(org.ctx, member, { ...(await factorsOf(agent, member, key)), ...named }))
  expect(await listPasskeys(org.ctx, member)).toMatchObject([{ name: 'Blue key' }])
  granted(await renewRecoveryCodes(org.ctx, member, await factorsOf(agent, member, key)))
  const trail = (await auditTrail(org.ctx, org.id)).map(({ event }) => event)
  expect(trail).toEqual(expect.arrayContaining(['passkey.renamed', 'recovery-codes.renewed']))
})

test('ten factors together, of either kind, and the eleventh is refused before and at the end', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { key, member } = await addKey(agent)
  for (let n = 2; n < factorsAtMost - 1; n++) await addKey(agent, { by: key, member })
  const second = await signInByKey(agent, key)
  for (const session of [member, second])
    granted(await beginPasskey(org.ctx, session, await factorsOf(agent, session, key)))
  const make = async (session: typeof member) => {
    const credential = new SecurityKey().create(asked(await passkeyToAdd(org.ctx, session)))
    return () => confirmPasskey(org.ctx, session, { credential })
  }
  const [one, two] = [await make(member), await make(second)]
  expect([codeOf(await one()), codeOf(await two())]).toEqual(['ok', 'enrollment-over'])
  const again = await beginPasskey(org.ctx, member, await factorsOf(agent, member, key))
  expect(codeOf(again)).toBe('too-many-authenticators')
  const phone = { name: 'More', ...(await factorsOf(agent, member, key)) }
  expect(codeOf(await beginAddition(org.ctx, member, phone))).toBe('too-many-authenticators')
})

test('an admin who has just added a passkey agrees to nothing as the second admin for a day', async () => {
  const org = await organization()
  const ben = await org.anotherAdmin({ enrolled: true })
  org.world.clock.pass(days(2))
  const agrees = async () => agreesFrom(await userRow(org.ctx, ben.id), org.ctx.now())
  expect(await agrees()).toBeNull()
  await addKey(ben)
  expect(await agrees()).not.toBeNull()
  org.world.clock.pass(days(1))
  expect(await agrees()).toBeNull()
})

test('what the browser may be told of is complete: those that work, and no more', async () => {
  const org = await organization()
  const agent = await org.agent()
  expect(await passkeySignals(org.ctx, await agent.signIn())).toBeNull()
  const { key, member } = await addKey(agent)
  const { key: second } = await addKey(agent, { by: key, member })
  expect(await passkeySignals(org.ctx, member)).toEqual({
    ...{
      rpId: 'id.example.com',
      userId: key.kept[0]?.userHandle,
      name: agent.email,
      displayName: agent.name,
    },
    allAcceptedCredentialIds: [key.lastId, second.lastId],
  })
  expect(key.kept[0]?.userHandle).toBe(second.kept[0]?.userHandle)
  expect(key.kept[0]?.userHandle).not.toContain(agent.id)
})

test('an admin reads of someone how many passkeys work, and of the others why they do not', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { key } = await addKey(agent)
  await addKey(agent)
  const read = async (ctx: typeof org.ctx) => {
    const found = await findUser(ctx, await org.asAdmin(), agent.id)
    return found && factorsInWords(found)
  }
  const both = 'Each sign-in asks for a code or a passkey.'
  expect(await read(org.ctx)).toBe(`${both} They have 1 authenticator and 2 passkeys.`)
  const copy = key.copy()
  org.world.clock.pass(1000)
  expect([codeOf(await enterBy(org.ctx, key)), codeOf(await enterBy(org.ctx, copy))]).toEqual([
    ...['ok', 'passkey-stopped'],
  ])
  expect(await read(org.ctx)).toBe(
    `${both} They have 1 authenticator and 1 passkey. 1 other passkey no longer works: it may have been copied.`,
  )
  expect(await read({ ...org.ctx, appOrigin: 'https://sign-in.example.org' })).toBe(
    'Each sign-in asks for a code. 1 passkey no longer works: it may have been copied. 1 passkey was made for another address and doesn’t work here.',
  )
})

test.each([
  ['http://127.0.0.1:3000', false],
  ['https://[::1]', false],
  ['http://id.example.com', false],
  ['http://localhost:3000', true],
  ['https://id.example.com:8443', true],
])('at %s passkeys work: %s', async (appOrigin, work) => {
  const org = await organization()
  const agent = await org.agent()
  const ctx = { ...org.ctx, appOrigin }
  const begun = await beginPasskey(ctx, await agent.signIn(), { password: agent.password })
  expect(codeOf(begun)).toBe(work ? 'ok' : 'passkeys-unavailable')
})
