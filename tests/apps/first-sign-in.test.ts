import { expect } from '@playwright/test'
import { beforeAll, describe, test } from 'vitest'
import type { HelpDesk } from '../support/apps/help-desk'
import { enrollHere, expectWiki, shownEcho, shownJson } from '../support/apps/pages'
import type { Shop } from '../support/apps/shop'
import { openTown, type Town } from '../support/apps/town'
import type { Wiki } from '../support/apps/wiki'

const mfa = 'https://refeds.org/profile/mfa'

let town: Town
let wiki: Wiki
let desk: HelpDesk
let shop: Shop

beforeAll(async () => {
  town = await openTown()
  wiki = await town.wiki()
  desk = await town.helpDesk()
  shop = await town.shop()
})

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('someone who must have 2FA and has yet to enroll, %s', (_how, javaScriptEnabled) => {
  test('signs in to an app through openid-client and opens two others without a page', async () => {
    const who = await town.site.seed.agent({ required: true })
    const page = await town.browser(undefined, { javaScriptEnabled })
    await page.goto(`${wiki.origin}/sign-in`)
    await enrollHere(page, who)
    await expectWiki(page)

    const { claims } = wiki.last
    expect(claims).toMatchObject({
      ...{ sub: who.id, name: who.name, email: who.email, email_verified: true },
      ...{ acr: mfa, amr: ['pwd', 'otp', 'mfa'], preferred_username: expect.any(String) },
    })
    expect(Array.isArray(claims.groups)).toBe(true)
    expect(Math.abs(Date.now() / 1000 - (claims.auth_time ?? 0))).toBeLessThan(60)

    await page.goto(`${desk.origin}/tickets?open=1`)
    await expect(page.getByText('"/tickets?open=1"')).toBeVisible()
    const { headers } = await shownEcho(page)
    expect(headers).toMatchObject({
      oidc_claim_sub: who.id,
      oidc_claim_amr: 'pwd,otp,mfa',
      oidc_claim_acr: mfa,
    })
    await page.goto(shop.origin)
    await expect(page.getByText(who.email)).toBeVisible()
    expect(await shownJson(page)).toMatchObject({ sub: who.id, amr: ['pwd', 'otp', 'mfa'], acr: mfa })
  })

  test('signs in to a site behind Apache and lands where they wanted to go', async () => {
    const who = await town.site.seed.agent({ required: true })
    const page = await town.browser(undefined, { javaScriptEnabled })
    await page.goto(`${desk.origin}/tickets?open=2`)
    await enrollHere(page, who)
    await expect(page.getByText('"/tickets?open=2"')).toBeVisible()
    const { headers } = await shownEcho(page)
    expect(headers).toMatchObject({
      oidc_claim_email: who.email,
      oidc_claim_amr: 'pwd,otp,mfa',
      oidc_claim_acr: mfa,
    })
  })
})

test('what an app reads of a person is the same in the ID token, at userinfo and after a refresh', async () => {
  const who = await town.site.seed.agent({ enrolled: true })
  const page = await town.browser(who)
  await page.goto(`${wiki.origin}/sign-in`)
  await expectWiki(page)
  const arrival = wiki.last
  const told = (claims: Record<string, unknown>) =>
    Object.fromEntries(
      [
        'sub',
        'name',
        'email',
        'email_verified',
        'preferred_username',
        'groups',
        'acr',
        'amr',
        'auth_time',
      ].map((name) => [name, claims[name]]),
    )
  const first = told(arrival.claims)
  expect(Object.values(first)).not.toContain(undefined)
  expect(told(await wiki.userinfo())).toEqual(first)
  const refreshed = await wiki.refresh()
  expect(told(refreshed.claims() ?? {})).toEqual(first)
  expect(refreshed.claims()?.sid).toBe(arrival.claims.sid)
  // Confidential clients keep their refresh token: one that got no answer asks again.
  expect(told((await wiki.refresh(arrival.tokens.refresh_token)).claims() ?? {})).toEqual(first)
})
