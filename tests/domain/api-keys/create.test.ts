import { expect, test } from 'vitest'
import type { Admin } from '@/lib/actors'
import { createApiKey, createApiKeyInput } from '@/lib/acts/api-keys/create'
import { digest } from '@/lib/crypto/token'
import { days } from '@/lib/duration'
import { findApiKey } from '@/lib/queries/api-keys/find'
import { listApiKeys } from '@/lib/queries/api-keys/list'
import { keyIn, wantedKey } from '../../support/world/api-keys'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'
import { bytesOf } from '../../support/world/sealed'

const ask = (org: Organization, admin: Admin, proof: { password: string; code?: string }) =>
  createApiKey(org.ctx, admin, createApiKeyInput.parse({ ...wantedKey(), ...proof }))

test('a key is 256 bits behind a mark, of which the digest alone is kept', async () => {
  const org = await organization()
  const { keyId, token } = await keyIn(org, { allowed: ['users:read', 'audit:read'] })
  expect(token).toMatch(/^csk_[A-Za-z0-9_-]{43}$/)
  const bytes = await bytesOf(org.world.place)
  expect(bytes.includes(digest(token))).toBe(true)
  for (const secret of [token, token.slice(4)]) expect(bytes.includes(secret)).toBe(false)
  const { at, ...entry } = (await auditTrail(org.ctx, org.id)).at(-1) ?? {}
  expect(at).toBeDefined()
  expect(entry).toMatchObject({
    event: 'api-key.created',
    actor: { kind: 'user', id: org.admin.id },
    detail: {
      apiKey: 'Nightly sync',
      scopes: 'users:read audit:read',
      expiresAt: '2027-02-22T12:00:05.000Z',
    },
  })
  expect(await listApiKeys(org.ctx, await org.asAdmin())).toMatchObject([
    { id: keyId, scopes: ['users:read', 'audit:read'], maker: org.admin.name, own: true, expired: false },
  ])
})

test('an admin without 2FA is asked for the password, one with 2FA for a code as well, which is spent', async () => {
  const org = await organization()
  const { password } = org.admin
  const admin = await org.asAdmin()
  expect(codeOf(await ask(org, admin, { password: 'not the right password' }))).toBe('password-wrong')
  expect(codeOf(await ask(org, admin, { password }))).toBe('ok')

  await org.admin.enroll()
  const enrolled = await org.asAdmin()
  expect(codeOf(await ask(org, enrolled, { password }))).toBe('code-wrong')
  const wrong = await org.admin.phone.wrongCode()
  expect(codeOf(await ask(org, enrolled, { password, code: wrong }))).toBe('code-wrong')
  const code = await org.admin.phone.nextCode()
  expect(codeOf(await ask(org, enrolled, { password, code }))).toBe('ok')
  expect(codeOf(await ask(org, enrolled, { password, code }))).toBe('code-wrong')
  expect(codeOf(await ask(org, enrolled, { password, code: org.admin.nextRecoveryCode() }))).toBe('ok')
  expect(await listApiKeys(org.ctx, enrolled)).toHaveLength(3)
})

test('wrong passwords are counted with those of the profile', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  for (let n = 0; n < 6; n++) await ask(org, admin, { password: 'not the right password' })
  expect(codeOf(await ask(org, admin, { password: org.admin.password }))).toBe('too-many-attempts')
})

test('a key is for one scope at least, and for a year at most', () => {
  const parse = (given: object) =>
    createApiKeyInput
      .safeParse({ ...wantedKey(), password: 'x', ...given })
      .error?.issues.map(({ message }) => message)
  expect(parse({})).toBeUndefined()
  expect(parse(wantedKey({ allowed: [] }))).toEqual(['Choose at least one scope.'])
  for (const days of ['0', '366', '1.5', 'x', '']) expect(parse({ days })).toEqual(['Choose 1 to 365 days.'])
  expect(parse({ 'keys:write': true })).toHaveLength(1)
})

test('a key works until its last second', async () => {
  const org = await organization()
  const { token } = await keyIn(org, { days: 365 })
  org.world.clock.pass(days(365) - 1)
  expect(await findApiKey(org.ctx, token)).not.toBeNull()
  org.world.clock.pass(1)
  expect(await findApiKey(org.ctx, token)).toBeNull()
  expect((await listApiKeys(org.ctx, await org.asAdmin()))[0]).toMatchObject({ expired: true })
})

test('of two keys at once only one is the hundredth', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const { keyId } = await keyIn(org)
  const { apiKeys } = org.ctx.db.tables
  const [row] = await org.ctx.db.read.select().from(apiKeys)
  if (!row) throw new Error('There is no key.')
  const rows = Array.from({ length: 98 }, (_, n) => ({
    ...{ ...row, id: `${keyId}-${n}` },
    tokenDigest: digest(`${n}`),
  }))
  await org.ctx.db.write((tx) => tx.insert(apiKeys).values(rows))
  const { password } = org.admin
  const made = await Promise.all([ask(org, admin, { password }), ask(org, admin, { password })])
  expect(made.map(codeOf).sort()).toEqual(['api-keys-full', 'ok'])
  granted(made.find(({ ok }) => ok) ?? made[0])
  expect(await listApiKeys(org.ctx, admin)).toHaveLength(100)
})
