import { expect, test } from 'vitest'
import type { Admin } from '@/lib/actors'
import { changeOrganizationPhone } from '@/lib/acts/organizations/change-contact-phone'
import { changeContactPhone, contactPhoneInput } from '@/lib/acts/users/change-contact-phone'
import { contactPhone } from '@/lib/phone'
import { findRequest } from '@/lib/queries/recovery/queue'
import { adminsWithoutPhone } from '@/lib/queries/users/without-phone'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { Recovery } from '../../support/world/recovery'
import { auditEvents, auditTrail, userRow } from '../../support/world/rows'
import { snapshotOf } from '../../support/world/snapshot'

const number = '+15550100'

async function protectedAdmin(org: Organization): Promise<Admin> {
  await org.admin.enroll()
  return org.asAdmin()
}

const factorsOf = async ({ admin }: Organization) => ({
  password: admin.password,
  code: await admin.phone.nextCode(),
})

test('a number is kept as E.164, however it was typed, and what is none is refused', () => {
  for (const typed of ['+49 30 123456', '0049-30/123456', ' +49 (30) 12.34.56 ', '+49\u202f30\u2011123456'])
    expect(contactPhone.parse(typed)).toBe('+4930123456')
  expect(contactPhone.parse('  ')).toBeNull()
  for (const typed of [
    '030 123456',
    '+0 123456',
    '+49',
    '+1234567890123456',
    'call me',
    '+49 30 <b>',
    '=1+1',
  ])
    expect(contactPhone.safeParse(typed).success, typed).toBe(false)
})

test('both factors change the number of a person and of the organization, and they are told', async () => {
  const org = await organization()
  const admin = await protectedAdmin(org)
  const other = await org.anotherAdmin()
  const letters = new Letters(org.world)
  await letters.arrived()
  const input = { userId: other.id, contactPhone: number }
  granted(await changeContactPhone(org.ctx, admin, { ...input, ...(await factorsOf(org)) }))
  expect((await userRow(org.ctx, other.id)).contactPhone).toBe(number)
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'user.phone-changed',
    subject: { id: other.id },
    detail: { phone: number },
  })
  const told = await letters.last(other.email, 'contact phone')
  expect(told.text).toContain(
    `${org.admin.name} changed the contact phone of your account. It's now ${number}.`,
  )

  const ours = { contactPhone: '+15550101', ...(await factorsOf(org)) }
  granted(await changeOrganizationPhone(org.ctx, admin, ours))
  granted(await changeOrganizationPhone(org.ctx, admin, { contactPhone: null, ...(await factorsOf(org)) }))
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'organization.phone-changed',
    detail: { phone: '', phoneBefore: '+15550101' },
  })
  const all = await letters.arrived()
  for (const { email } of [org.admin, other])
    expect(all.filter(({ to, subject }) => to === email && subject.includes('Acme'))).toHaveLength(2)
})

test('without the second factor, or with a wrong one, no number changes and nobody is told', async () => {
  const org = await organization()
  const bare = await org.asAdmin()
  const input = { userId: org.admin.id, contactPhone: number, password: org.admin.password }
  expect(codeOf(await changeContactPhone(org.ctx, bare, { ...input, code: '123456' }))).toBe('two-factor-off')
  const admin = await protectedAdmin(org)
  const letters = new Letters(org.world)
  await letters.arrived()
  const code = await org.admin.phone.nextCode()
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  expect(codeOf(await changeContactPhone(org.ctx, admin, { ...input, code: wrong }))).toBe('code-wrong')
  expect(codeOf(await changeOrganizationPhone(org.ctx, admin, { ...input, code: wrong }))).toBe('code-wrong')
  const noPassword = { ...input, password: 'not the right password', code }
  expect(codeOf(await changeContactPhone(org.ctx, admin, noPassword))).toBe('password-wrong')
  expect(contactPhoneInput.safeParse({ ...input, code: undefined }).success).toBe(false)
  expect((await userRow(org.ctx, org.admin.id)).contactPhone).toBeNull()
  expect(await auditEvents(org.ctx, org.id)).not.toContain('user.phone-changed')
  expect((await letters.arrived()).map(({ subject }) => subject).join()).not.toContain('contact phone')
})

test('the same number again changes nothing', async () => {
  const org = await organization()
  const admin = await protectedAdmin(org)
  const input = { userId: org.admin.id, contactPhone: number }
  granted(await changeContactPhone(org.ctx, admin, { ...input, ...(await factorsOf(org)) }))
  const events = await auditEvents(org.ctx, org.id)
  granted(await changeContactPhone(org.ctx, admin, { ...input, ...(await factorsOf(org)) }))
  expect(await auditEvents(org.ctx, org.id)).toEqual(events)
})

test('admins whom operators cannot call back are named; looking changes nothing', async () => {
  const org = await organization()
  const admin = await protectedAdmin(org)
  const other = await org.anotherAdmin({ name: 'Zoe Byrne' })
  await org.agent()
  await org.anotherAdmin({ suspended: true })
  const before = await snapshotOf(org.world.place)
  expect((await adminsWithoutPhone(org.ctx, admin)).map(({ id }) => id)).toEqual([org.admin.id, other.id])
  expect(await snapshotOf(org.world.place)).toEqual(before)
  const input = { userId: org.admin.id, contactPhone: number }
  granted(await changeContactPhone(org.ctx, admin, { ...input, ...(await factorsOf(org)) }))
  expect((await adminsWithoutPhone(org.ctx, admin)).map(({ id }) => id)).toEqual([other.id])
})

test('operators see both numbers on a request, and when each was last changed', async () => {
  const recovery = await Recovery.open()
  const { org, ctx } = recovery
  const admin = await org.asAdmin()
  const input = { userId: org.admin.id, contactPhone: number }
  granted(await changeContactPhone(ctx, admin, { ...input, ...(await factorsOf(org)) }))
  const changedAt = ctx.now()
  await recovery.confirmed()
  const evidence = await findRequest(ctx, recovery.operator, await recovery.id())
  expect(evidence?.person).toMatchObject({ phone: { number, changedAt }, organizationPhone: null })
})
