import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type ApiKey, mintApiKey } from '@/lib/actors'
import { endApiKey } from '@/lib/acts/api-keys/end'
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
import { examples } from '@/lib/api/examples'
import { apiRoutes } from '@/lib/api/serve'
import { days } from '@/lib/duration'
import { findApiKey } from '@/lib/queries/api-keys/find'
import { findSession } from '@/lib/queries/sessions/find'
import type { Result } from '@/lib/result'
import { type Scope, scopes } from '@/lib/scopes'
import { sources } from '@/tests/support/source/files'
import { actsOf } from '@/tests/support/source/signatures'
import { callApi } from '../support/server/api-client'
import { keyIn, plantKey } from '../support/world/api-keys'
import { foreigners } from '../support/world/foreigners'
import { type Organization, organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
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
}

/** The queries: their gate has asked whether the key stands. */
const looking = [
  ...[
    'findGroup',
    'groupsOfUser',
    'headcount',
    'listApps',
    'listAudit',
    'listGroups',
    'listPeople',
    'listUsers',
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

/** What becomes of a key, or of what it rests on, between the gate and the act. */
const meanwhile: Record<string, (org: Organization, keyId: string) => Promise<unknown>> = {
  'was ended': async (org, keyId) => granted(await endApiKey(org.ctx, await org.asAdmin(), { keyId })),
  expired: async (org) => org.world.clock.pass(days(90)),
  'lost its scopes': ({ ctx }) => ctx.db.write((tx) => tx.update(ctx.db.tables.apiKeys).set({ scopes: '' })),
  'has a maker who is no admin': (org) => plantUser(org.ctx, org.admin.id, { role: 'agent' }),
  'has a suspended maker': (org) => plantUser(org.ctx, org.admin.id, { status: 'suspended' }),
  'is of a suspended organization': ({ ctx, id }) =>
    ctx.db.write((tx) =>
      tx
        .update(ctx.db.tables.organizations)
        .set({ suspendedAt: ctx.now() })
        .where(eq(ctx.db.tables.organizations.id, id)),
    ),
}

test.each(Object.keys(meanwhile))('a key that %s since the gate does nothing', async (what) => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await plantUser(org.ctx, agent.id, { secondStepLockedAt: org.ctx.now() })
  const { keyId, token } = await plantKey(org.ctx, org.id, org.admin.id)
  const letIn = await lettingIn(org, token)
  await meanwhile[what]?.(org, keyId)
  const before = await snapshotOf(org.world.place)
  const refused = what === 'lost its scopes' ? 'scope-missing' : 'token-invalid'
  for (const act of [...Object.values(acts), ...Object.values(withoutId)])
    expect(codeOf(await act(org, letIn, agent.id))).toBe(refused)
  expect(await snapshotOf(org.world.place)).toEqual(before)
})

test.each(Object.keys(meanwhile))('a key that %s is refused at the gate', async (what) => {
  const org = await organization()
  const { keyId, token } = await plantKey(org.ctx, org.id, org.admin.id)
  await meanwhile[what]?.(org, keyId)
  const expected = what === 'lost its scopes' ? [403, 'scope-missing'] : [401, 'token-invalid']
  for (const one of callable()) {
    const { status, body } = await callAs(org, token, one)
    expect([one.name, status, body.code]).toEqual([one.name, ...expected])
  }
})

test('a key whose maker moved to another organization opens neither', async () => {
  const org = await organization()
  const { id } = await foreigners(org.ctx)
  const { token } = await plantKey(org.ctx, id, org.admin.id)
  expect(await findApiKey(org.ctx, token)).toBeNull()
})

/** Every call, as its example has it: of nobody here. */
const calls = () =>
  apiRoutes.map(({ method, path, name, scheme, scope }) => {
    const input: Record<string, unknown> = { ...examples[name]?.input }
    const filled = path.replace(/\{(\w+)\}/g, (_, part: string) => {
      const given = String(input[part])
      delete input[part]
      return given
    })
    const sent = method === 'POST' ? { body: input } : {}
    return { name, scheme, scope, call: { method, path: filled, sent } }
  })

/** Those that keys may make. */
const callable = () => calls().flatMap(({ scope, ...one }) => (scope === null ? [] : [{ ...one, scope }]))

const callAs = ({ ctx }: Organization, bearer: string, { call }: ReturnType<typeof calls>[number]) =>
  callApi(ctx, call.method, call.path, { bearer, ...call.sent })

test('a call whose scope a key lacks is refused and names it, whatever else the key has', async () => {
  const org = await organization()
  for (const one of callable()) {
    const { name, scope } = one
    const allowed = scopes.filter((other) => other !== scope)
    const without = await callAs(org, (await plantKey(org.ctx, org.id, org.admin.id, allowed)).token, one)
    expect([name, without.status, without.body.code]).toEqual([name, 403, 'scope-missing'])
    expect(without.body.detail).toContain(scope)
    const all: Scope[] = name === 'addUser' ? [scope, 'groups:write'] : [scope]
    const enough = await callAs(org, (await plantKey(org.ctx, org.id, org.admin.id, all)).token, one)
    expect([401, 403, 422, 500]).not.toContain(enough.status)
  }
})

test('words that are no scope of ours allow nothing', async () => {
  const org = await organization()
  const words = ['*', 'users:*', 'users', 'admin', 'users:readusers:write', 'USERS:READ']
  const { token } = await plantKey(org.ctx, org.id, org.admin.id, words)
  expect((await findApiKey(org.ctx, token))?.scopes).toEqual([])
})

test('no scope lets a key change roles, or be a signed-in person', async () => {
  const org = await organization()
  const { token } = await keyIn(org)
  const closed = calls().filter(({ scheme, scope }) => scheme === 'bearer' && scope === null)
  const names = closed.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['changeRole', 'getMe', 'handOver', 'signOut']))
  for (const one of closed) {
    const { status, body } = await callAs(org, token, one)
    expect([one.name, status, body.code]).toEqual([one.name, 403, 'not-for-keys'])
  }
})

