import { test } from 'vitest'
import { createApiKey, createApiKeyInput } from '@/lib/acts/api-keys/create'
import { endApiKey } from '@/lib/acts/api-keys/end'
import { takeOverApiKey } from '@/lib/acts/api-keys/take-over'
import { addGroup } from '@/lib/acts/groups/add'
import { addPeople } from '@/lib/acts/groups/add-people'
import { changeGroup } from '@/lib/acts/groups/change'
import { removeGroup } from '@/lib/acts/groups/remove'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { changeRole } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { renameUser } from '@/lib/acts/users/rename'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { keyIn, plantKey, wantedKey } from '../../support/world/api-keys'
import { type Act, expectNothingWithoutEntry } from '../../support/world/closed-tables'
import { groupIn } from '../../support/world/group'
import { type Organization, organization } from '../../support/world/organization'
import { plantUser } from '../../support/world/rows'

const ofAdmins: Record<string, (org: Organization, userId: string) => Promise<Act>> = {
  requireTwoFactor: async (org, userId) => {
    const admin = await org.asAdmin()
    return () => requireTwoFactor(org.ctx, admin, { userId, required: true, signOut: true })
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
