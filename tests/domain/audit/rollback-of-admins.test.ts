import { expect, test } from 'vitest'
import { createApiKey, createApiKeyInput } from '@/lib/acts/api-keys/create'
import { endApiKey } from '@/lib/acts/api-keys/end'
import { takeOverApiKey } from '@/lib/acts/api-keys/take-over'
import { beginAdding } from '@/lib/acts/batches/begin-adding'
import { beginOnPeople } from '@/lib/acts/batches/begin-on-people'
import { previewPeople } from '@/lib/acts/batches/preview-people'
import { stopBatch } from '@/lib/acts/batches/stop'
import { changeEmailOfOther } from '@/lib/acts/email/change-of-other'
import { addGroup } from '@/lib/acts/groups/add'
import { addPeople } from '@/lib/acts/groups/add-people'
import { changeGroup } from '@/lib/acts/groups/change'
import { removeGroup } from '@/lib/acts/groups/remove'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { askForHelp } from '@/lib/acts/help/ask'
import { dismissHelp } from '@/lib/acts/help/dismiss'
import { changeOrganizationPhone } from '@/lib/acts/organizations/change-contact-phone'
import { changeSessionLength } from '@/lib/acts/organizations/change-sessions'
import { removeLogo } from '@/lib/acts/organizations/remove-logo'
import { setLogo } from '@/lib/acts/organizations/set-logo'
import { remindUser } from '@/lib/acts/two-factor/remind'
import { renewEnrollmentCode } from '@/lib/acts/two-factor/renew-enrollment-code'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { changeContactPhone } from '@/lib/acts/users/change-contact-phone'
import { changeRole } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { renameUser } from '@/lib/acts/users/rename'
import { renameSelf } from '@/lib/acts/users/rename-self'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { keyIn, plantKey, wantedKey } from '../../support/world/api-keys'
import { batchOf, newPeople } from '../../support/world/batch'
import { type Act, closeAuditTrail, expectNothingWithoutEntry } from '../../support/world/closed-tables'
import { askForCodes } from '../../support/world/enrollment-codes'
import { groupIn } from '../../support/world/group'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { plantUser } from '../../support/world/rows'

const logoFile = new File(['<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'], 'logo.svg')

