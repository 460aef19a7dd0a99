import { eq } from 'drizzle-orm'
import type { Guarded } from '@/db/tables/four-eyes'
import type { PolicyWho } from '@/db/tables/organizations'
import type { Admin } from '@/lib/actors'
import { removeApp } from '@/lib/acts/apps/remove'
import { changeEmailOfOther } from '@/lib/acts/email/change-of-other'
import { agreeToAsked } from '@/lib/acts/four-eyes/agree'
import { setFourEyes } from '@/lib/acts/four-eyes/set'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { savePasskeyRule } from '@/lib/acts/policy/require-passkeys'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { changeRole } from '@/lib/acts/users/change-role'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import { hours } from '@/lib/duration'
import { listAskedActs } from '@/lib/queries/four-eyes'
import { previewPasskeyRule } from '@/lib/queries/policy/passkeys'
import { groupIdsOf } from '@/lib/records/groups/of-person'
import type { Result } from '@/lib/result'
import { added, appRow } from './apps'
import { type Organization, organization } from './organization'
import { granted } from './outcome'
import { addKey } from './passkeys'
import type { Person } from './person'
import { ruled } from './policy'
import { plantUser, userRow } from './rows'

/** An organization in which four eyes is on: the admin who asks, a second one, and one whom it is about. */
export type Scene = {
  org: Organization
  asker: Admin
  second: Person
  target: Person
  appId: string
}

export async function fourEyes(name = 'Acme Freight', world?: Organization['world']): Promise<Scene> {
  const org = await organization(name, world)
  await org.admin.enroll()
  const second = await org.anotherAdmin({ enrolled: true })
  const target = await org.anotherAdmin({ enrolled: true })
  const appId = (await added(org)).appId
  granted(await ruled(org, { who: 'admins' }))
  await settled(org)
  const asker = await org.asAdmin()
  granted(await setFourEyes(org.ctx, asker, { on: true }))
  return { org, asker, second, target, appId }
}

/** Lets time pass until nobody is too new an admin to agree. Sessions end meanwhile. */
export const settled = ({ world }: Organization) => world.clock.pass(hours(25))

type Example = {
  /** Asks for it, or does it. */
  act: (scene: Scene, by: Admin) => Promise<Result<unknown, string>>
  isDone: (scene: Scene) => Promise<boolean>
}

const row = ({ org, target }: Scene) => userRow(org.ctx, target.id).catch(() => null)

/** Each act that falls under four eyes, and how one sees that it was done. */
export const examples: Record<Exclude<Guarded, 'export-evidence'>, Example> = {
  'reset-admin': {
    act: ({ org, target }, by) => resetTwoFactor(org.ctx, by, { userId: target.id }),
    isDone: async (scene) => (await row(scene))?.authenticatorSecret === null,
  },
  'change-admin-email': {
    act: ({ org, target }, by) =>
      changeEmailOfOther(org.ctx, by, {
        ...{ userId: target.id, email: 'new@example.com', password: org.admin.password },
      }),
    isDone: async ({ org, target }) => {
      const { links } = org.ctx.db.tables
      const there = await org.ctx.db.read.select().from(links)
      return there.some(({ userId, purpose }) => userId === target.id && purpose === 'email-change')
    },
  },
  'demote-admin': {
    act: ({ org, target }, by) => changeRole(org.ctx, by, { userId: target.id, role: 'agent' }),
    isDone: async (scene) => (await row(scene))?.role === 'agent',
  },
  'suspend-admin': {
    act: ({ org, target }, by) => suspendUser(org.ctx, by, { userId: target.id }),
    isDone: async (scene) => (await row(scene))?.status === 'suspended',
  },
  'remove-admin': {
    act: ({ org, target }, by) => removeUser(org.ctx, by, { userId: target.id }),
    isDone: async (scene) => (await row(scene)) === null,
  },
  'lift-policy': {
    act: ({ org }, by) => ruled(org, { who: 'nobody' }, by),
    isDone: async ({ org }) => (await organizationRow(org)).policyWho === 'nobody',
  },
  'lift-passkeys': {
    async act({ org }, by) {
      // It begins one day, so that codes count until then.
      await plantPasskeyRule(org, { passkeysWho: 'admins', passkeysFrom: new Date('2027-03-01T12:00:00Z') })
      return passkeysRuled(org, { who: 'nobody' }, by)
    },
    isDone: async ({ org }) => (await organizationRow(org)).passkeysWho === 'nobody',
  },
  'leave-policy-group': {
    async act(scene, by) {
      const groupId = await namedGroup(scene)
      return removePerson(scene.org.ctx, by, { groupId, userId: scene.target.id })
    },
    isDone: async ({ org, target }) => (await groupIdsOf(org.ctx.db.read, org.ctx, target.id)).length === 0,
  },
  'delete-app': {
    act: ({ org, appId }, by) => removeApp(org.ctx, by, { appId }),
    isDone: async ({ org, appId }) => (await appRow(org, appId).catch(() => null)) === null,
  },
  'switch-off': {
    act: ({ org }, by) => setFourEyes(org.ctx, by, { on: false }),
    isDone: async ({ org }) => !(await organizationRow(org)).fourEyes,
  },
}

