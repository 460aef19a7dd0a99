import { expect, test } from 'vitest'
import { endApiKey } from '@/lib/acts/api-keys/end'
import { takeOverApiKey } from '@/lib/acts/api-keys/take-over'
import { changeRole } from '@/lib/acts/users/change-role'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { seconds } from '@/lib/duration'
import { listApiKeys } from '@/lib/queries/api-keys/list'
import { callApi } from '../../support/server/api-client'
import { keyIn, keyOf } from '../../support/world/api-keys'
import { problemsOf } from '../../support/world/audit-trail'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { auditTrail, plantUser, userRow } from '../../support/world/rows'

const list = async (org: Organization, bearer: string) =>
  (await callApi(org.ctx, 'GET', '/users', { bearer })).status

test("a script does an admin's work on agents, and the audit log says which key did", async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { keyId, token: bearer } = await keyIn(org)
  const post = (path: string, body: object = {}) => callApi(org.ctx, 'POST', path, { bearer, body })
  const on = (path: string, body?: object) => post(`/users/${agent.id}/${path}`, body)

  const added = await post('/users', {
    ...{ name: 'Dora Novak', email: 'dora@example.com', role: 'agent', twoFactorRequired: true },
  })
  expect(added.status).toBe(200)
  const invited = String(added.body.userId)
  expect((await post(`/users/${invited}/invitation`)).body).toEqual({ invitation: expect.any(String) })
  expect((await on('name', { name: 'Benedikt Okafor' })).status).toBe(204)
  expect((await on('require', { required: true, signOut: true })).status).toBe(200)
  expect((await on('require', { required: false, signOut: false })).status).toBe(200)
  expect((await on('reset')).body).toMatchObject({ authenticator: true, recoveryCodes: 10 })
  expect((await on('suspend')).status).toBe(204)
  expect((await on('reactivate')).status).toBe(204)
  await plantUser(org.ctx, agent.id, { secondStepLockedAt: org.ctx.now() })
  expect((await on('unlock')).status).toBe(204)
  const found = await callApi(org.ctx, 'GET', '/users?search=benedikt', { bearer })
  expect(found.body.users).toMatchObject([{ id: agent.id, name: 'Benedikt Okafor', secondFactor: 'off' }])
  expect((await callApi(org.ctx, 'GET', '/users/count', { bearer })).body).toMatchObject({ people: 3 })
  expect((await post(`/users/${invited}/remove`)).status).toBe(204)

  const actor = { kind: 'key', id: keyId, name: 'Nightly sync' }
  const log = await callApi(org.ctx, 'GET', '/audit', { bearer })
  const done = (log.body.entries as { event: string; actor: object }[]).slice(0, 10)
  expect(done.map(({ event }) => event)).toEqual([
    ...['user.removed', 'sign-in.unlocked', 'user.reactivated', 'user.suspended', 'two-factor.reset'],
    ...['two-factor.requirement-lifted', 'two-factor.required', 'user.renamed', 'user.invited'],
    'user.added',
  ])
  for (const entry of done) expect(entry.actor).toEqual(actor)
  expect((await auditTrail(org.ctx, org.id)).at(-1)?.actor).toEqual(actor)
  expect(await problemsOf(org)).toEqual([])
})

test('people are told by which key', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { token: bearer } = await keyIn(org, { name: 'Leavers' })
  await callApi(org.ctx, 'POST', `/users/${agent.id}/reset`, { bearer })
  const { text } = await new Letters(org.world).last(agent.email)
  expect(text).toContain('The API key “Leavers” reset your two-factor authentication.')
  const added = { name: 'Dora', email: 'dora@example.com', role: 'agent', twoFactorRequired: false }
  const { userId } = (await callApi(org.ctx, 'POST', '/users', { bearer, body: added })).body
  const invitation = await new Letters(org.world).last('dora@example.com')
  expect(invitation.text).toContain('The API key “Leavers” invited you to Acme Freight.')
  expect((await userRow(org.ctx, String(userId))).invitedBy).toBe('Leavers')
})

test('that a key was used is noted once a minute at most', async () => {
  const org = await organization()
  const { token } = await keyIn(org)
  const lastUsed = async () => (await listApiKeys(org.ctx, await org.asAdmin()))[0]?.lastUsedAt
  expect(await lastUsed()).toBeNull()
  await list(org, token)
  const first = org.ctx.now()
  expect(await lastUsed()).toEqual(first)
  org.world.clock.pass(seconds(59))
  await list(org, token)
  expect(await lastUsed()).toEqual(first)
  org.world.clock.pass(seconds(1))
  await list(org, token)
  expect(await lastUsed()).toEqual(org.ctx.now())
})

test('a key that was ended is refused at the next call', async () => {
  const org = await organization()
  const { keyId, token } = await keyIn(org)
  const other = await org.anotherAdmin()
  expect(await list(org, token)).toBe(200)
  granted(await endApiKey(org.ctx, await other.signInAsAdmin(), { keyId }))
  expect(await list(org, token)).toBe(401)
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    ...{ event: 'api-key.ended', actor: { id: other.id }, detail: { apiKey: 'Nightly sync' } },
  })
})

test('a key that another admin took over ends with that one', async () => {
  const org = await organization()
  const other = await org.anotherAdmin()
  const { keyId, token } = await keyOf(org.ctx, await other.signInAsAdmin(), other)
  const admin = await org.asAdmin()
  granted(await takeOverApiKey(org.ctx, admin, { keyId }))
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    ...{ event: 'api-key.transferred', actor: { id: org.admin.id }, subject: { id: other.id } },
  })
  granted(await suspendUser(org.ctx, admin, { userId: other.id }))
  expect(await list(org, token)).toBe(200)
  const third = await org.anotherAdmin()
  granted(await changeRole(org.ctx, await third.signInAsAdmin(), { userId: org.admin.id, role: 'agent' }))
  expect(await list(org, token)).toBe(401)
})

test('a key goes on when its maker is signed out', async () => {
  const org = await organization()
  const other = await org.anotherAdmin()
  const { token } = await keyOf(org.ctx, await other.signInAsAdmin(), other)
  granted(await signOutUser(org.ctx, await org.asAdmin(), { userId: other.id }))
  expect(await list(org, token)).toBe(200)
})
