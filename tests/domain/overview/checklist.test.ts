import { expect, test } from 'vitest'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { changeContactPhone } from '@/lib/acts/users/change-contact-phone'
import { suspendUser } from '@/lib/acts/users/suspend'
import { adminsAtRisk } from '@/lib/queries/overview/admins'
import { backedUpFact, firstSteps } from '@/lib/queries/overview/checklist'
import { operatorOf } from '../../support/world/operator'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { ruled } from '../../support/world/policy'

const ticked = async (org: Organization) =>
  Object.entries(await firstSteps(org.ctx, await org.asAdmin()))
    .filter(([, done]) => done)
    .map(([step]) => step)

test('each first step is ticked by what is so, and no longer once it is not', async () => {
  const org = await organization()
  expect(await ticked(org)).toEqual([])
  await org.anotherAdmin({ invited: true })
  expect(await ticked(org)).toEqual([])
  await org.agent({ invited: true })
  expect(await ticked(org)).toEqual(['people'])
  const second = await org.anotherAdmin()
  expect(await ticked(org)).toEqual(['secondAdmin', 'people'])
  granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: second.id }))
  expect(await ticked(org)).toEqual(['people'])
  const member = await org.admin.enroll()
  expect(await ticked(org)).toEqual(['ownAccount', 'people'])
  granted(await disableTwoFactor(org.ctx, member, { password: org.admin.password }))
  expect(await ticked(org)).toEqual(['people'])
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  granted(await ruled(org, { who: 'nobody' }))
  expect(await ticked(org)).toEqual(['people', 'rule'])
  await operatorOf(org.world)
  const { serverFacts } = org.ctx.db.tables
  const value = org.ctx.now().toISOString()
  await org.ctx.db.write((tx) => tx.insert(serverFacts).values({ name: backedUpFact, value }))
  expect(await ticked(org)).toEqual(['people', 'rule', 'operator', 'backup'])
})

test('the account that has to be protected is that of whoever looks', async () => {
  const org = await organization()
  const second = await org.anotherAdmin({ enrolled: true })
  expect((await firstSteps(org.ctx, await second.signInAsAdmin())).ownAccount).toBe(true)
  expect((await firstSteps(org.ctx, await org.asAdmin())).ownAccount).toBe(false)
})

test('active admins without a contact phone are named until they have one', async () => {
  const org = await organization()
  const second = await org.anotherAdmin({ name: 'Zoë', enrolled: true })
  await org.anotherAdmin({ name: 'Yrsa', invited: true })
  await org.agent()
  const names = async () =>
    (await adminsAtRisk(org.ctx, await org.asAdmin())).withoutPhone.map(({ name }) => name)
  expect(await names()).toEqual(['Ada Lindqvist', 'Zoë'])
  const admin = await second.signInAsAdmin()
  const proof = { password: second.password, code: await second.phone.nextCode() }
  granted(
    await changeContactPhone(org.ctx, admin, { userId: second.id, contactPhone: '+4930901820', ...proof }),
  )
  expect(await names()).toEqual(['Ada Lindqvist'])
})