/** The group that the policy goes by, with the target in it, put there as no rule does; its id. */
async function namedGroup({ org: { ctx, id: organizationId }, target }: Scene): Promise<string> {
  const { groups, groupMembers, policyGroups, organizations } = ctx.db.tables
  const groupId = `named-${organizationId}`
  const [there] = await ctx.db.read.select({ id: groups.id }).from(groups).where(eq(groups.id, groupId))
  if (there) return groupId
  await ctx.db.write(async (tx) => {
    const names = { name: 'Support', sortName: 'support', description: '' }
    await tx.insert(groups).values({ id: groupId, organizationId, ...names, createdAt: ctx.now() })
    await tx
      .insert(groupMembers)
      .values({ groupId, userId: target.id, sortName: 'target', addedAt: ctx.now() })
    await tx.insert(policyGroups).values({ organizationId, groupId })
    await tx.update(organizations).set({ policyWho: 'groups' }).where(eq(organizations.id, organizationId))
  })
  await plantUser(ctx, target.id, { inPolicyGroup: true })
  return groupId
}

export type PasskeyRule = Partial<Parameters<typeof savePasskeyRule>[2]>

/** An admin who looks at the dry run of what counts as a second factor and saves it as it was shown. */
export async function passkeysRuled(org: Organization, given: PasskeyRule = {}, by?: Admin) {
  const admin = by ?? (await org.asAdmin())
  const rule = { who: 'everyone' as const, groupIds: [], from: 'at-once' as const, ...given }
  const { mark } = await previewPasskeyRule(org.ctx, admin, rule)
  return savePasskeyRule(org.ctx, admin, { shown: mark, ...rule })
}

/** An organization whose admin has a passkey, so that *Passkeys only* can be saved. */
export async function withKeyAtAdmin() {
  const org = await organization()
  const { key } = await addKey(org.admin, { member: await org.asAdmin() })
  return { org, key }
}

async function plantPasskeyRule(
  { ctx, id }: Organization,
  rule: { passkeysWho: PolicyWho; passkeysFrom: Date },
): Promise<void> {
  const { organizations } = ctx.db.tables
  await ctx.db.write((tx) => tx.update(organizations).set(rule).where(eq(organizations.id, id)))
}

export async function organizationRow({ ctx, id }: Organization) {
  const { organizations } = ctx.db.tables
  const found = (await ctx.db.read.select().from(organizations)).find((one) => one.id === id)
  if (!found) throw new Error('This organization is gone.')
  return found
}

/** The only act that waits for a second admin. */
export async function waitingOne({ org }: Scene, by: Admin) {
  const waiting = await listAskedActs(org.ctx, by)
  const [only] = waiting
  if (!only || waiting.length > 1) throw new Error(`${waiting.length} acts are waiting.`)
  return only
}

/** A policy that takes two, agreed to. */
export async function ruledByTwo(scene: Scene, rule: Parameters<typeof ruled>[1]): Promise<void> {
  const asked = await ruled(scene.org, rule)
  if (asked.ok || asked.code !== 'second-asked') throw new Error('No second admin was asked.')
  granted(await agrees(scene, scene.second, (await waitingOne(scene, await scene.org.asAdmin())).id))
}

/** Says yes, with the password and the next code. */
export async function agrees({ org }: Scene, person: Person, askedId: string, by?: Admin) {
  const admin = by ?? (await person.signInAsAdmin())
  const code = await person.phone.nextCode()
  return agreeToAsked(org.ctx, admin, { askedId, password: person.password, code })
}
