import { beforeAll, expect, test } from 'vitest'
import { RelyingParty } from '../support/server/relying-party'
import { openSite, type Site } from '../support/server/site'

let site: Site
beforeAll(async () => {
  site = await openSite()
})

test('an app signs someone in who is signed in here, and is told who they are and how they signed in', async () => {
  const wiki = await RelyingParty.of(site)
  const ben = await site.seed.agent({ enrolled: true })
  const visitor = await site.signedIn(ben)
  const { claims, tokens } = await wiki.enter(visitor)
  expect(claims).toMatchObject({
    sub: ben.id,
    name: ben.name,
    email: ben.email,
    email_verified: true,
    groups: [],
  })
  expect(claims.amr).toEqual(['pwd'])
  const told = await wiki.userinfo(tokens.access_token, ben)
  for (const name of ['name', 'email', 'email_verified', 'groups', 'amr', 'acr', 'auth_time', 'sid'])
    expect(told[name], name).toEqual(claims[name])
  const refreshed = await wiki.refresh(tokens.refresh_token ?? '')
  for (const name of ['name', 'email', 'groups', 'amr', 'acr', 'auth_time', 'sid'])
    expect(refreshed.claims()?.[name], name).toEqual(claims[name])
})
