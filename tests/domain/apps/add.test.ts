import { eq } from 'drizzle-orm'
import { Provider } from 'oidc-provider'
import { expect, test } from 'vitest'
import { addApp, addAppInput } from '@/lib/acts/apps/add'
import { changeSite } from '@/lib/acts/apps/change-site'
import { removeUser } from '@/lib/acts/users/remove'
import { linesOf } from '@/lib/app-addresses'
import { digest } from '@/lib/crypto/token'
import { knownApps } from '@/lib/known-apps/catalogue'
import type { App } from '@/lib/records/apps/app'
import { added, appRow, asTyped } from '../../support/world/apps'
import { foreigners } from '../../support/world/foreigners'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

test('an app has an id and a secret that need no encoding, and of the secret the digest alone is kept', async () => {
  const org = await organization()
  const { appId, secret } = await added(org)
  expect(appId).toMatch(/^[A-Za-z0-9_-]{16}$/)
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
  const row = await appRow(org, appId)
  expect(row.secretDigest?.equals(digest(secret ?? ''))).toBe(true)
  expect(JSON.stringify(await auditTrail(org.ctx, org.id))).not.toContain(secret)
})

test('everyone may use a new app, PKCE is required, and the log says who added it', async () => {
  const org = await organization()
  const { appId } = await added(org, { name: 'Wiki' })
  expect(await appRow(org, appId)).toMatchObject({
    ...{ forEveryone: true, twoFactor: 'person', pkceRequired: true, client: 'confidential', native: false },
    redirectUris: 'https://wiki.example.com/cb',
  })
  const entry = (await auditTrail(org.ctx, org.id)).at(-1)
  expect(entry).toMatchObject({
    event: 'app.added',
    actor: { kind: 'user', name: org.admin.name },
    detail: { app: 'Wiki', address: 'https://wiki.example.com' },
  })
})

test('an app that can keep no secret gets none', async () => {
  const org = await organization()
  const { appId, secret } = await added(org, {
    ...{ publicClient: true, redirectUris: 'com.example.wiki:/cb\nhttp://127.0.0.1/cb' },
  })
  expect(secret).toBeNull()
  expect(await appRow(org, appId)).toMatchObject({ client: 'public', native: true, secretDigest: null })
})

test('two sites behind a proxy cannot have one host, whatever their organizations', async () => {
  const org = await organization()
  const { appId, secret } = await added(org, {
    what: 'site',
    address: 'https://Files.example.com:8443/start',
  })
  expect(secret).toBeNull()
  expect(await appRow(org, appId)).toMatchObject({ kind: 'proxy', host: 'files.example.com:8443' })
  const again = asTyped({ what: 'site', address: 'https://files.example.com:8443' })
  expect(codeOf(await addApp(org.ctx, await org.asAdmin(), again))).toBe('site-already-here')
  const beside = asTyped({ what: 'site', address: 'https://files.example.com' })
  expect(codeOf(await addApp(org.ctx, await org.asAdmin(), beside))).toBe('ok')
  const { apps } = org.ctx.db.tables
  const { id: organizationId } = await foreigners(org.ctx)
  await org.ctx.db.write((tx) => tx.update(apps).set({ organizationId }).where(eq(apps.id, appId)))
  expect(codeOf(await addApp(org.ctx, await org.asAdmin(), again))).toBe('site-unavailable')
})

test('a site is not at the host of this server itself, whose pages would lead to themselves', async () => {
  const org = await organization()
  const ctx = { ...org.ctx, appHost: 'id.example.com' }
  const admin = await org.asAdmin()
  const here = asTyped({ what: 'site', address: 'https://id.example.com/' })
  expect(codeOf(await addApp(ctx, admin, here))).toBe('site-is-this-server')
  const { appId } = await added(org, { what: 'site', address: 'https://site.example.com' })
  const moved = { appId, name: 'Site', address: here.address, openPaths: [] }
  expect(codeOf(await changeSite(ctx, admin, moved))).toBe('site-is-this-server')
  const otherPort = asTyped({ what: 'site', address: 'https://id.example.com:8443' })
  expect(codeOf(await addApp(ctx, admin, otherPort))).toBe('ok')
})

test('of eight admins who add one site at once, one does', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const input = asTyped({ what: 'site', address: 'https://files.example.com' })
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => addApp(org.ctx, admin, input)))
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
})

test('someone who is no admin any more adds nothing', async () => {
  const org = await organization()
  const other = await org.anotherAdmin()
  const stale = await other.signInAsAdmin()
  granted(await removeUser(org.ctx, await org.asAdmin(), { userId: other.id }))
  expect(codeOf(await addApp(org.ctx, stale, asTyped()))).toBe('session-over')
})

test('an app needs an address to return to', async () => {
  const org = await organization()
  const input = asTyped({ redirectUris: ' \n ' })
  expect(codeOf(await addApp(org.ctx, await org.asAdmin(), input))).toBe('redirect-address-missing')
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'wiki.example.com',
  'https://',
  'https://a;b.example.com',
  'ftp://x.example.com',
  'https://$host/',
  'https://u:p@wiki.example.com',
])('%s is no address of an app', (address) => {
  const parsed = addAppInput.safeParse({ what: 'other', name: 'Wiki', address, redirectUris: '' })
  expect(parsed.success).toBe(false)
})

/** What the provider is told of an app. */
const metadataOf = (app: App) => ({
  ...{ client_id: app.id, client_name: app.name, application_type: app.native ? 'native' : 'web' },
  redirect_uris: linesOf(app.redirectUris),
  post_logout_redirect_uris: linesOf(app.signedOutUris),
  ...(app.backchannelUri && { backchannel_logout_uri: app.backchannelUri }),
  ...(app.client === 'public'
    ? { token_endpoint_auth_method: 'none' }
    : { token_endpoint_auth_method: 'client_secret_basic', client_secret: 'x'.repeat(43) }),
  ...{ grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
  id_token_signed_response_alg: app.signingAlgorithm,
})

test.each(knownApps.map((app) => [app.name, app] as const))(
  '%s is registered as the provider takes it, and every line of it is filled in',
  async (_, known) => {
    const org = await organization()
    const { appId, secret } = await added(org, {
      ...{ what: known.id, name: known.name, address: known.example },
      redirectUris: known.returnsTo ? '' : `${known.example}/login/8a6c/callback`,
    })
    const provider = new Provider('https://id.example.com', {
      clients: [metadataOf(await appRow(org, appId)) as never],
      features: { backchannelLogout: { enabled: true } },
    })
    expect(await provider.Client.find(appId)).toBeTruthy()
    const filled = { issuer: 'https://id.example.com', clientId: appId, secret: secret ?? '', random: 'r' }
    const lines = known.lines({ ...filled, address: known.example })
    const text = lines.map(({ value }) => value).join('\n')
    expect(text).toContain(appId)
    expect(text).toContain('https://id.example.com')
    expect(text.includes('undefined')).toBe(false)
    expect(known.client === 'public' || text.includes(secret ?? '')).toBe(true)
  },
)
