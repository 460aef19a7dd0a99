import { beforeAll, expect, test } from 'vitest'
import type { ChallengeProof } from '@/db/tables/sign-in'
import { authenticationContext } from '@/lib/authentication-context'
import { openSession } from '@/lib/records/sessions/session'
import { RelyingParty } from '../support/server/relying-party'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'

const mfa = 'https://refeds.org/profile/mfa'

let site: Site
beforeAll(async () => {
  site = await openSite()
})

/** Someone's browser, signed in like this. */
async function signedInBy({ id, role }: Resident, proof: ChallengeProof) {
  const ctx = site.ctx()
  const { token } = await ctx.db.write((tx) =>
    openSession(tx, ctx, { id, role }, 'web', undefined, { proof }),
  )
  return site.visitor({ session: token })
}

const essential = (...values: string[]) => ({
  claims: JSON.stringify({ id_token: { acr: { essential: true, values } } }),
})

test('what an app is told of a passkey: no more than is known of it, and phr only where it is asked for', () => {
  const told = (proof: ChallengeProof, asked?: string[]) => authenticationContext(proof, asked)
  expect(told('passkey')).toEqual({ acr: mfa, amr: ['pwd', 'pop', 'user', 'mfa'] })
  expect(told('synced-passkey')).toEqual({ acr: mfa, amr: ['pwd', 'swk', 'user', 'mfa'] })
  expect(told('passkey-alone')).toEqual({ acr: mfa, amr: ['pop', 'user', 'mfa'] })
  expect(told('synced-passkey-alone')).toEqual({ acr: mfa, amr: ['swk', 'user', 'mfa'] })
  expect(told('passkey', ['phr']).acr).toBe('phr')
  expect(told('passkey', ['phrh']).acr).toBe(mfa)
  for (const proof of ['code', 'enrollment', 'recovery-code'] as const)
    expect(told(proof, ['phr'])).toEqual(told(proof))
})

test('an app that asks for phr gets it in the ID token, at userinfo and after a refresh; another one does not', async () => {
  const [wiki, shop] = [await RelyingParty.of(site), await RelyingParty.of(site, { name: 'Shop' })]
  const who = await site.seed.agent({ enrolled: true })
  const visitor = await signedInBy(who, 'synced-passkey-alone')
  const amr = ['swk', 'user', 'mfa']
  const { claims, tokens } = await wiki.enter(visitor, { acr_values: 'phr' })
  expect(claims).toMatchObject({ acr: 'phr', amr })
  expect(await wiki.userinfo(tokens.access_token, who)).toMatchObject({ acr: 'phr', amr })
  expect((await wiki.refresh(tokens.refresh_token ?? '')).claims()).toMatchObject({ acr: 'phr', amr })
  expect((await shop.enter(visitor)).claims).toMatchObject({ acr: mfa, amr })
  expect((await shop.enter(visitor, essential('phr'))).claims).toMatchObject({ acr: 'phr', amr })
  expect((await wiki.enter(visitor, { acr_values: mfa })).claims).toMatchObject({ acr: mfa, amr })
})

test('phrh is promised nowhere and answered to no one', async () => {
  const wiki = await RelyingParty.of(site)
  expect(wiki.config.serverMetadata().acr_values_supported).toEqual(['phr', mfa, expect.any(String)])
  const visitor = await signedInBy(await site.seed.agent({ enrolled: true }), 'passkey')
  const { url } = await wiki.begin(essential('phrh'))
  const at = await wiki.follow(visitor, url)
  expect(at.searchParams.get('error')).toBe('unmet_authentication_requirements')
  expect((await wiki.enter(visitor, { acr_values: 'phrh' })).claims.acr).toBe(mfa)
})

test('a code is no phr: an app that asks is answered what there was, one that insists is refused', async () => {
  const wiki = await RelyingParty.of(site)
  const visitor = await signedInBy(await site.seed.agent({ enrolled: true }), 'code')
  expect((await wiki.enter(visitor, { acr_values: 'phr' })).claims).toMatchObject({
    ...{ acr: mfa, amr: ['pwd', 'otp', 'mfa'] },
  })
  const { url } = await wiki.begin(essential('phr'))
  const at = await wiki.follow(visitor, url)
  expect(at.searchParams.get('error')).toBe('unmet_authentication_requirements')
})
