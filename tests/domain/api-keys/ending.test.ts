import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { askForEmailChange } from '@/lib/acts/email/ask-for-change'
import { undoEmailChange } from '@/lib/acts/email/undo-change'
import { reactivateOrganization } from '@/lib/acts/organizations/reactivate'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { changePassword } from '@/lib/acts/passwords/change'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { changeRole } from '@/lib/acts/users/change-role'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import { findApiKey } from '@/lib/queries/api-keys/find'
import { plantKey } from '../../support/world/api-keys'
import { Letters } from '../../support/world/letters'
import { operatorOf } from '../../support/world/operator'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { Recovery } from '../../support/world/recovery'
import { auditTrail } from '../../support/world/rows'

const keys = async ({ ctx }: Organization) => (await ctx.db.read.select().from(ctx.db.tables.apiKeys)).length

/** How the admin who answers for a key loses what it rests on. */
const ends: Record<string, (org: Organization, maker: Person) => Promise<unknown>> = {
  demoted: async (org, { id: userId }) => changeRole(org.ctx, await org.asAdmin(), { userId, role: 'agent' }),
  suspended: async (org, { id: userId }) => suspendUser(org.ctx, await org.asAdmin(), { userId }),
  removed: async (org, { id: userId }) => removeUser(org.ctx, await org.asAdmin(), { userId }),
  reset: async (org, { id: userId }) => resetTwoFactor(org.ctx, await org.asAdmin(), { userId }),
  'reset from the console': (org, { id: userId }) =>
    resetTwoFactor(org.ctx, mintConsole('root'), { userId, reason: 'Lost everything' }),
}

test.each(Object.keys(ends))(
  'a key ends with its maker, who was %s, and the audit log says so',
  async (how) => {
    const org = await organization()
    const maker = await org.anotherAdmin({ enrolled: true })
    const bystander = await plantKey(org.ctx, org.id, org.admin.id)
    const { token } = await plantKey(org.ctx, org.id, maker.id)
    expect(await findApiKey(org.ctx, token)).not.toBeNull()
    granted((await ends[how]?.(org, maker)) as never)
    expect(await findApiKey(org.ctx, token)).toBeNull()
    expect(await findApiKey(org.ctx, bystander.token)).not.toBeNull()
    expect(await keys(org)).toBe(1)
    const ended = (await auditTrail(org.ctx, org.id)).filter(({ event }) => event === 'api-key.ended')
    expect(ended).toMatchObject([{ subject: { id: maker.id }, detail: { apiKey: 'Nightly sync' } }])
  },
)

test('a key ends when the account of its maker is recovered', async () => {
  const recovery = await Recovery.open()
  const token = await recovery.ready()
  await plantKey(recovery.ctx, recovery.org.id, recovery.org.admin.id)
  granted(await completeRecovery(recovery.ctx, { token, newPassword: 'seven quiet umbrellas' }))
  expect(await keys(recovery.org)).toBe(0)
})

test('a key ends when its maker undoes a change of the email address, which someone else may have made', async () => {
  const org = await organization()
  const { email, password, id } = org.admin
  const asked = { email: 'new@example.com', password }
  granted(await askForEmailChange(org.ctx, await org.asAdmin(), asked))
  const { token } = await new Letters(org.world).last(email, 'about to change')
  await plantKey(org.ctx, org.id, id)
  granted(await undoEmailChange(org.ctx, { token }))
  expect(await keys(org)).toBe(0)
})

/** What an admin does to the own account, or has done to it, that leaves it theirs. */
const goesOn: Record<string, (org: Organization) => Promise<unknown>> = {
  'changes the password': async ({ ctx, admin }) =>
    changePassword(ctx, await admin.signIn(), {
      password: admin.password,
      newPassword: 'seven quiet umbrellas',
    }),
  'makes new recovery codes': async ({ ctx, admin }) =>
    renewRecoveryCodes(ctx, await admin.signIn(), {
      ...{ password: admin.password, code: await admin.phone.nextCode() },
    }),
  'turns 2FA off': async ({ ctx, admin }) =>
    disableTwoFactor(ctx, await admin.signIn(), { password: admin.password }),
  'must use 2FA': async (org) => {
    const other = await (await org.anotherAdmin()).signInAsAdmin()
    return requireTwoFactor(org.ctx, other, { userId: org.admin.id, required: true, signOut: true })
  },
}

test.each(Object.keys(goesOn))('a key goes on when its maker %s', async (how) => {
  const org = await organization()
  await org.admin.enroll()
  const { token } = await plantKey(org.ctx, org.id, org.admin.id)
  granted((await goesOn[how]?.(org)) as never)
  expect(await findApiKey(org.ctx, token)).not.toBeNull()
})

test('the keys of a suspended organization are refused until it is reactivated', async () => {
  const org = await organization()
  const { operator } = await operatorOf(org.world)
  const { token } = await plantKey(org.ctx, org.id, org.admin.id)
  granted(await suspendOrganization(org.ctx, operator, { organizationId: org.id }))
  expect(await findApiKey(org.ctx, token)).toBeNull()
  granted(await reactivateOrganization(org.ctx, operator, { organizationId: org.id }))
  expect(await findApiKey(org.ctx, token)).not.toBeNull()
})
