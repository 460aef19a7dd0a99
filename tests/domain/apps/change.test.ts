import { expect, test } from 'vitest'
import { changeConnection } from '@/lib/acts/apps/change'
import { changeSite } from '@/lib/acts/apps/change-site'
import { renewSecret } from '@/lib/acts/apps/renew-secret'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import { digest } from '@/lib/crypto/token'
import { factsInWords } from '@/lib/messages/audit/facts'
import { added, appRow, groupOf, heldBy, signedInTo } from '../../support/world/apps'
import { foreigners } from '../../support/world/foreigners'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

type Wiki = Parameters<typeof changeConnection>[2]

const wiki: Omit<Wiki, 'appId'> = {
  ...{ name: 'Wiki', address: 'https://wiki.example.com', redirectUris: ['https://wiki.example.com/cb'] },
  ...{ signedOutUris: [], backchannelUri: null, native: false, pkceRequired: true },
  client: 'confidential',
  signingAlgorithm: 'RS256',
}

const saved = async (org: Organization, appId: string, changes: Partial<Wiki>) =>
  changeConnection(org.ctx, await org.asAdmin(), { ...wiki, appId, ...changes })

const lastEntry = async (org: Organization) => (await auditTrail(org.ctx, org.id)).at(-1)

test('what is saved stands, and the log names what was changed', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const redirectUris = ['https://wiki.example.com/a', 'https://wiki.example.com/b']
  granted(await saved(org, appId, { redirectUris, pkceRequired: false, signingAlgorithm: 'ES256' }))
  expect(await appRow(org, appId)).toMatchObject({
    ...{ redirectUris: redirectUris.join('\n'), pkceRequired: false, signingAlgorithm: 'ES256' },
  })
  const entry = await lastEntry(org)
  expect(entry?.event).toBe('app.changed')
  expect(factsInWords(entry?.detail ?? {})).toEqual([
    'App: Wiki',
    'Changed: redirect addresses, PKCE, signing algorithm',
  ])
})

test('what is so already changes and records nothing', async () => {
  const org = await organization()
  const { appId, secret } = await added(org)
  const before = (await auditTrail(org.ctx, org.id)).length
  granted(await saved(org, appId, {}))
  granted(await setAppPeople(org.ctx, await org.asAdmin(), { appId, who: 'everyone', groups: [] }))
  granted(await setAppTwoFactor(org.ctx, await org.asAdmin(), { appId, rule: 'person', freshHours: null }))
  expect((await auditTrail(org.ctx, org.id)).length).toBe(before)
  expect((await appRow(org, appId)).secretDigest?.equals(digest(secret ?? ''))).toBe(true)
})

test('an app made public loses its secrets and must use PKCE; made confidential again it gets a new one', async () => {
  const org = await organization()
  const { appId, secret } = await added(org)
  granted(await renewSecret(org.ctx, await org.asAdmin(), { appId, keepFormer: true }))
  expect(granted(await saved(org, appId, { client: 'public', pkceRequired: false })).secret).toBeNull()
  expect(await appRow(org, appId)).toMatchObject({
    ...{ secretDigest: null, formerSecretDigest: null, formerSecretUntil: null, pkceRequired: true },
  })
  const fresh = granted(await saved(org, appId, {})).secret ?? ''
  expect(fresh).not.toBe(secret)
  expect((await appRow(org, appId)).secretDigest?.equals(digest(fresh))).toBe(true)
})

test('no bad address is saved, even past the form', async () => {
  const org = await organization()
  const { appId } = await added(org)
  for (const uri of ['javascript:alert(1)', 'app.example:/cb'])
    expect(codeOf(await saved(org, appId, { redirectUris: [uri] }))).toBe('redirect-address-refused')
  expect(codeOf(await saved(org, appId, { signedOutUris: ['data:,x'] }))).toBe('redirect-address-refused')
  expect(codeOf(await saved(org, appId, { redirectUris: [] }))).toBe('redirect-address-missing')
})

test('a new secret ends the old one now, or lets it work for 24 hours', async () => {
  const org = await organization()
  const { appId, secret } = await added(org)
  const kept = granted(await renewSecret(org.ctx, await org.asAdmin(), { appId, keepFormer: true }))
  const now = org.world.clock.now().getTime()
  const row = await appRow(org, appId)
  expect(row.secretDigest?.equals(digest(kept.secret))).toBe(true)
  expect(row.formerSecretDigest?.equals(digest(secret ?? ''))).toBe(true)
  expect((row.formerSecretUntil?.getTime() ?? 0) - now).toBeGreaterThan(23.9 * 3_600_000)
  granted(await renewSecret(org.ctx, await org.asAdmin(), { appId, keepFormer: false }))
  expect(await appRow(org, appId)).toMatchObject({ formerSecretDigest: null, formerSecretUntil: null })
})

