import { expect, test } from 'vitest'
import { takeBackAsked } from '@/lib/acts/four-eyes/take-back'
import { removeGroup } from '@/lib/acts/groups/remove'
import { savePasskeyRule } from '@/lib/acts/policy/require-passkeys'
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
import { actExplained } from '@/lib/messages/four-eyes'
import { findChallenge } from '@/lib/queries/challenges'
import { showEnrollment } from '@/lib/queries/enrollment'
import { passkeyToAdd, passkeyToEnroll } from '@/lib/queries/passkeys'
import { deadlinesOf } from '@/lib/queries/policy/deadline'
import { findPasskeyRule, listLackingPasskey, previewPasskeyRule } from '@/lib/queries/policy/passkeys'
import { twoFactorState } from '@/lib/queries/two-factor'
import { Authenticator } from '../../support/world/authenticator'
import {
  agrees,
  fourEyes,
  organizationRow,
  passkeysRuled,
  settled,
  waitingOne,
} from '../../support/world/four-eyes'
import { groupIn } from '../../support/world/group'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { addKey, asked, enterBy, factorsOf, stepWith } from '../../support/world/passkeys'
import { challengerOf, memberOf, type Person } from '../../support/world/person'
import { ruled } from '../../support/world/policy'
import { auditEvents, auditTrail, userRow } from '../../support/world/rows'
import { SecurityKey } from '../../support/world/security-key'
import { letsIn, letTrust, trusting } from '../../support/world/trusting'

type Rule = Partial<Parameters<typeof savePasskeyRule>[2]>

const letOnly = (org: Organization, given: Rule = {}) => passkeysRuled(org, given)

/** An organization whose admin has a passkey, so that the rule can be saved. */
async function withKeyAtAdmin() {
  const org = await organization()
  const { key } = await addKey(org.admin, { member: await org.asAdmin() })
  return { org, key }
}

const enterCode = async (person: Person) =>
  codeOf(
    await finishWithCode(person.world.ctx, await person.challenge(), { code: await person.phone.nextCode() }),
  )

test('where only passkeys count a code is refused with a sentence and not spent, and a passkey signs in', async () => {
  const { org } = await withKeyAtAdmin()
  const agent = await org.agent({ enrolled: true })
  const { key } = await addKey(agent)
  granted(await letOnly(org))
  const challenger = await agent.challenge()
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).toBe('passkey-needed')
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(0)
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
  expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
  granted(await letOnly(org, { who: 'nobody' }))
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('ok')
  expect(await auditEvents(org.ctx, org.id)).toContain('policy.passkeys-changed')
})

test('a recovery code opens nothing there: it leads straight to adding a passkey, and is spent', async () => {
  const { org } = await withKeyAtAdmin()
  const agent = await org.agent({ enrolled: true })
  granted(await letOnly(org))
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
  granted(await letOnly(org))
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
  granted(await letOnly(org))
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
  granted(await letOnly(org))
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
  granted(await letOnly(org))
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
  granted(await letOnly(org, { who: 'admins' }))
  expect(await codes()).toEqual(['ok', 'ok', 'passkey-needed'])
  granted(await letOnly(org, { who: 'groups', groupIds: [groupId] }))
  expect(await codes()).toEqual(['ok', 'passkey-needed', 'ok'])
  expect(codeOf(await removeGroup(org.ctx, await org.asAdmin(), { groupId }))).toBe('group-in-policy')
  granted(await letOnly(org, { from: 'on-date', date: '2026-11-25T12:00' }))
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

test('the dry run says who has none; it cannot be saved where no admin has one, or where it says something else', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent({ enrolled: true }), await org.agent()]
  await addKey(ben)
  const rule = { who: 'everyone' as const, groupIds: [] }
  const admin = await org.asAdmin()
  expect(await previewPasskeyRule(org.ctx, admin, rule)).toMatchObject({
    ...{ named: 3, lacking: 2, you: true, locksOut: true },
  })
  const { people } = await listLackingPasskey(org.ctx, admin, rule)
  expect(people.map(({ id }) => id).sort()).toEqual([org.admin.id, cleo.id].sort())
  expect(codeOf(await letOnly(org))).toBe('passkeys-lock-out')
  const shown = { ...rule, from: 'at-once' as const, shown: 'something else' }
  expect(codeOf(await savePasskeyRule(org.ctx, admin, shown))).toBe('policy-changed')
  await addKey(org.admin, { member: admin })
  expect(await previewPasskeyRule(org.ctx, await org.asAdmin(), rule)).toMatchObject({
    ...{ lacking: 1, you: false, locksOut: false },
  })
  granted(await letOnly(org))
  expect(await findPasskeyRule(org.ctx, await org.asAdmin())).toMatchObject({ who: 'everyone', begun: true })
  expect(codeOf(await letOnly(org, { who: 'groups' }))).toBe('policy-group-missing')
  expect(codeOf(await letOnly(org, { from: 'on-date', date: '2026-11-01T12:00' }))).toBe('policy-date-past')
  const nowhere = { ...org.ctx, appOrigin: 'http://192.0.2.1' }
  const there = await savePasskeyRule(nowhere, await org.asAdmin(), shown)
  expect(codeOf(there)).toBe('passkeys-unavailable')
})

