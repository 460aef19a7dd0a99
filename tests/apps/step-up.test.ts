import { expect, type Page } from '@playwright/test'
import { beforeAll, test } from 'vitest'
import type { HelpDesk } from '../support/apps/help-desk'
import { expectWiki, shownEcho, signInHere } from '../support/apps/pages'
import { openTown, type Town } from '../support/apps/town'
import type { Wiki } from '../support/apps/wiki'
import { heading, passwordField, saveRecoveryCodes, scanAndConfirm } from '../support/browser/steps'

const mfa = 'https://refeds.org/profile/mfa'
const sfa = 'https://refeds.org/profile/sfa'

let town: Town
let wiki: Wiki
let desk: HelpDesk

beforeAll(async () => {
  town = await openTown()
  wiki = await town.wiki()
  desk = await town.helpDesk()
})

const amrAtDesk = async (page: Page) => (await shownEcho(page)).headers.oidc_claim_amr

test('mod_auth_openidc asks for a second factor on one path: a session without one steps up', async () => {
  const who = await town.site.seed.agent({ enrolled: true })
  const page = await town.browser()
  await town.signInWith(page, await town.site.openSession(who))
  await page.goto(`${desk.origin}/tickets`)
  expect(await amrAtDesk(page)).toBe('pwd')
  await page.goto(`${desk.origin}/mfa/keys?a=b`)
  await signInHere(page, who)
  await expect(page.getByText('"/mfa/keys?a=b"')).toBeVisible()
  expect(await amrAtDesk(page)).toBe('pwd,otp,mfa')
  // And what was open before is still the same person's.
  await page.goto(`${desk.origin}/tickets`)
  expect(await amrAtDesk(page)).toBe('pwd,otp,mfa')
})

test('someone without an authenticator enrolls on the way to such a path', async () => {
  const who = await town.site.seed.agent()
  const page = await town.browser(who)
  await page.goto(`${desk.origin}/tickets`)
  expect(await amrAtDesk(page)).toBe('pwd')
  await page.goto(`${desk.origin}/mfa/keys`)
  await page.getByRole('link', { name: 'Set up two-factor authentication' }).click()
  await passwordField(page).fill(who.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)
  await expect(page.getByText('"/mfa/keys"')).toBeVisible()
  expect(await amrAtDesk(page)).toContain('mfa')
})

test('prompt=login asks again, and max_age only when the sign-in is older', async () => {
  const who = await town.site.seed.agent({ enrolled: true })
  // A quarter of an hour ago.
  const page = await town.browser(who)
  await page.goto(`${wiki.origin}/sign-in?max_age=3600`)
  await expectWiki(page)
  const before = wiki.last.claims.auth_time ?? 0
  await page.goto(`${wiki.origin}/sign-in?max_age=60`)
  await signInHere(page, who)
  await expectWiki(page)
  const between = wiki.last.claims.auth_time ?? 0
  expect(between - before).toBeGreaterThan(600)
  // A sign-in in the second in which a request began counts as one because of it.
  await expect.poll(() => Math.floor(Date.now() / 1000)).toBeGreaterThan(between)
  await page.goto(`${wiki.origin}/sign-in?prompt=login`)
  await signInHere(page, who)
  await expectWiki(page)
  expect(wiki.last.claims.auth_time).toBeGreaterThanOrEqual(between)
  expect(wiki.last.claims.acr).toBe(mfa)
})

test('prompt=none never shows a page: it says what is missing', async () => {
  const who = await town.site.seed.agent()
  const page = await town.browser()
  const answerTo = async (query: string) => {
    const n = wiki.errors.length
    await page.goto(`${wiki.origin}/sign-in?prompt=none${query}`)
    await expect(heading(page, /wiki/)).toBeVisible()
    return wiki.errors[n] ?? 'arrived'
  }
  expect(await answerTo('')).toBe('login_required')
  await town.signInWith(page, await town.site.seed.openSession(who))
  expect(await answerTo('')).toBe('arrived')
  expect(wiki.last.claims.acr).toBe(sfa)
  const essential = JSON.stringify({ id_token: { acr: { essential: true, values: [mfa] } } })
  expect(await answerTo(`&claims=${encodeURIComponent(essential)}`)).toMatch(
    /^(unmet_authentication_requirements|login_required)$/,
  )
  expect(await answerTo('&max_age=60')).toBe('login_required')
})

test('an acr that is essential and cannot be had is an error, not a loop', async () => {
  const page = await town.browser(await town.site.seed.agent({ enrolled: true }))
  const claims = JSON.stringify({ id_token: { acr: { essential: true, values: ['urn:nobody:has:this'] } } })
  await page.goto(`${wiki.origin}/sign-in?claims=${encodeURIComponent(claims)}`)
  await expect(heading(page, 'The wiki could not sign you in')).toBeVisible()
  expect(wiki.errors.at(-1)).toBe('unmet_authentication_requirements')
})

test('an app that always requires 2FA is told so with prompt=none, and has it asked for without', async () => {
  const safe = await town.wiki({ name: 'Safe', twoFactor: 'always' })
  const who = await town.site.seed.agent({ enrolled: true })
  const page = await town.browser()
  await town.signInWith(page, await town.site.openSession(who))
  await page.goto(`${safe.origin}/sign-in?prompt=none`)
  await expect(heading(page, 'The wiki could not sign you in')).toBeVisible()
  expect(safe.errors).toEqual(['unmet_authentication_requirements'])
  await page.goto(`${safe.origin}/sign-in`)
  await signInHere(page, who)
  await expectWiki(page)
  expect(safe.last.claims.amr).toEqual(['pwd', 'otp', 'mfa'])
})
