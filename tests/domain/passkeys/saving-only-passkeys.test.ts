import { expect, test } from 'vitest'
import { takeBackAsked } from '@/lib/acts/four-eyes/take-back'
import { savePasskeyRule } from '@/lib/acts/policy/require-passkeys'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { days, hours } from '@/lib/duration'
import { followPolicies } from '@/lib/jobs/policy'
import { actExplained } from '@/lib/messages/four-eyes'
import { deadlinesOf } from '@/lib/queries/policy/deadline'
import { findPasskeyRule, listLackingPasskey, previewPasskeyRule } from '@/lib/queries/policy/passkeys'
import {
  agrees,
  fourEyes,
  organizationRow,
  type PasskeyRule,
  passkeysRuled,
  settled,
  waitingOne,
  withKeyAtAdmin,
} from '../../support/world/four-eyes'
import { groupIn } from '../../support/world/group'
import { Letters } from '../../support/world/letters'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { addKey } from '../../support/world/passkeys'
import type { Person } from '../../support/world/person'
import { auditTrail } from '../../support/world/rows'

const enterCode = async (person: Person) =>
  codeOf(
    await finishWithCode(person.world.ctx, await person.challenge(), { code: await person.phone.nextCode() }),
  )

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
  expect(codeOf(await passkeysRuled(org))).toBe('passkeys-lock-out')
  const shown = { ...rule, from: 'at-once' as const, shown: 'something else' }
  expect(codeOf(await savePasskeyRule(org.ctx, admin, shown))).toBe('policy-changed')
  await addKey(org.admin, { member: admin })
  expect(await previewPasskeyRule(org.ctx, await org.asAdmin(), rule)).toMatchObject({
    ...{ lacking: 1, you: false, locksOut: false },
  })
  granted(await passkeysRuled(org))
  expect(await findPasskeyRule(org.ctx, await org.asAdmin())).toMatchObject({ who: 'everyone', begun: true })
  expect(codeOf(await passkeysRuled(org, { who: 'groups' }))).toBe('policy-group-missing')
  expect(codeOf(await passkeysRuled(org, { from: 'on-date', date: '2026-11-01T12:00' }))).toBe(
    'policy-date-past',
  )
  const nowhere = { ...org.ctx, appOrigin: 'http://192.0.2.1' }
  const there = await savePasskeyRule(nowhere, await org.asAdmin(), shown)
  expect(codeOf(there)).toBe('passkeys-unavailable')
})

test('another organization is left as it is', async () => {
  const { org } = await withKeyAtAdmin()
  granted(await passkeysRuled(org))
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
  granted(await passkeysRuled(org, { from: 'on-date', date: '2026-12-04T12:00' }))
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
  granted(await passkeysRuled(org))
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
  granted(await passkeysRuled(org, fromDate('admins', '2026-12-04T12:00')))
  const looser: PasskeyRule[] = [
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
  expect(codeOf(await passkeysRuled(org, fromDate('everyone', '2026-12-03T12:00')))).toBe('ok')
})

test('the second admin reads what would count, and the rule is then that', async () => {
  const scene = await watched()
  const { org, second } = scene
  granted(await passkeysRuled(org, fromDate('admins', '2026-12-04T12:00')))
  expect(codeOf(await passkeysRuled(org, fromDate('admins', '2026-12-05T12:00')))).toBe('second-asked')
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
  granted(await passkeysRuled(org, fromDate('admins', '2026-12-04T12:00')))
  expect(codeOf(await passkeysRuled(org, { who: 'nobody' }))).toBe('second-asked')
  const stale = await waitingOne(scene, await org.asAdmin())
  granted(await passkeysRuled(org, fromDate('everyone', '2026-12-04T12:00')))
  expect(codeOf(await agrees(scene, second, stale.id))).toBe('asked-target-changed')

  const date = org.ctx.now().getTime() + hours(2)
  const soon = new Date(date).toISOString().slice(0, 16)
  expect(codeOf(await passkeysRuled(org, fromDate('admins', soon)))).toBe('second-asked')
  const late = await waitingOne(scene, await org.asAdmin())
  org.world.clock.pass(hours(3))
  expect(codeOf(await agrees(scene, second, late.id))).toBe('asked-not-possible')
  expect(await findPasskeyRule(org.ctx, await org.asAdmin())).toMatchObject({ who: 'everyone' })
})
