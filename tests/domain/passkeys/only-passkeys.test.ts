import { expect, test } from 'vitest'
import { removeGroup } from '@/lib/acts/groups/remove'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { confirmEnrollment, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { confirmPasskey, finishWithNewPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { startEnrollment, startPasskeyEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { newToken } from '@/lib/crypto/token'
import { days, hours } from '@/lib/duration'
import { followPolicies } from '@/lib/jobs/policy'
import { findChallenge } from '@/lib/queries/challenges'
import { showEnrollment } from '@/lib/queries/enrollment'
import { passkeyToAdd, passkeyToEnroll } from '@/lib/queries/passkeys'
import { deadlinesOf } from '@/lib/queries/policy/deadline'
import { twoFactorState } from '@/lib/queries/two-factor'
import { Authenticator } from '../../support/world/authenticator'
import { passkeysRuled, withKeyAtAdmin } from '../../support/world/four-eyes'
import { groupIn } from '../../support/world/group'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { addKey, asked, enterBy, factorsOf, stepWith } from '../../support/world/passkeys'
import { challengerOf, memberOf, type Person } from '../../support/world/person'
import { ruled } from '../../support/world/policy'
import { auditEvents, userRow } from '../../support/world/rows'
import { SecurityKey } from '../../support/world/security-key'
import { letsIn, letTrust, trusting } from '../../support/world/trusting'

const enterCode = async (person: Person) =>
  codeOf(
    await finishWithCode(person.world.ctx, await person.challenge(), { code: await person.phone.nextCode() }),
  )

test('where only passkeys count a code is refused with a sentence and not spent, and a passkey signs in', async () => {
  const { org } = await withKeyAtAdmin()
  const agent = await org.agent({ enrolled: true })
  const { key } = await addKey(agent)
  granted(await passkeysRuled(org))
  const challenger = await agent.challenge()
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).toBe('passkey-needed')
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(0)
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
  expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
  granted(await passkeysRuled(org, { who: 'nobody' }))
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('ok')
  expect(await auditEvents(org.ctx, org.id)).toContain('policy.passkeys-changed')
})

test('a recovery code opens nothing there: it leads straight to adding a passkey, and is spent', async () => {
  const { org } = await withKeyAtAdmin()
  const agent = await org.agent({ enrolled: true })
  granted(await passkeysRuled(org))
  const accepted = granted(await agent.enterPassword())
  const challenger = await challengerOf(org.ctx, accepted)
  const recoveryCode = agent.nextRecoveryCode()
  expect(codeOf(await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode }))).toBe('passkey-next')
  const found = await findChallenge(org.ctx, accepted.token, 'web')
  expect(found).toMatchObject({ step: 'enrollment', onlyPasskeys: true })
  // Nothing else ends it.
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).not.toBe('ok')
  const second = agent.nextRecoveryCode()
  const again = await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode: second })
  expect(codeOf(again)).toBe('challenge-over')
  expect(codeOf(await startEnrollment(org.ctx, challenger))).toBe('passkey-needed')
  expect(codeOf(await finishWithEnrollment(org.ctx, challenger, { code }))).toBe('enrollment-over')
  granted(await startPasskeyEnrollment(org.ctx, challenger))
  const key = new SecurityKey()
  const credential = key.create(asked(await passkeyToEnroll(org.ctx, challenger)))
  const { ticket, recoveryCodes } = granted(await finishWithNewPasskey(org.ctx, challenger, { credential }))
  expect(recoveryCodes).toEqual([])
  const member = await memberOf(org.ctx, granted(await redeemTicket(org.ctx, ticket, 'web')).token)
  expect(await twoFactorState(org.ctx, member)).toMatchObject({
    ...{ authenticators: 1, passkeys: 1, recoveryCodesLeft: 9 },
  })
  // Used once: in the next sign-in the same code is none.
  const later = await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode })
  expect(codeOf(later)).toBe('code-wrong')
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
})

test('the last attempt of a sign-in may be the recovery code: it goes on', async () => {
  const { org } = await withKeyAtAdmin()
  const agent = await org.agent({ enrolled: true })
  granted(await passkeysRuled(org))
  const accepted = granted(await agent.enterPassword())
  const challenger = await challengerOf(org.ctx, accepted)
  for (let n = 1; n < 5; n++) {
    const wrong = await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode: '0000-0000-0000-0000' })
    expect(codeOf(wrong)).toBe('code-wrong')
  }
  const recoveryCode = agent.nextRecoveryCode()
  expect(codeOf(await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode }))).toBe('passkey-next')
  const found = asked(await findChallenge(org.ctx, accepted.token, 'web'))
  expect(found.step).toBe('enrollment')
  expect(await passkeyToEnroll(org.ctx, challenger)).not.toBeNull()
})

