import { expect, test } from 'vitest'
import { remindUser } from '@/lib/acts/two-factor/remind'
import { days, hours, minutes, seconds } from '@/lib/duration'
import { followPolicies } from '@/lib/jobs/policy'
import { findUser } from '@/lib/queries/users/find'
import { Letters } from '../../support/world/letters'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { ruled } from '../../support/world/policy'
import { auditTrail } from '../../support/world/rows'

const friday = '2026-12-04T18:00'

test('a reminder says by when, what is required, or that an admin asks', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const [ben, chloe] = [await org.agent(), await org.agent({ required: true })]
  const admin = await org.asAdmin()
  await letters.arrived()
  granted(await remindUser(org.ctx, admin, { userId: ben.id }))
  granted(await remindUser(org.ctx, admin, { userId: chloe.id }))
  expect((await letters.arrived()).map(({ to, text }) => [to, text.match(/asks you|requires/)?.[0]])).toEqual(
    [
      [ben.email, 'asks you'],
      [chloe.email, 'requires'],
    ],
  )
  granted(await ruled(org, { who: 'everyone', date: friday }, admin))
  org.world.clock.pass(days(1))
  const later = await org.asAdmin()
  granted(await remindUser(org.ctx, later, { userId: ben.id }))
  granted(await remindUser(org.ctx, later, { userId: chloe.id }))
  const [toBen, toChloe] = await letters.arrived()
  expect(toBen?.subject).toBe('Set up two-factor authentication by Friday, 4 December, 18:00')
  expect(toChloe?.subject).toBe('Reminder: set up two-factor authentication')
  const trail = (await auditTrail(org.ctx, org.id)).filter(({ event }) => event === 'two-factor.reminded')
  expect(trail.map(({ subject, detail }) => [subject?.id, detail])).toEqual([
    [ben.id, {}],
    [chloe.id, {}],
    [ben.id, { dueBy: '2026-12-04T18:00:00.000Z' }],
    [chloe.id, {}],
  ])
})

test('nobody is reminded who has it, is suspended, has not joined, or is the admin who asks', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const refused = async (userId: string) => codeOf(await remindUser(org.ctx, admin, { userId }))
  const shown = async (userId: string) => (await findUser(org.ctx, admin, userId))?.unreminded
  for (const [{ id }, why] of [
    [await org.agent({ enrolled: true }), 'reminder-unneeded'],
    [await org.agent({ suspended: true }), 'suspended-already'],
    [await org.agent({ invited: true }), 'not-joined'],
    [org.admin, 'self'],
  ] as const)
    expect([await refused(id), await shown(id)]).toEqual([why, why])
  const ben = await org.agent()
  expect(await shown(ben.id)).toBeNull()
  granted(await remindUser(org.ctx, admin, { userId: ben.id }))
  expect(await shown(ben.id)).toBe('reminded-already')
  org.world.clock.pass(days(1))
  expect((await findUser(org.ctx, await org.asAdmin(), ben.id))?.unreminded).toBeNull()
  expect(
    (await new Letters(org.world).arrived()).filter(({ subject }) => /set up/.test(subject)),
  ).toHaveLength(1)
})

test('a person is reminded once in 24 hours, by whichever admin, whatever the policy told them by itself', async () => {
  const org = await organization()
  const { clock } = org.world
  const ben = await org.agent()
  const other = await org.anotherAdmin()
  const remindBy = async (admin: Awaited<ReturnType<typeof org.asAdmin>>) => {
    const reminded = await remindUser(org.ctx, admin, { userId: ben.id })
    return reminded.ok ? 'ok' : reminded.code
  }
  const [one, two] = [await org.asAdmin(), await other.signInAsAdmin()]
  expect([await remindBy(one), await remindBy(one), await remindBy(two)]).toEqual([
    ...['ok', 'reminded-already', 'reminded-already'],
  ])
  clock.pass(days(1) - seconds(1))
  expect(await remindBy(await other.signInAsAdmin())).toBe('reminded-already')
  clock.pass(seconds(1))
  expect(await remindBy(await org.asAdmin())).toBe('ok')
  clock.pass(days(2))
  granted(await ruled(org, { who: 'everyone', date: friday }))
  await followPolicies(org.ctx)
  const letters = await new Letters(org.world).arrived()
  expect(letters.filter(({ to, subject }) => to === ben.email && /by Friday/.test(subject))).toHaveLength(1)
  const admin = await org.asAdmin()
  expect([await remindBy(admin), await remindBy(admin)]).toEqual(['ok', 'reminded-already'])
})

test('a clock that is wrong for a while neither floods a person nor silences admins', async () => {
  const org = await organization()
  const { clock } = org.world
  const { id: userId } = await org.agent()
  const remindNow = async () => {
    const reminded = await remindUser(org.ctx, await org.admin.signInAsAdmin(), { userId })
    return reminded.ok ? 'ok' : reminded.code
  }
  expect(await remindNow()).toBe('ok')
  // Another server's clock is a little behind.
  clock.pass(-minutes(1))
  expect(await remindNow()).toBe('reminded-already')
  clock.pass(days(30))
  expect(await remindNow()).toBe('ok')
  clock.pass(-days(28))
  expect([await remindNow(), await remindNow()]).toEqual(['ok', 'reminded-already'])
  clock.pass(hours(23))
  expect(await remindNow()).toBe('reminded-already')
})