test('a site has no secret, and what is for one kind of app is not for the other', async () => {
  const org = await organization()
  const site = await added(org, { what: 'site', address: 'https://files.example.com' })
  const app = await added(org)
  const admin = await org.asAdmin()
  expect(codeOf(await renewSecret(org.ctx, admin, { appId: site.appId, keepFormer: false }))).toBe(
    'app-unknown',
  )
  expect(codeOf(await saved(org, site.appId, {}))).toBe('app-unknown')
  const input = { name: 'X', address: 'https://x.example.com', openPaths: [] }
  expect(codeOf(await changeSite(org.ctx, admin, { appId: app.appId, ...input }))).toBe('app-unknown')
})

test('a site that moves to another host lets nobody through who was let through to the old one', async () => {
  const org = await organization()
  const { appId } = await added(org, { what: 'site', name: 'Files', address: 'https://files.example.com' })
  await added(org, { what: 'site', name: 'Other', address: 'https://other.example.com' })
  const admin = await org.asAdmin()
  await signedInTo(org, appId, admin)
  const input = { appId, name: 'Files', openPaths: ['/health'] }
  granted(await changeSite(org.ctx, admin, { ...input, address: 'https://files.example.com/start' }))
  expect((await heldBy(org, appId)).gates).toBe(1)
  expect(codeOf(await changeSite(org.ctx, admin, { ...input, address: 'https://other.example.com' }))).toBe(
    'site-already-here',
  )
  granted(await changeSite(org.ctx, admin, { ...input, address: 'https://new.example.com' }))
  expect(await heldBy(org, appId)).toMatchObject({ gates: 0, tickets: 0 })
  expect((await appRow(org, appId)).host).toBe('new.example.com')
})

test('an app is for the people of some groups, and the log names them', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const [support, sales] = [await groupOf(org, 'Support'), await groupOf(org, 'Sales')]
  const admin = await org.asAdmin()
  granted(await setAppPeople(org.ctx, admin, { appId, who: 'groups', groups: [support, sales, support] }))
  expect((await appRow(org, appId)).forEveryone).toBe(false)
  expect(factsInWords((await lastEntry(org))?.detail ?? {})).toContain('May use it: Sales, Support')
  granted(await setAppPeople(org.ctx, admin, { appId, who: 'groups', groups: [sales] }))
  const { appGroups } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(appGroups)).toEqual([{ appId, groupId: sales }])
  granted(await setAppPeople(org.ctx, admin, { appId, who: 'everyone', groups: [] }))
  expect(await org.ctx.db.read.select().from(appGroups)).toEqual([])
})

test('a group of another organization is none, and groups without a group are not saved', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const { id } = await foreigners(org.ctx)
  const { groups } = org.ctx.db.tables
  await org.ctx.db.write((tx) =>
    tx.insert(groups).values({
      ...{ id: 'theirs', organizationId: id, name: 'Theirs', sortName: 'theirs', createdAt: org.ctx.now() },
    }),
  )
  const admin = await org.asAdmin()
  const toGroups = (...groups: string[]) => setAppPeople(org.ctx, admin, { appId, who: 'groups', groups })
  expect(codeOf(await toGroups('theirs'))).toBe('group-unknown')
  expect(codeOf(await toGroups('nobody'))).toBe('group-unknown')
  expect(codeOf(await toGroups())).toBe('group-missing')
  expect((await appRow(org, appId)).forEveryone).toBe(true)
})

test('two-factor authentication is demanded always, and not older than some hours', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const admin = await org.asAdmin()
  const set = (rule: 'person' | 'always' | 'fresh', freshHours: number | null = null) =>
    setAppTwoFactor(org.ctx, admin, { appId, rule, freshHours })
  granted(await set('fresh', 4))
  expect(await appRow(org, appId)).toMatchObject({ twoFactor: 'always', freshHours: 4 })
  expect(factsInWords((await lastEntry(org))?.detail ?? {})).toEqual([
    ...['App: Wiki', 'Changed: two-factor authentication'],
    ...['Two-factor authentication: always, and recent', 'Not older than 4 hours'],
  ])
  granted(await set('always', 4))
  expect(await appRow(org, appId)).toMatchObject({ twoFactor: 'always', freshHours: null })
  expect(codeOf(await set('fresh'))).toBe('hours-missing')
})
