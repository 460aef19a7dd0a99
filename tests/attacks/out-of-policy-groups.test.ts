import { expect, test } from 'vitest'
import { mintApiKey } from '@/lib/actors'
import { addPeople } from '@/lib/acts/groups/add-people'
import { removeGroup } from '@/lib/acts/groups/remove'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { changeRole } from '@/lib/acts/users/change-role'
import { onlyPasskeys } from '@/lib/records/policy/only-passkeys'
import type { Result } from '@/lib/result'
import type { Scope } from '@/lib/scopes'
import { race } from '../support/process/race'
import { plantKey } from '../support/world/api-keys'
import { fourEyes, passkeysRuled, ruledByTwo, type Scene } from '../support/world/four-eyes'
import { groupIn } from '../support/world/group'
import { codeOf, granted } from '../support/world/outcome'
import { ruled } from '../support/world/policy'
import { userRow } from '../support/world/rows'

/** Four eyes is on, and a rule goes by a group with an agent in it. */
type Watched = Scene & { groupId: string; userId: string }

const rules: Record<string, { begin: (scene: Watched) => Promise<void>; names: Names; again: Again }> = {
  'the policy': {
    begin: (scene) => ruledByTwo(scene, { who: 'groups', groupIds: [scene.groupId] }),
    names: async ({ org, userId }) => (await userRow(org.ctx, userId)).inPolicyGroup,
    again: async ({ org }, groupIds) => ruled(org, { who: 'groups', groupIds }),
  },
  'passkeys only': {
    begin: async ({ org, groupId }) =>
      granted(await passkeysRuled(org, { who: 'groups', groupIds: [groupId] })),
    names: ({ org, userId }) => onlyPasskeys(org.ctx.db.read, org.ctx, userId),
    again: async ({ org }, groupIds) => passkeysRuled(org, { who: 'groups', groupIds }),
  },
}

type Names = (scene: Watched) => Promise<boolean>
type Again = (scene: Watched, groupIds: string[]) => Promise<Result<unknown, string>>

async function watched(rule: string): Promise<Watched> {
  const scene = await fourEyes()
  const { id: userId } = await scene.org.agent({ enrolled: true })
  const groupId = await groupIn(scene.org, 'Support', [{ id: userId }])
  const all = { ...scene, groupId, userId }
  await rules[rule]?.begin(all)
  return all
}

const out = async ({ org, groupId, userId }: Watched) =>
  removePerson(org.ctx, await org.asAdmin(), { groupId, userId })

async function keyOf({ org }: Watched, scopes: readonly Scope[]) {
  const { keyId } = await plantKey(org.ctx, org.id, org.admin.id, scopes)
  const known = { keyId, makerId: org.admin.id, organizationId: org.id, organizationName: org.name }
  const key = mintApiKey({ ...known, name: 'Nightly sync', scopes }, 'groups:write')
  if (!key) throw new Error('No key.')
  return key
}

/** How one admin alone tries to free someone from a rule that names their group, and with what they are answered. */
const ways: [way: string, act: (scene: Watched, rule: string) => Promise<unknown>, code: string][] = [
  ['takes them out of the group', out, 'second-asked'],
  [
    'puts them into another group first',
    async (scene) => {
      const groupId = await groupIn(scene.org, 'Decoy')
      const admin = await scene.org.asAdmin()
      granted(await addPeople(scene.org.ctx, admin, { groupId, userIds: [scene.userId] }))
      return out(scene)
    },
    'second-asked',
  ],
  [
    'requires a second factor of them by name first, to lift that next',
    async (scene) => {
      const { org, userId } = scene
      const by = { required: true, signOut: false }
      granted(await requireTwoFactor(org.ctx, await org.asAdmin(), { userId, ...by }))
      return out(scene)
    },
    'second-asked',
  ],
  [
    'makes them an admin first',
    async (scene) => {
      const { org, userId } = scene
      granted(await changeRole(org.ctx, await org.asAdmin(), { userId, role: 'admin' }))
      return out(scene)
    },
    'second-asked',
  ],
  [
    'has a program do it',
    async (scene) => {
      const key = await keyOf(scene, ['groups:write', 'factors:reset'])
      return removePerson(scene.org.ctx, key, scene)
    },
    'second-needs-person',
  ],
  [
    'has a program do it that may not reset factors',
    async (scene) => removePerson(scene.org.ctx, await keyOf(scene, ['groups:write']), scene),
    'scope-missing',
  ],
  [
    'deletes the group',
    async ({ org, groupId }) => removeGroup(org.ctx, await org.asAdmin(), { groupId }),
    'group-in-policy',
  ],
  [
    'has the rule name another group instead',
    async (scene, rule) => rules[rule]?.again(scene, [await groupIn(scene.org, 'No one')]),
    'second-asked',
  ],
]

const tries = Object.keys(rules).flatMap((rule) => ways.map(([way, act, code]) => ({ rule, way, act, code })))

test.each(tries)('one admin alone frees someone from $rule: $way', async ({ rule, act, code }) => {
  const scene = await watched(rule)
  const names = rules[rule]?.names
  expect(await names?.(scene)).toBe(true)
  expect(codeOf((await act(scene, rule)) as Result<unknown, string>)).toBe(code)
  expect(await names?.(scene)).toBe(true)
})

test('one admin takes someone out of both groups of the policy at once, from two processes', async () => {
  const scene = await fourEyes()
  const { org } = scene
  const { id: userId } = await org.agent({ enrolled: true })
  const groupIds = [await groupIn(org, 'First', [{ id: userId }]), await groupIn(org, 'Second')]
  await ruledByTwo(scene, { who: 'groups', groupIds })
  const admin = await org.asAdmin()
  for (let round = 0; round < 4; round++) {
    for (const groupId of groupIds) granted(await addPeople(org.ctx, admin, { groupId, userIds: [userId] }))
    const lists = groupIds.map((groupId) => [{ rule: 'removePerson' as const, admin, groupId, userId }])
    const answers = await race(org.world, lists, { gate: 'group_members' })
    expect(answers.toSorted()).toEqual(['ok', 'second-asked'])
    expect((await userRow(org.ctx, userId)).inPolicyGroup).toBe(true)
  }
})