test('another organization is left as it is', async () => {
  const { org } = await withKeyAtAdmin()
  granted(await letOnly(org))
  const elsewhere = await organization('Globex')
  const agent = await elsewhere.agent({ enrolled: true })
  expect(await enterCode(agent)).toBe('ok')
})

test('whoever would be kept out is told when it is set, before and when it holds at once, and no one else', async () => {
  const org = await organization()
  await org.admin.enroll()
  await addKey(org.admin)
  const [lacks, has, off] = [
    await org.agent({ enrolled: true }),
    await org.agent({ enrolled: true }),
    await org.agent(),
  ]
  await addKey(has)
  const letters = new Letters(org.world)
  await letters.arrived()
  const told = async () =>
    (await letters.arrived())
      .filter(({ subject }) => subject.includes('passkey'))
      .map(({ to, subject }) => [to, subject])
  granted(await letOnly(org, { from: 'on-date', date: '2026-12-04T12:00' }))
  const member = await lacks.signIn()
  expect((await deadlinesOf(org.ctx, member)).passkey).toMatchObject({ by: new Date('2026-12-04T12:00:00Z') })
  expect((await deadlinesOf(org.ctx, await off.signIn())).passkey).toBeNull()
  const by = [lacks.email, 'Add a passkey by Friday, 4 December, 12:00']
  await followPolicies(org.ctx)
  await followPolicies(org.ctx)
  expect(await told()).toEqual([by])
  org.world.clock.pass(days(8))
  await followPolicies(org.ctx)
  expect(await told()).toEqual([by])
  await addKey(lacks)
  org.world.clock.pass(days(1))
  await followPolicies(org.ctx)
  expect((await told()).map(([, subject]) => subject)).toEqual(['A passkey was added'])
  const later = await org.agent({ enrolled: true })
  const late = await later.signIn()
  granted(await letOnly(org))
  await followPolicies(org.ctx)
  expect(await told()).toEqual([[later.email, 'Acme Freight now accepts passkeys only']])
  expect((await deadlinesOf(org.ctx, late)).passkey).toBe('now')
  expect((await deadlinesOf(org.ctx, member)).passkey).toBeNull()
  expect((await deadlinesOf(org.ctx, await has.signIn().catch(() => member))).passkey).toBeNull()
  const trail = (await auditTrail(org.ctx, org.id)).filter(({ event }) => event === 'passkey.reminded')
  const before = { peopleReminded: 1, dueBy: '2026-12-04T12:00:00.000Z' }
  expect(trail.map(({ actor, detail }) => [actor.kind, detail])).toEqual([
    ...[before, before, { peopleReminded: 1 }].map((detail) => ['nobody', detail]),
  ])
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
  granted(await letOnly(org, { from: 'on-date', date: '2026-12-04T12:00' }))
  expect(await where()).toEqual([false, false])
  const member = await on.signIn()
  org.world.clock.pass(days(11))
  expect(await where()).toEqual([true, true])
  expect((await twoFactorState(org.ctx, member)).onlyPasskeys).toBe(false)
})

