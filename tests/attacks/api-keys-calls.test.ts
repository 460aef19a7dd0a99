import { expect, test } from 'vitest'
import { examples } from '@/lib/api/examples'
import { apiRoutes } from '@/lib/api/serve'
import { findApiKey } from '@/lib/queries/api-keys/find'
import { findSession } from '@/lib/queries/sessions/find'
import { type Scope, scopes } from '@/lib/scopes'
import { callApi } from '../support/server/api-client'
import { keyEnds, keyIn, plantKey } from '../support/world/api-keys'
import { foreigners } from '../support/world/foreigners'
import { groupIn } from '../support/world/group'
import { type Organization, organization } from '../support/world/organization'
import { granted } from '../support/world/outcome'
import { ruled } from '../support/world/policy'
import { plantUser } from '../support/world/rows'
import { snapshotOf } from '../support/world/snapshot'

/*
 * Calls with an API key: of each call of the API, which keys may make it.
 */

test.each(Object.keys(keyEnds))('a key that %s is refused at the gate', async (what) => {
  const org = await organization()
  const { keyId, token } = await plantKey(org.ctx, org.id, org.admin.id)
  await keyEnds[what]?.(org, keyId)
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

test('a key that may change people lifts, resets and unlocks no second factor, and removes nobody who has one', async () => {
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
    // Added again, they would have none.
    await on('remove'),
  ]) {
    expect(answer.body.code).toBe('scope-missing')
    expect(answer.body.detail).toContain('factors:reset')
  }
  expect(await snapshotOf(org.world.place)).toEqual(before)
  const plain = await org.agent()
  const remove = (id: string) => callApi(org.ctx, 'POST', `/users/${id}/remove`, { bearer, body: {} })
  expect((await remove((await org.agent({ required: true })).id)).body.code).toBe('scope-missing')
  const named = await org.agent()
  const groupId = await groupIn(org, 'Field staff', [named])
  granted(await ruled(org, { who: 'groups', groupIds: [groupId] }))
  const takenOut = await callApi(org.ctx, 'POST', `/groups/${groupId}/people/remove`, {
    ...{ bearer, body: { userId: named.id } },
  })
  for (const answer of [await remove(named.id), takenOut])
    expect([answer.body.code, answer.body.detail]).toEqual([
      'scope-missing',
      expect.stringContaining('factors:reset'),
    ])
  expect((await remove(plain.id)).status).toBe(204)
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

/** What no text column takes, no number is, and no calendar has. */
const odd = ['a\u0000b', '\ud800', '9'.repeat(400), '+275760-09-13', -1, 1e300, null, [], {}]

test('each field of each call, filled with what no column takes, is answered', async () => {
  const org = await organization()
  const { token } = await plantKey(org.ctx, org.id, org.admin.id)
  const wrong: unknown[] = []
  for (const { method, path, name } of apiRoutes) {
    const input: Record<string, unknown> = { ...examples[name]?.input }
    for (const key of Object.keys(input))
      for (const value of odd) {
        const given: Record<string, unknown> = { ...input, [key]: value }
        const filled = path.replace(/\{(\w+)\}/g, (_, part: string) => {
          const text = String(given[part]).replace('\ud800', '\ufffd')
          delete given[part]
          return encodeURIComponent(text)
        })
        const query = new URLSearchParams(Object.entries(given).map(([n, v]) => [n, String(v)]))
        const isPost = method === 'POST'
        const asked = isPost || query.size === 0 ? filled : `${filled}?${query}`
        const sent = { bearer: token, ...(isPost && { body: given }) }
        const { status } = await callApi(org.ctx, method, asked, sent)
        if (status >= 500) wrong.push([name, key, value, status])
      }
  }
  expect(wrong).toEqual([])
}, 120_000)
