import { expect, test } from 'vitest'
import { remindUser } from '@/lib/acts/two-factor/remind'
import { days } from '@/lib/duration'
import { noneRemindedWords } from '@/lib/messages/reminders'
import { adminsAtRisk } from '@/lib/queries/overview/admins'
import { missingPeople } from '@/lib/queries/overview/missing'
import type { UserRow } from '@/lib/queries/users/list'
import { organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { ruled } from '../../support/world/policy'

const names = (rows: readonly UserRow[]) => rows.map(({ name }) => name)

test('who is missing is told from when on it is asked of them', async () => {
  const org = await organization()
  await org.agent({ name: 'Ben', enrolled: true })
  await org.agent({ name: 'Chloé', required: true })
  await org.agent({ name: 'Dmitri' })
  await org.agent({ name: 'Eun-ji', suspended: true })
  const unruled = await missingPeople(org.ctx, await org.asAdmin())
  expect(names(unruled.required)).toEqual(['Chloé'])
  expect(names(unruled.due)).toEqual([])
  expect(names(unruled.unasked)).toEqual(['Ada Lindqvist', 'Dmitri', 'Eun-ji'])

  granted(await ruled(org, { who: 'admins', date: '2026-12-04T18:00' }))
  const before = await missingPeople(org.ctx, await org.asAdmin())
  expect(before.due.map(({ name, requiredFrom }) => [name, requiredFrom])).toEqual([
    ['Ada Lindqvist', new Date('2026-12-04T18:00:00Z')],
  ])
  expect(names(before.unasked)).toEqual(['Dmitri', 'Eun-ji'])

  const admin = await org.asAdmin()
  org.world.clock.pass(days(11))
  const after = await missingPeople(org.ctx, admin)
  expect(names(after.required)).toEqual(['Ada Lindqvist', 'Chloé'])
  expect([after.due, names(after.unasked)]).toEqual([[], ['Dmitri', 'Eun-ji']])
})

test('ten of a kind are named, the first by name', async () => {
  const org = await organization()
  for (let n = 12; n > 0; n--) await org.agent({ name: `Agent ${String(n).padStart(2, '0')}`, invited: true })
  const { unasked } = await missingPeople(org.ctx, await org.asAdmin())
  expect(unasked).toHaveLength(10)
  expect([unasked[0]?.name, unasked[9]?.name]).toEqual(['Ada Lindqvist', 'Agent 09'])
})

test('an admin is the only one until another has joined, and again once that one is suspended', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  await org.anotherAdmin({ invited: true })
  await org.anotherAdmin({ suspended: true })
  expect((await adminsAtRisk(org.ctx, admin)).sole).toEqual({ id: org.admin.id, name: org.admin.name })
  await org.anotherAdmin()
  expect((await adminsAtRisk(org.ctx, admin)).sole).toBeNull()
})

test('where everyone has a second factor, no one can be reminded, and that is why', async () => {
  const org = await organization()
  await org.admin.enroll()
  const { unreminded } = await missingPeople(org.ctx, await org.asAdmin())
  expect(unreminded).toEqual({})
  expect(noneRemindedWords(unreminded ?? {})).toBe('Everyone has set up two-factor authentication.')
})

test('a reminder is offered while there is someone to remind, and otherwise it is said why there is no one', async () => {
  const org = await organization()
  const unreminded = async () => (await missingPeople(org.ctx, await org.asAdmin())).unreminded
  expect(await unreminded()).toEqual({ self: 1 })
  await org.agent({ enrolled: true })
  await org.agent({ suspended: true })
  await org.agent({ invited: true, required: true })
  await org.agent({ invited: true })
  expect(await unreminded()).toEqual({ self: 1, 'suspended-already': 1, 'not-joined': 2 })
  expect(noneRemindedWords((await unreminded()) ?? {})).toBe(
    'No one can be reminded now: 1 is suspended, 2 haven’t joined yet and you can’t remind yourself.',
  )
  const ben = await org.agent({ required: true })
  expect(await unreminded()).toBeNull()
  granted(await remindUser(org.ctx, await org.asAdmin(), { userId: ben.id }))
  expect(await unreminded()).toMatchObject({ 'reminded-already': 1 })
  org.world.clock.pass(days(1))
  expect(await unreminded()).toBeNull()
})