/** Four eyes is on, and the second admin has a passkey, for long enough to agree. */
async function watched() {
  const scene = await fourEyes()
  await addKey(scene.second)
  await settled(scene.org)
  return scene
}

const fromDate = (who: 'admins' | 'everyone', date: string) => ({ who, from: 'on-date' as const, date })

test('while four eyes is on, letting codes count again or for longer is asked of a second admin', async () => {
  const scene = await watched()
  const { org, asker } = scene
  const groupIds = [await groupIn(org, 'Support')]
  granted(await letOnly(org, fromDate('admins', '2026-12-04T12:00')))
  const looser: Rule[] = [
    fromDate('admins', '2026-12-05T12:00'),
    { who: 'groups', groupIds, from: 'on-date', date: '2026-12-04T12:00' },
    { who: 'nobody' },
  ]
  for (const rule of looser) {
    const admin = await org.asAdmin()
    expect(codeOf(await passkeysRuled(org, rule, admin))).toBe('second-asked')
    expect((await organizationRow(org)).passkeysFrom).toEqual(new Date('2026-12-04T12:00:00Z'))
    const { id } = await waitingOne(scene, asker)
    granted(await takeBackAsked(org.ctx, admin, { askedId: id }))
  }
  // What makes it stricter takes one admin alone.
  expect(codeOf(await letOnly(org, fromDate('everyone', '2026-12-03T12:00')))).toBe('ok')
})

test('the second admin reads what would count, and the rule is then that', async () => {
  const scene = await watched()
  const { org, second } = scene
  granted(await letOnly(org, fromDate('admins', '2026-12-04T12:00')))
  expect(codeOf(await letOnly(org, fromDate('admins', '2026-12-05T12:00')))).toBe('second-asked')
  const { id, act } = await waitingOne(scene, await second.signInAsAdmin())
  expect(actExplained(act)).toBe(
    'Only passkeys count for admins, from Saturday, 5 December, 12:00 (UTC). For everyone else, and until then, codes of authenticator apps count too.',
  )
  expect(granted(await agrees(scene, second, id))).toBe('done')
  expect((await organizationRow(org)).passkeysFrom).toEqual(new Date('2026-12-05T12:00:00Z'))
  expect((await auditTrail(org.ctx, org.id)).find(({ event }) => event === 'four-eyes.asked')).toMatchObject({
    detail: { guarded: 'lift-passkeys', policyWho: 'admins', policyFrom: '2026-12-05T12:00:00.000Z' },
  })
})

test('it ends where the rule was made stricter since, and where its own date has passed', async () => {
  const scene = await watched()
  const { org, second } = scene
  granted(await letOnly(org, fromDate('admins', '2026-12-04T12:00')))
  expect(codeOf(await letOnly(org, { who: 'nobody' }))).toBe('second-asked')
  const stale = await waitingOne(scene, await org.asAdmin())
  granted(await letOnly(org, fromDate('everyone', '2026-12-04T12:00')))
  expect(codeOf(await agrees(scene, second, stale.id))).toBe('asked-target-changed')

  const date = org.ctx.now().getTime() + hours(2)
  const soon = new Date(date).toISOString().slice(0, 16)
  expect(codeOf(await letOnly(org, fromDate('admins', soon)))).toBe('second-asked')
  const late = await waitingOne(scene, await org.asAdmin())
  org.world.clock.pass(hours(3))
  expect(codeOf(await agrees(scene, second, late.id))).toBe('asked-not-possible')
  expect(await findPasskeyRule(org.ctx, await org.asAdmin())).toMatchObject({ who: 'everyone' })
})