test('a key adds no admin', async () => {
  const org = await organization()
  const { token: bearer } = await keyIn(org)
  const body = { name: 'Mallory', email: 'mallory@example.com', role: 'admin', twoFactorRequired: false }
  expect((await callApi(org.ctx, 'POST', '/users', { bearer, body })).body.code).toBe('not-for-keys')
  const { users } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(users)).toHaveLength(1)
})

test('a key that may change people lifts, resets and unlocks no second factor', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true, required: true })
  await plantUser(org.ctx, agent.id, { secondStepLockedAt: org.ctx.now() })
  const allowed = scopes.filter((scope) => scope !== 'factors:reset')
  const { token: bearer } = await keyIn(org, { allowed })
  const before = await snapshotOf(org.world.place)
  const on = (path: string, body = {}) =>
    callApi(org.ctx, 'POST', `/users/${agent.id}/${path}`, { bearer, body })
  for (const answer of [
    await on('reset'),
    await on('unlock'),
    await on('require', { required: false, signOut: false }),
  ]) {
    expect(answer.body.code).toBe('scope-missing')
    expect(answer.body.detail).toContain('factors:reset')
  }
  expect(await snapshotOf(org.world.place)).toEqual(before)
})

test('a key is no session, a session is no key, and neither is what is behind the mark', async () => {
  const org = await organization()
  const { token } = await keyIn(org)
  expect(await findSession(org.ctx, token)).toBeNull()
  const { token: session } = await org.admin.openSession({ channel: 'api', kind: 'server' })
  for (const bearer of [token.slice(4), `csk_${session}`, `csk_${'A'.repeat(43)}`, 'csk_', `${token}A`])
    expect((await callApi(org.ctx, 'GET', '/users', { bearer })).status).toBe(401)
})

test('a thousand wrong keys keep nobody out and leave nothing behind', async () => {
  const org = await organization()
  const { token } = await keyIn(org)
  const { throttles } = org.ctx.db.tables
  const before = await org.ctx.db.read.select().from(throttles)
  for (let n = 0; n < 1000; n++) await findApiKey(org.ctx, `csk_${String(n).padStart(43, 'A')}`)
  expect(await org.ctx.db.read.select().from(throttles)).toEqual(before)
  expect(await findApiKey(org.ctx, token)).not.toBeNull()
})