const ofAdmins: Record<string, (org: Organization, userId: string) => Promise<Act>> = {
  requireTwoFactor: async (org, userId) => {
    const admin = await org.asAdmin()
    return () => requireTwoFactor(org.ctx, admin, { userId, required: true, signOut: true })
  },
  beginOnPeople: async (org, userId) => {
    const admin = await org.asAdmin()
    return () => beginOnPeople(org.ctx, admin, { kind: 'sign-out', userIds: [userId], signOut: true })
  },
  remindUser: async (org) => {
    const { id: userId } = await org.agent()
    const admin = await org.asAdmin()
    return () => remindUser(org.ctx, admin, { userId })
  },
  renewEnrollmentCode: async (org) => {
    await askForCodes(org)
    const { id: userId } = await org.agent()
    const admin = await org.asAdmin()
    granted(await requireTwoFactor(org.ctx, admin, { userId, required: true, signOut: true }))
    return () => renewEnrollmentCode(org.ctx, admin, { userId })
  },
  resetTwoFactor: async (org, userId) => {
    const admin = await org.asAdmin()
    return () => resetTwoFactor(org.ctx, admin, { userId })
  },
  unlockSecondStep: async (org, userId) => {
    await plantUser(org.ctx, userId, { secondStepLockedAt: org.ctx.now() })
    const admin = await org.asAdmin()
    return () => unlockSecondStep(org.ctx, admin, { userId })
  },
  askForHelp: async (org) => {
    const challenger = await (await org.agent({ enrolled: true })).challenge()
    return () => askForHelp(org.ctx, challenger)
  },
  dismissHelp: async (org) => {
    const agent = await org.agent({ enrolled: true })
    granted(await askForHelp(org.ctx, await agent.challenge()))
    const admin = await org.asAdmin()
    return () => dismissHelp(org.ctx, admin, { userId: agent.id })
  },
  previewPeople: async (org) => {
    const admin = await org.asAdmin()
    return () => previewPeople(org.ctx, admin, { people: 'ines@example.com', file: new File([], '') })
  },
  beginAdding: async (org) => {
    const admin = await org.asAdmin()
    const list = { people: 'ines@example.com', file: new File([], '') }
    const { batchId } = granted(await previewPeople(org.ctx, admin, list))
    const alike = { role: 'agent', twoFactorRequired: false } as const
    return () => beginAdding(org.ctx, admin, { batchId, ...alike, groupIds: [] })
  },
  changeEmailOfOther: async (org, userId) => {
    const admin = await org.asAdmin()
    const input = { userId, email: 'new@example.com', password: org.admin.password }
    return () => changeEmailOfOther(org.ctx, admin, input)
  },
  renameSelf: async (org) => {
    const member = await (await org.agent()).signIn()
    return () => renameSelf(org.ctx, member, { name: 'Someone Else' })
  },
  changeSessionLength: async (org) => {
    const admin = await org.asAdmin()
    return () => changeSessionLength(org.ctx, admin, { idleMinutes: 5, hours: 1 })
  },
  setLogo: async (org) => {
    const admin = await org.asAdmin()
    return () => setLogo(org.ctx, admin, { logo: logoFile })
  },
  removeLogo: async (org) => {
    const admin = await org.asAdmin()
    granted(await setLogo(org.ctx, admin, { logo: logoFile }))
    return () => removeLogo(org.ctx, admin)
  },
  stopBatch: async (org) => {
    const { id: batchId } = await batchOf(org, newPeople(2))
    const admin = await org.asAdmin()
    return () => stopBatch(org.ctx, admin, { batchId })
  },
  suspendUser: async (org, userId) => {
    const admin = await org.asAdmin()
    return () => suspendUser(org.ctx, admin, { userId })
  },
  reactivateUser: async (org, userId) => {
    await plantUser(org.ctx, userId, { status: 'suspended' })
    const admin = await org.asAdmin()
    return () => reactivateUser(org.ctx, admin, { userId })
  },
  removeUser: async (org, userId) => {
    const admin = await org.asAdmin()
    return () => removeUser(org.ctx, admin, { userId })
  },
  changeRole: async (org, userId) => {
    const admin = await org.asAdmin()
    return () => changeRole(org.ctx, admin, { userId, role: 'admin' })
  },
  signOutUser: async (org, userId) => {
    const admin = await org.asAdmin()
    return () => signOutUser(org.ctx, admin, { userId })
  },
  addGroup: async (org) => {
    const admin = await org.asAdmin()
    return () => addGroup(org.ctx, admin, { name: 'Support' })
  },
  changeGroup: async (org) => {
    const [groupId, admin] = [await groupIn(org, 'Support'), await org.asAdmin()]
    return () => changeGroup(org.ctx, admin, { groupId, name: 'Help desk' })
  },
  removeGroup: async (org, id) => {
    const [groupId, admin] = [await groupIn(org, 'Support', [{ id }]), await org.asAdmin()]
    return () => removeGroup(org.ctx, admin, { groupId })
  },
  addPeople: async (org, id) => {
    const [groupId, admin] = [await groupIn(org, 'Support'), await org.asAdmin()]
    return () => addPeople(org.ctx, admin, { groupId, userIds: [id] })
  },
  removePerson: async (org, userId) => {
    const [groupId, admin] = [await groupIn(org, 'Support', [{ id: userId }]), await org.asAdmin()]
    return () => removePerson(org.ctx, admin, { groupId, userId })
  },
  renameUser: async (org, userId) => {
    const admin = await org.asAdmin()
    return () => renameUser(org.ctx, admin, { userId, name: 'Benedikt' })
  },
  createApiKey: async (org) => {
    const admin = await org.asAdmin()
    const input = createApiKeyInput.parse({ ...wantedKey(), password: org.admin.password })
    return () => createApiKey(org.ctx, admin, input)
  },
  endApiKey: async (org) => {
    const admin = await org.asAdmin()
    const { keyId } = await keyIn(org)
    return () => endApiKey(org.ctx, admin, { keyId })
  },
  takeOverApiKey: async (org) => {
    const admin = await org.asAdmin()
    const { keyId } = await plantKey(org.ctx, org.id, (await org.anotherAdmin()).id)
    return () => takeOverApiKey(org.ctx, admin, { keyId })
  },
}

test.each(Object.entries(ofAdmins))(
  '%s does nothing when its entry cannot be written',
  async (_, prepare) => {
    const org = await organization()
    const agent = await org.agent({ enrolled: true })
    await agent.signIn()
    await expectNothingWithoutEntry(org.world, await prepare(org, agent.id))
  },
)

test('no contact phone is changed when its entry cannot be written', async () => {
  const org = await organization()
  await org.admin.enroll()
  const admin = await org.asAdmin()
  const { users, organizations, outbox } = org.ctx.db.tables
  const { read } = org.ctx.db
  const state = async () => [
    (await read.select().from(users)).map(({ contactPhone }) => contactPhone),
    (await read.select().from(organizations)).map(({ contactPhone }) => contactPhone),
    (await read.select().from(outbox)).length,
  ]
  const before = await state()
  await closeAuditTrail(org.world.place)
  const input = async () => ({
    ...{ contactPhone: '+15550100', password: org.admin.password },
    code: await org.admin.phone.nextCode(),
  })
  const own = { ...(await input()), userId: org.admin.id }
  await expect(changeContactPhone(org.ctx, admin, own)).rejects.toThrow('audit trail')
  await expect(changeOrganizationPhone(org.ctx, admin, await input())).rejects.toThrow('audit trail')
  expect(await state()).toEqual(before)
})
