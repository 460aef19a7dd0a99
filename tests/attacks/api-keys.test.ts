import { expect, test } from 'vitest'
import { type ApiKey, mintApiKey } from '@/lib/actors'
import { noteExport } from '@/lib/acts/exports/note'
import { addGroup } from '@/lib/acts/groups/add'
import { addPeople } from '@/lib/acts/groups/add-people'
import { changeGroup } from '@/lib/acts/groups/change'
import { removeGroup } from '@/lib/acts/groups/remove'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { addUser } from '@/lib/acts/users/add'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { renameUser } from '@/lib/acts/users/rename'
import { suspendUser } from '@/lib/acts/users/suspend'
import { findApiKey } from '@/lib/queries/api-keys/find'
import type { Result } from '@/lib/result'
import type { Scope } from '@/lib/scopes'
import { sources } from '@/tests/support/source/files'
import { actsOf } from '@/tests/support/source/signatures'
import { keyEnds, plantKey } from '../support/world/api-keys'
import { foreigners } from '../support/world/foreigners'
import { type Organization, organization } from '../support/world/organization'
import { codeOf } from '../support/world/outcome'
import { plantUser } from '../support/world/rows'
import { snapshotOf } from '../support/world/snapshot'

type Act = (org: Organization, letIn: LetIn, userId: string) => Promise<Result<unknown, string>>
/** The key, let in for this scope. */
type LetIn = <S extends Scope>(scope: S) => ApiKey<S>

const groupId = 'the-group'

/** Every act of a key on a person. */
const acts: Record<string, Act> = {
  requireTwoFactor: ({ ctx }, letIn, userId) =>
    requireTwoFactor(ctx, letIn('users:write'), { userId, required: true, signOut: true }),
  resetTwoFactor: ({ ctx }, letIn, userId) => resetTwoFactor(ctx, letIn('factors:reset'), { userId }),
  unlockSecondStep: ({ ctx }, letIn, userId) => unlockSecondStep(ctx, letIn('factors:reset'), { userId }),
  renewInvitation: ({ ctx }, letIn, userId) => renewInvitation(ctx, letIn('users:write'), { userId }),
  suspendUser: ({ ctx }, letIn, userId) => suspendUser(ctx, letIn('users:write'), { userId }),
  reactivateUser: ({ ctx }, letIn, userId) => reactivateUser(ctx, letIn('users:write'), { userId }),
  removeUser: ({ ctx }, letIn, userId) => removeUser(ctx, letIn('users:write'), { userId }),
  renameUser: ({ ctx }, letIn, userId) => renameUser(ctx, letIn('users:write'), { userId, name: 'Mallory' }),
  addPeople: ({ ctx }, letIn, userId) =>
    addPeople(ctx, letIn('groups:write'), { groupId, userIds: [userId] }),
  removePerson: ({ ctx }, letIn, userId) => removePerson(ctx, letIn('groups:write'), { groupId, userId }),
}

/** The acts that are told nobody's id. */
const withoutId: Record<string, (org: Organization, letIn: LetIn) => Promise<Result<unknown, string>>> = {
  addUser: ({ ctx }, letIn) =>
    addUser(ctx, letIn('users:write'), {
      ...{ name: 'Mallory', email: 'mallory@example.com', role: 'agent', twoFactorRequired: false },
    }),
  addGroup: ({ ctx }, letIn) => addGroup(ctx, letIn('groups:write'), { name: 'Intruders' }),
  changeGroup: ({ ctx }, letIn) => changeGroup(ctx, letIn('groups:write'), { groupId, name: 'Intruders' }),
  removeGroup: ({ ctx }, letIn) => removeGroup(ctx, letIn('groups:write'), { groupId }),
  noteExport: ({ ctx }, letIn) =>
    noteExport(ctx, letIn('users:read'), { what: 'people', format: 'csv' } as const),
}

/** The queries: their gate has asked whether the key stands. */
const looking = [
  ...[
    'countGraced',
    'detailsOf',
    'exportAudit',
    'exportUsers',
    'findPasskeyRule',
    'findPolicy',
    'findGroup',
    'groupsOfUser',
    'headcount',
    'listApps',
    'listAudit',
    'listGroups',
    'listPeople',
    'listUsers',
    'policyFor',
    'presentParts',
  ],
  'searchPage',
]

/** A live key with every scope, and a way of letting it in, to where the group is that the acts above go by. */
async function lettingIn(org: Organization, token: string): Promise<LetIn> {
  await org.ctx.db.write((tx) =>
    tx.insert(org.ctx.db.tables.groups).values({
      ...{ id: groupId, organizationId: org.id, name: 'Support', description: '', sortName: 'support' },
      createdAt: org.ctx.now(),
    }),
  )
  const known = await findApiKey(org.ctx, token)
  if (!known) throw new Error('This key is dead.')
  return (scope) => {
    const key = mintApiKey(known, scope)
    if (!key) throw new Error('This key does not have the scope.')
    return key
  }
}

test('every function of a key is attacked here', () => {
  const known = [...Object.keys(acts), ...Object.keys(withoutId), ...looking].sort()
  const there = actsOf('ApiKey', sources(['lib']))
  expect(there, 'Add it to `acts`, `withoutId` or `looking`; remove what is gone').toEqual(known)
})

test.each(Object.keys(acts))('%s by a key reaches no admin, its maker among them', async (name) => {
  const org = await organization()
  const other = await org.anotherAdmin({ enrolled: true })
  const invited = await org.anotherAdmin({ invited: true })
  const suspended = await org.anotherAdmin({ suspended: true })
  const admins = [org.admin, other, invited, suspended]
  for (const { id } of admins) await plantUser(org.ctx, id, { secondStepLockedAt: org.ctx.now() })
  const letIn = await lettingIn(org, (await plantKey(org.ctx, org.id, org.admin.id)).token)
  const before = await snapshotOf(org.world.place)
  for (const { id } of admins) expect(codeOf(await (acts[name] as Act)(org, letIn, id))).toBe('not-for-keys')
  expect(await snapshotOf(org.world.place)).toEqual(before)
})

test.each(Object.keys(acts))('%s by a key finds nobody of another organization', async (name) => {
  const org = await organization()
  const { people } = await foreigners(org.ctx)
  const letIn = await lettingIn(org, (await plantKey(org.ctx, org.id, org.admin.id)).token)
  const before = await snapshotOf(org.world.place)
  for (const id of [...people, 'nobody'])
    expect(codeOf(await (acts[name] as Act)(org, letIn, id))).toBe('user-unknown')
  expect(await snapshotOf(org.world.place)).toEqual(before)
})

test.each(Object.keys(keyEnds))('a key that %s since the gate does nothing', async (what) => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await plantUser(org.ctx, agent.id, { secondStepLockedAt: org.ctx.now() })
  const { keyId, token } = await plantKey(org.ctx, org.id, org.admin.id)
  const letIn = await lettingIn(org, token)
  await keyEnds[what]?.(org, keyId)
  const before = await snapshotOf(org.world.place)
  const refused = what === 'lost its scopes' ? 'scope-missing' : 'token-invalid'
  for (const act of [...Object.values(acts), ...Object.values(withoutId)])
    expect(codeOf(await act(org, letIn, agent.id))).toBe(refused)
  expect(await snapshotOf(org.world.place)).toEqual(before)
})
