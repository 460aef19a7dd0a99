import { test } from 'vitest'
import { acceptAddress } from '@/lib/acts/apps/accept-address'
import { addApp } from '@/lib/acts/apps/add'
import { changeConnection } from '@/lib/acts/apps/change'
import { changeSite } from '@/lib/acts/apps/change-site'
import { reactivateApp } from '@/lib/acts/apps/reactivate'
import { removeApp } from '@/lib/acts/apps/remove'
import { renewSecret } from '@/lib/acts/apps/renew-secret'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import { signOutOfApp } from '@/lib/acts/apps/sign-out'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { withdrawFromApp } from '@/lib/acts/apps/withdraw'
import { added, asTyped, groupOf, noted, signedInTo } from '../../support/world/apps'
import { expectNothingWithoutEntry } from '../../support/world/closed-tables'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'

const acts: Record<string, (org: Organization, appId: string) => Promise<() => Promise<unknown>>> = {
  async addApp(org) {
    const admin = await org.asAdmin()
    return () => addApp(org.ctx, admin, asTyped({ name: 'Another' }))
  },
  async changeConnection(org, appId) {
    const admin = await org.asAdmin()
    return () =>
      changeConnection(org.ctx, admin, {
        ...{ appId, name: 'Wiki', address: 'https://wiki.example.com', backchannelUri: null },
        ...{ redirectUris: ['https://wiki.example.com/other'], signedOutUris: [], native: false },
        ...{ client: 'public', pkceRequired: true, signingAlgorithm: 'ES256' },
      })
  },
  async changeSite(org) {
    const { appId } = await added(org, { what: 'site', address: 'https://site.example.com' })
    const admin = await org.asAdmin()
    return () =>
      changeSite(org.ctx, admin, { appId, name: 'Site', address: 'https://new.example.com', openPaths: [] })
  },
  async setAppPeople(org, appId) {
    const group = await groupOf(org, 'Support')
    const admin = await org.asAdmin()
    return () => setAppPeople(org.ctx, admin, { appId, who: 'groups', groups: [group] })
  },
  async setAppTwoFactor(org, appId) {
    const admin = await org.asAdmin()
    return () => setAppTwoFactor(org.ctx, admin, { appId, rule: 'fresh', freshHours: 2 })
  },
  async renewSecret(org, appId) {
    const admin = await org.asAdmin()
    return () => renewSecret(org.ctx, admin, { appId, keepFormer: true })
  },
  async suspendApp(org, appId) {
    const admin = await org.asAdmin()
    return () => suspendApp(org.ctx, admin, { appId })
  },
  async reactivateApp(org, appId) {
    granted(await suspendApp(org.ctx, await org.asAdmin(), { appId }))
    const admin = await org.asAdmin()
    return () => reactivateApp(org.ctx, admin, { appId })
  },
  async removeApp(org, appId) {
    const admin = await org.asAdmin()
    return () => removeApp(org.ctx, admin, { appId })
  },
  async signOutOfApp(org, appId) {
    const admin = await org.asAdmin()
    return () => signOutOfApp(org.ctx, admin, { appId })
  },
  async acceptAddress(org, appId) {
    const asked = 'https://wiki.example.com/cb/'
    const problemId = await noted(org, appId, {
      code: 'redirect-uri-unknown',
      detail: { asked, registered: [] },
    })
    const admin = await org.asAdmin()
    return () => acceptAddress(org.ctx, admin, { appId, problemId })
  },
  async withdrawFromApp(org, appId) {
    const agent = await org.agent()
    const member = await agent.signIn()
    await signedInTo(org, appId, member, { allowed: true })
    return () => withdrawFromApp(org.ctx, member, { appId })
  },
}

test.each(Object.entries(acts))('%s does nothing when its entry cannot be written', async (_, prepare) => {
  const org = await organization()
  const { appId } = await added(org)
  await signedInTo(org, appId, await org.asAdmin())
  await expectNothingWithoutEntry(org.world, await prepare(org, appId))
})
