import { test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { acceptAddress } from '@/lib/acts/apps/accept-address'
import { addApp } from '@/lib/acts/apps/add'
import { changeConnection } from '@/lib/acts/apps/change'
import { changeSite } from '@/lib/acts/apps/change-site'
import { reactivateApp } from '@/lib/acts/apps/reactivate'
import { removeApp } from '@/lib/acts/apps/remove'
import { removeAppIcon } from '@/lib/acts/apps/remove-icon'
import { renewSecret } from '@/lib/acts/apps/renew-secret'
import { setAppIcon } from '@/lib/acts/apps/set-icon'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import { signOutOfApp } from '@/lib/acts/apps/sign-out'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { withdrawFromApp } from '@/lib/acts/apps/withdraw'
import { enterSite } from '@/lib/acts/gates/enter'
import { openGate } from '@/lib/acts/gates/open'
import { rotateSigningKeys } from '@/lib/acts/keys/rotate-signing'
import { keepRow } from '@/lib/acts/oidc/keep'
import { signOutByApp } from '@/lib/acts/oidc/sign-out'
import { replaceSession } from '@/lib/acts/sessions/sign-out'
import { digest } from '@/lib/crypto/token'
import { findSignIn } from '@/lib/queries/sessions/find'
import { keepSigningKeys } from '@/lib/records/oidc/turn-keys'
import { added, asTyped, groupOf, noted, signedInTo } from '../../support/world/apps'
import { type Act, expectNothingWithoutEntry } from '../../support/world/closed-tables'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'

type Scene = { org: Organization; appId: string; admin: Awaited<ReturnType<Organization['asAdmin']>> }

const returnsTo = 'https://wiki.example.com/cb'
const connection = {
  ...{ name: 'Renamed', address: 'https://wiki.example.com', redirectUris: [returnsTo], signedOutUris: [] },
  ...{ backchannelUri: null, native: false, pkceRequired: true },
  client: 'confidential' as const,
  signingAlgorithm: 'RS256' as const,
}

const iconFile = new File(['<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'], 'icon.svg')

/** What admins do with an app, and what apps and people do by it. */
const acts: Record<string, (scene: Scene) => Act | Promise<Act>> = {
  addApp:
    ({ org, admin }) =>
    () =>
      addApp(org.ctx, admin, asTyped({ name: 'Chat' })),
  changeConnection:
    ({ org, admin, appId }) =>
    () =>
      changeConnection(org.ctx, admin, { appId, ...connection }),
  async changeSite({ org, admin }) {
    const site = { address: 'https://site.example.com' }
    const { appId } = await added(org, { what: 'site', ...site })
    return () => changeSite(org.ctx, admin, { appId, name: 'Renamed', ...site, openPaths: [] })
  },
  async acceptAddress({ org, admin, appId }) {
    const detail = { asked: `${returnsTo}/`, registered: [returnsTo] }
    const problemId = await noted(org, appId, { code: 'redirect-uri-unknown', detail })
    return () => acceptAddress(org.ctx, admin, { appId, problemId })
  },
  renewSecret:
    ({ org, admin, appId }) =>
    () =>
      renewSecret(org.ctx, admin, { appId, keepFormer: true }),
  async setAppPeople({ org, admin, appId }) {
    const group = await groupOf(org, 'Support')
    return () => setAppPeople(org.ctx, admin, { appId, who: 'groups', groups: [group] })
  },
  setAppTwoFactor:
    ({ org, admin, appId }) =>
    () =>
      setAppTwoFactor(org.ctx, admin, { appId, rule: 'always', freshHours: null }),
  setAppIcon:
    ({ org, admin, appId }) =>
    () =>
      setAppIcon(org.ctx, admin, { appId, icon: iconFile }),
  async removeAppIcon({ org, admin, appId }) {
    granted(await setAppIcon(org.ctx, admin, { appId, icon: iconFile }))
    return () => removeAppIcon(org.ctx, admin, { appId })
  },
  suspendApp:
    ({ org, admin, appId }) =>
    () =>
      suspendApp(org.ctx, admin, { appId }),
  async reactivateApp({ org, admin, appId }) {
    granted(await suspendApp(org.ctx, admin, { appId }))
    return () => reactivateApp(org.ctx, admin, { appId })
  },
  async signOutOfApp({ org, admin, appId }) {
    await signedInTo(org, appId, await (await org.agent()).signIn())
    return () => signOutOfApp(org.ctx, admin, { appId })
  },
  removeApp:
    ({ org, admin, appId }) =>
    () =>
      removeApp(org.ctx, admin, { appId }),
  async withdrawFromApp({ org, appId }) {
    const member = await (await org.agent()).signIn()
    await signedInTo(org, appId, member, { allowed: true })
    return () => withdrawFromApp(org.ctx, member, { appId })
  },
  async rotateSigningKeys({ org }) {
    await keepSigningKeys(org.ctx)
    return () => rotateSigningKeys(org.ctx, mintConsole('root'))
  },
  async keepRow({ org, appId }) {
    const { userId, sessionId } = await (await org.agent()).signIn()
    const payload = { accountId: userId, clientId: appId, openid: { scope: 'openid' } }
    const grant = { model: 'Grant', id: 'grant', payload, lasts: 60 } as const
    const opening = { providerSession: 'session', sid: 'sid' }
    return () => keepRow(org.ctx, grant, { userId, sessionId }, opening)
  },
  async signOutByApp({ org }) {
    const { token } = await (await org.agent()).openSession()
    const signIn = await findSignIn(org.ctx, token)
    if (!signIn) throw new Error('This session is dead.')
    return () => signOutByApp(org.ctx, signIn)
  },
  async enterSite({ org }) {
    await added(org, { what: 'site', address: 'https://site.example.com' })
    const member = await (await org.agent()).signIn()
    const nonce = digest('mark').toString('base64url')
    const opened = granted(await openGate(org.ctx, member, { host: 'site.example.com', nonce }))
    const ticket = opened.step === 'enter' ? opened.ticket : ''
    return () => enterSite(org.ctx, { ticket, host: 'site.example.com', nonceDigest: nonce })
  },
  async replaceSession({ org }) {
    const agent = await org.agent()
    const [before, after] = [await agent.signIn(), await agent.signIn()]
    return () => replaceSession(org.ctx, before, after)
  },
}

test.each(Object.entries(acts))('%s does nothing when its entry cannot be written', async (_, prepare) => {
  const org = await organization()
  const { appId } = await added(org)
  const admin = await org.asAdmin()
  await expectNothingWithoutEntry(org.world, await prepare({ org, appId, admin }))
})