test('enrollment there is by a passkey alone, at sign-in and from the profile', async () => {
  const { org } = await withKeyAtAdmin()
  const [must, may] = [await org.agent({ required: true }), await org.agent()]
  const begun = await must.challenge()
  const { uri } = granted(await startEnrollment(org.ctx, begun))
  const phone = Authenticator.scan(uri, { clock: org.world.clock })
  const member = await may.signIn()
  granted(await beginEnrollment(org.ctx, member, { password: may.password }))
  const shown = asked(await showEnrollment(org.ctx, member))
  const hers = Authenticator.scan(shown.uri, { clock: org.world.clock })
  granted(await passkeysRuled(org))
  // Also what was shown before the rule began.
  const late = await finishWithEnrollment(org.ctx, begun, { code: await phone.nextCode() })
  expect(codeOf(late)).toBe('passkey-needed')
  const confirmed = await confirmEnrollment(org.ctx, member, { code: await hers.nextCode() })
  expect(codeOf(confirmed)).toBe('passkey-needed')
  const { password } = may
  expect(codeOf(await beginEnrollment(org.ctx, member, { password }))).toBe('passkey-needed')
  granted(await beginPasskey(org.ctx, member, { password }))
  const credential = new SecurityKey().create(asked(await passkeyToAdd(org.ctx, member)))
  granted(await confirmPasskey(org.ctx, member, { credential }))
  const challenger = await must.challenge()
  expect(codeOf(await startEnrollment(org.ctx, challenger))).toBe('passkey-needed')
  granted(await startPasskeyEnrollment(org.ctx, challenger))
  const made = new SecurityKey().create(asked(await passkeyToEnroll(org.ctx, challenger)))
  const finished = granted(await finishWithNewPasskey(org.ctx, challenger, { credential: made }))
  expect(finished.recoveryCodes).toHaveLength(10)
})

test('a code proves nothing at the profile once there is a passkey, and adds the first one', async () => {
  const { org } = await withKeyAtAdmin()
  const [ben, cleo] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  const { key, member } = await addKey(ben)
  const hers = await cleo.signIn()
  granted(await passkeysRuled(org))
  expect(codeOf(await beginPasskey(org.ctx, member, await factorsOf(ben, member)))).toBe('passkey-needed')
  expect(codeOf(await beginPasskey(org.ctx, member, await factorsOf(ben, member, key)))).toBe('ok')
  granted(await beginPasskey(org.ctx, hers, await factorsOf(cleo, hers)))
  const credential = new SecurityKey().create(asked(await passkeyToAdd(org.ctx, hers)))
  granted(await confirmPasskey(org.ctx, hers, { credential }))
})

test('no browser stands in for a passkey there', async () => {
  const { org } = await withKeyAtAdmin()
  await letTrust(org)
  const agent = await org.agent({ enrolled: true })
  const { key } = await addKey(agent)
  const { token } = await trusting(org, agent)
  expect(await letsIn(org, agent, token)).toBe(true)
  granted(await passkeysRuled(org))
  expect(await letsIn(org, agent, token)).toBe(false)
  const { trustedBrowsers } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.delete(trustedBrowsers))
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
  expect(await org.ctx.db.read.select().from(trustedBrowsers)).toEqual([])
  const { email, password } = agent
  const accepted = granted(
    await signInWithPassword(org.ctx, { email, password, trustToken: newToken() }, 'web'),
  )
  expect(accepted.ticket).toBeNull()
})

test('it names everyone, admins or groups, from a date on, and a clock that is put back changes nothing', async () => {
  const { org } = await withKeyAtAdmin()
  const [agent, inGroup] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  const admin = await org.anotherAdmin({ enrolled: true })
  const groupId = await groupIn(org, 'Support', [inGroup])
  const codes = async () => {
    org.world.clock.pass(60_000)
    return [await enterCode(agent), await enterCode(inGroup), await enterCode(admin)]
  }
  granted(await passkeysRuled(org, { who: 'admins' }))
  expect(await codes()).toEqual(['ok', 'ok', 'passkey-needed'])
  granted(await passkeysRuled(org, { who: 'groups', groupIds: [groupId] }))
  expect(await codes()).toEqual(['ok', 'passkey-needed', 'ok'])
  expect(codeOf(await removeGroup(org.ctx, await org.asAdmin(), { groupId }))).toBe('group-in-policy')
  granted(await passkeysRuled(org, { from: 'on-date', date: '2026-11-25T12:00' }))
  expect(await codes()).toEqual(['ok', 'ok', 'ok'])
  org.world.clock.pass(days(1))
  await followPolicies(org.ctx)
  expect(await codes()).toEqual(['passkey-needed', 'passkey-needed', 'passkey-needed'])
  // Without a phone, which would wait until it has a code that it has not shown.
  org.world.clock.pass(-hours(20))
  for (const person of [agent, inGroup, admin]) {
    const answered = await finishWithCode(org.ctx, await person.challenge(), { code: '123456' })
    expect(codeOf(answered)).toBe('passkey-needed')
  }
})

test('who has to set it up by a date is led to a passkey from when on nothing else counts, and not before', async () => {
  const org = await organization()
  await org.admin.enroll()
  await addKey(org.admin)
  const off = await org.agent()
  const on = await org.agent({ enrolled: true })
  granted(await ruled(org, { who: 'everyone', date: '2026-12-20T12:00' }))
  const where = async () => {
    const member = await off.signIn()
    const { onlyPasskeys } = await twoFactorState(org.ctx, member)
    return [(await deadlinesOf(org.ctx, member)).setUp?.passkey, onlyPasskeys]
  }
  expect(await where()).toEqual([false, false])
  granted(await passkeysRuled(org, { from: 'on-date', date: '2026-12-04T12:00' }))
  expect(await where()).toEqual([false, false])
  const member = await on.signIn()
  org.world.clock.pass(days(11))
  expect(await where()).toEqual([true, true])
  expect((await twoFactorState(org.ctx, member)).onlyPasskeys).toBe(false)
})
