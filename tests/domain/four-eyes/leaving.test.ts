import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { addPeople } from '@/lib/acts/groups/add-people'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { changeRole } from '@/lib/acts/users/change-role'
import { removeUser } from '@/lib/acts/users/remove'
import { actExplained, actInWords } from '@/lib/messages/four-eyes'
import { groupsInRules, previewLeaving } from '@/lib/queries/groups/leaving'
import { groupsOf } from '@/lib/records/groups/of-person'
import {
  agrees,
  fourEyes,
  passkeysRuled,
  ruledByTwo,
  type Scene,
  waitingOne,
} from '../../support/world/four-eyes'
import { groupIn } from '../../support/world/group'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { ruled } from '../../support/world/policy'
import { auditTrail, userRow } from '../../support/world/rows'

type Grouped = Scene & { userId: string; first: string; last: string }

/** Four eyes is on, and the policy goes by two groups with an agent in both. */
async function grouped(): Promise<Grouped> {
  const scene = await fourEyes()
  const { org } = scene
  const dmitri = await org.agent({ enrolled: true })
  const [first, last] = [await groupIn(org, 'First', [dmitri]), await groupIn(org, 'Second', [dmitri])]
  await ruledByTwo(scene, { who: 'groups', groupIds: [first, last] })
  return { ...scene, userId: dmitri.id, first, last }
}

const out = async ({ org, userId }: Grouped, groupId: string) =>
  removePerson(org.ctx, await org.asAdmin(), { groupId, userId })

test('someone leaves one of two groups of the policy with one admin, and the last one with two', async () => {
  const scene = await grouped()
  const { org, second, userId, first, last } = scene
  const admin = await org.asAdmin()
  expect(await groupsInRules(org.ctx, admin)).toEqual(new Set([first, last]))
  expect(await previewLeaving(org.ctx, admin, { groupId: first, userId })).toBeNull()
  granted(await out(scene, first))
  expect(await previewLeaving(org.ctx, admin, { groupId: last, userId })).toEqual({
    ...{ person: 'Dmitri Weiss', group: 'Second', second: true },
    ends: { policy: true, passkeys: false },
  })
  expect(codeOf(await out(scene, last))).toBe('second-asked')
  expect(codeOf(await out(scene, last))).toBe('second-asked')
  expect((await userRow(org.ctx, userId)).inPolicyGroup).toBe(true)
  const { id, act, targetId } = await waitingOne(scene, await second.signInAsAdmin())
  expect(targetId).toBe(userId)
  expect([actInWords(act), actExplained(act)]).toEqual([
    'Remove Dmitri Weiss from the group Second',
    'The policy will no longer require two-factor authentication of them.',
  ])
  expect(granted(await agrees(scene, second, id))).toBe('done')
  expect((await userRow(org.ctx, userId)).inPolicyGroup).toBe(false)
  const trail = await auditTrail(org.ctx, org.id)
  const [asked, agreed, removed] = trail.filter(({ event }) => !event.startsWith('sign-in.')).slice(-3)
  const detail = { guarded: 'leave-policy-group', whom: 'Dmitri Weiss', group: 'Second' }
  expect(asked).toMatchObject({ event: 'four-eyes.asked', subject: { id: userId }, detail })
  expect(agreed).toMatchObject({ event: 'four-eyes.agreed', detail, actor: { id: second.id } })
  expect(removed).toMatchObject({
    ...{ event: 'group.person-removed', detail: { group: 'Second' } },
    ...{ subject: { id: userId }, actor: { id: second.id } },
  })
})

test('the rule for passkeys is asked about as well, and both are said', async () => {
  const scene = await grouped()
  const { org, first, last } = scene
  granted(await passkeysRuled(org, { who: 'groups', groupIds: [first] }))
  // The policy goes by the other group too, but passkeys only by this one.
  expect(codeOf(await out(scene, first))).toBe('second-asked')
  const { act } = await waitingOne(scene, await org.asAdmin())
  expect(actExplained(act)).toBe('Codes of authenticator apps will count for them again, not only passkeys.')
  granted(await out(scene, last))
  expect(codeOf(await out(scene, first))).toBe('second-asked')
  const both = await previewLeaving(org.ctx, await org.asAdmin(), { groupId: first, userId: scene.userId })
  expect(both?.ends).toEqual({ policy: true, passkeys: true })
})

test('where no rule goes by the group, or four eyes is off or suspended, an admin does it alone', async () => {
  const scene = await grouped()
  const { org, userId, first, last } = scene
  const free = await groupIn(org, 'Free', [{ id: userId }])
  granted(await out(scene, free))
  granted(await out(scene, first))
  for (const { id } of [scene.target, scene.second])
    granted(await resetTwoFactor(org.ctx, mintConsole('root'), { userId: id, reason: 'Lost' }))
  const shown = await previewLeaving(org.ctx, await org.asAdmin(), { groupId: last, userId })
  expect(shown).toMatchObject({ second: false })
  granted(await out(scene, last))
  expect(await groupsOf(org.ctx.db.read, org.ctx, userId)).toEqual([])

  const off = await organization()
  const ben = await off.agent()
  const groupId = await groupIn(off, 'Support', [ben])
  granted(await ruled(off, { who: 'groups', groupIds: [groupId] }))
  granted(await removePerson(off.ctx, await off.asAdmin(), { groupId, userId: ben.id }))
  expect((await userRow(off.ctx, ben.id)).inPolicyGroup).toBe(false)
})

/** What becomes of the person, the group or the rules while the question waits. */
const meanwhile: Record<string, (scene: Grouped & { id: string }) => Promise<unknown>> = {
  'the policy goes by other groups': async (scene) => {
    granted(await ruled(scene.org, { who: 'everyone' }))
  },
  'another group of theirs is named, which keeps them under the policy': async ({ org, userId, first }) =>
    granted(await addPeople(org.ctx, await org.asAdmin(), { groupId: first, userIds: [userId] })),
  'passkeys only comes to name the group': async ({ org, last }) =>
    granted(await passkeysRuled(org, { who: 'groups', groupIds: [last] })),
  'they leave while four eyes is suspended': async (scene) => {
    const { org, last, userId } = scene
    const console = mintConsole('root')
    granted(await resetTwoFactor(org.ctx, console, { userId: scene.target.id, reason: 'Lost' }))
    granted(await out(scene, last))
    await org.anotherAdmin({ enrolled: true })
    expect(await groupsOf(org.ctx.db.read, org.ctx, userId)).toEqual([])
  },
  'they become an admin': async ({ org, userId }) =>
    granted(await changeRole(org.ctx, await org.asAdmin(), { userId, role: 'admin' })),
  'they are removed': async ({ org, userId }) =>
    granted(await removeUser(org.ctx, await org.asAdmin(), { userId })),
}

test.each(Object.keys(meanwhile))('it ends where, meanwhile, %s', async (what) => {
  const scene = await grouped()
  const { org, second, userId, first, last } = scene
  granted(await out(scene, first))
  expect(codeOf(await out(scene, last))).toBe('second-asked')
  const { id } = await waitingOne(scene, await org.asAdmin())
  await meanwhile[what]?.({ ...scene, id })
  const before = await groupsOf(org.ctx.db.read, org.ctx, userId)
  expect(codeOf(await agrees(scene, second, id))).toBe('asked-target-changed')
  expect(await groupsOf(org.ctx.db.read, org.ctx, userId)).toEqual(before)
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'four-eyes.ended',
    detail: { guarded: 'leave-policy-group', endCause: 'target-changed' },
  })
})
