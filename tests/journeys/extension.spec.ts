import { readFileSync } from 'node:fs'
import { longName, look } from '../support/browser/appearance'
import { connect, enterPassword, expect, openPopup, test } from '../support/browser/popup'
import { enterCode, heading, scanAndConfirm, signIn } from '../support/browser/steps'
import { wrongFor } from '../support/world/enrollment-codes'
import { Seed } from '../support/world/seed'

/*
 * The browser extension as it is built, in Chromium.
 */

test('sign in with a code, over a closed popup, and sign out', { tag: '@several-servers' }, async ({
  extension,
  server,
  organization,
  alarms,
  page,
  signedIn,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent({ enrolled: true })
  await signedIn(agent)
  const popup = await openPopup(extension, server, agent)
  await expect(heading(popup, 'Enter your authentication code')).toBeVisible()
  await enterCode(popup, await agent.phone.wrongCode())
  await expect(popup.getByText("That code didn't work.")).toBeVisible()
  await popup.close()

  const again = await extension.popup()
  await enterCode(again, await agent.phone.nextCode())
  await expect(heading(again, agent.name)).toBeVisible()
  await expect(again.getByText(`Agent of ${organization.organization}`)).toBeVisible()
  expect(await extension.badge()).toBe('')
  const { origin } = server
  const device = { origin, token: expect.any(String) }
  expect(await extension.onDisk()).toEqual({ server: { origin }, device })

  await page.goto('/profile')
  const listed = page.getByRole('listitem').filter({ hasText: 'Chrome on Linux' })
  await expect(listed).toContainText(/extension/i)
  await again.getByRole('button', { name: 'Sign out' }).click()
  await expect(heading(again, 'Sign in')).toBeVisible()
  await page.reload()
  await expect(listed).toHaveCount(0)
})

test('forced enrollment in the popup, which keeps the recovery codes until they are saved', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent({ required: true })
  const popup = await openPopup(extension, server, agent)
  await expect(heading(popup, 'Set up two-factor authentication')).toBeVisible()
  const key = await popup.getByLabel('Setup key').textContent()
  expect(readFileSync('extension/dist/chrome/LICENSES.txt', 'utf8')).toMatch(
    /^geist [\d.]+\n[\s\S]*^react [\d.]+\n/m,
  )
  // As high as popups get: the QR code and the button are on it together.
  expect(await popup.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(600)
  await popup.reload()
  await expect(popup.getByLabel('Setup key')).toHaveText(key ?? '')
  const phone = await scanAndConfirm(popup)
  await expect(heading(popup, 'Two-factor authentication is on')).toBeVisible()
  const codes = popup.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  const shown = await codes.allTextContents()
  await popup.reload()
  await expect(codes).toHaveText(shown)
  await popup.getByLabel('I have saved my recovery codes').check()
  await popup.getByRole('button', { name: 'Continue' }).click()
  await expect(popup.getByText('Required by your organization')).toBeVisible()

  await popup.getByRole('button', { name: 'Sign out' }).click()
  await enterPassword(popup, agent)
  await popup.getByRole('button', { name: 'Use a recovery code' }).click()
  await popup.getByLabel('Recovery code').fill(shown[0] ?? '')
  await popup.getByRole('button', { name: 'Verify' }).click()
  await expect(popup.getByText('Recovery codes left')).toBeVisible()
  await expect(popup.getByText('9', { exact: true })).toBeVisible()
  expect(phone).toBeDefined()
})

test('codes that were not saved are shown to their owner and to nobody who signs in after them', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const [owner, other] = [await organization.agent({ required: true }), await organization.agent()]
  const popup = await openPopup(extension, server, owner)
  await expect(popup.getByRole('img', { name: 'QR code' })).toBeVisible()
  await scanAndConfirm(popup)
  await expect(popup.getByRole('list', { name: 'Recovery codes' })).toBeVisible()
  await organization.remove(owner)
  await popup.reload()
  await expect(popup.getByText('You were signed out here')).toBeVisible()
  await enterPassword(popup, other)
  await expect(heading(popup, other.name)).toBeVisible()
  await expect(popup.getByRole('list', { name: 'Recovery codes' })).toHaveCount(0)
})

test('a session that is ended on the web is over in the open popup, and the icon says so', async ({
  extension,
  server,
  organization,
  alarms,
  page,
  signedIn,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent()
  await signedIn(agent)
  const popup = await openPopup(extension, server, agent)
  await expect(heading(popup, agent.name)).toBeVisible()

  await page.goto('/profile')
  const listed = page.getByRole('listitem').filter({ hasText: 'Chrome on Linux' })
  await listed.getByRole('button', { name: 'Sign out' }).click()
  await expect(listed).toHaveCount(0)
  await popup.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(popup.getByText('You were signed out here')).toBeVisible()
  expect(await extension.badge()).toBe('!')

  await enterPassword(popup, agent)
  await expect(heading(popup, agent.name)).toBeVisible()
  expect(await extension.badge()).toBe('')
})

test('when the organization starts to require 2FA, the popup asks for it', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent()
  const popup = await openPopup(extension, server, agent)
  await expect(popup.getByText('Off', { exact: true })).toBeVisible()
  await organization.require(agent)
  await popup.reload()
  await expect(popup.getByText('You were signed out here')).toBeVisible()
  await enterPassword(popup, agent)
  await expect(popup.getByRole('img', { name: 'QR code' })).toBeVisible()
})

test('Keep me signed in outlives the browser, and nothing else does', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const admin = await organization.admin({ enrolled: true })
  await organization.agent()
  const popup = await extension.popup()
  await connect(popup, server.origin)
  await popup.getByLabel('Stay signed in after the browser closes').check()
  await enterPassword(popup, admin)
  await enterCode(popup, await admin.phone.nextCode())
  await expect(popup.getByText(/(people have|person has) no two-factor authentication yet/)).toBeVisible()
  await expect(popup.getByRole('link', { name: 'Open Users' })).toHaveAttribute(
    'href',
    `${server.origin}/organization/users?twoFactor=missing`,
  )
  expect(Object.keys(await extension.onDisk()).sort()).toEqual(['device', 'keep', 'refresh', 'server'])

  const restarted = await extension.restart()
  await alarms.watch(restarted.context)
  const kept = await restarted.popup()
  await expect(heading(kept, admin.name)).toBeVisible()
  await kept.getByRole('button', { name: 'Sign out' }).click()
  await expect(heading(kept, 'Sign in')).toBeVisible()
  expect(Object.keys(await restarted.onDisk()).sort()).toEqual(['device', 'server'])

  const agent = await organization.agent()
  await enterPassword(kept, agent)
  await expect(heading(kept, agent.name)).toBeVisible()
  const later = await restarted.restart()
  await alarms.watch(later.context)
  await expect(heading(await later.popup(), 'Sign in')).toBeVisible()
  await later.close()
})

test('every state, looked at', async ({ extension, server, organization, alarms }) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent({ required: true, name: longName })
  const popup = await extension.popup()
  await look(popup, 'server address')
  await connect(popup, server.origin)
  await look(popup, 'sign in')
  await enterPassword(popup, agent)
  await expect(popup.getByRole('img', { name: 'QR code' })).toBeVisible()
  await look(popup, 'enrollment')
  await scanAndConfirm(popup)
  await expect(heading(popup, 'Two-factor authentication is on')).toBeVisible()
  await look(popup, 'recovery codes')
  await popup.getByLabel('I have saved my recovery codes').check()
  await popup.getByRole('button', { name: 'Continue' }).click()
  await expect(popup.getByText('Session ends')).toBeVisible()
  await look(popup, 'account')
  await popup.getByRole('button', { name: 'Sign out' }).click()
  await enterPassword(popup, agent)
  await expect(heading(popup, 'Enter your authentication code')).toBeVisible()
  await look(popup, 'code')
})

test('a page opens from the popup without password and code', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent({ enrolled: true })
  const popup = await openPopup(extension, server, agent)
  await enterCode(popup, await agent.phone.nextCode())
  await expect(heading(popup, agent.name)).toBeVisible()
  const opening = extension.context.waitForEvent('page')
  await popup.getByRole('link', { name: 'Open profile' }).click()
  const tab = await opening
  await expect(heading(tab, `Continue as ${agent.name}`)).toBeVisible()
  await look(tab, 'hand-over')
  await tab.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(tab, 'Profile')).toBeVisible()
  await expect(tab).toHaveURL(`${server.origin}/profile`)
})

test('an enrollment code that the admin reads out, before the QR code', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 40[13]/)
  const agent = await organization.agent()
  const code = await organization.requireByCode(agent)
  const popup = await openPopup(extension, server, agent)
  await expect(heading(popup, 'Ask your admin for the enrollment code')).toBeVisible()
  await look(popup, 'the enrollment code in the popup')
  await popup.getByLabel('Enrollment code').fill(wrongFor(code))
  await popup.getByRole('button', { name: 'Continue' }).click()
  await expect(popup.getByText('That enrollment code is incorrect.', { exact: false })).toBeVisible()
  await popup.getByLabel('Enrollment code').fill(code)
  await popup.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(popup, 'Set up two-factor authentication')).toBeVisible()
})

test('whom a policy will ask by a date reads it in the popup, and is marked on the icon', async ({
  extension,
  newServer,
  anotherBrowser,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const seed = await Seed.open(newServer)
  const [admin, agent] = [await seed.admin({ enrolled: true }), await seed.agent()]
  await seed.group('Drivers', [agent])
  const page = await anotherBrowser({ baseURL: newServer.origin })
  await signIn(page, admin)
  await page.goto('/organization/policy')
  const rule = page.getByRole('form', { name: 'Policy', exact: true })
  await rule.getByRole('radio', { name: 'Groups' }).check()
  await rule.getByRole('checkbox', { name: 'Drivers' }).check()
  await rule.getByRole('radio', { name: 'On a date' }).check()
  const day = new Date(Date.now() + 9 * 86_400_000)
  await rule.getByLabel('Date and time').fill(`${day.toISOString().slice(0, 10)}T12:00`)
  await rule.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('hasn’t set it up yet gets an email with the date.')).toBeVisible()

  const popup = await openPopup(extension, newServer, agent)
  await expect(heading(popup, agent.name)).toBeVisible()
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(day)
  await expect(popup.getByText(`Set up two-factor authentication by ${weekday}`)).toBeVisible()
  await look(popup, 'the popup before the date of a policy')
  await expect.poll(() => extension.badge()).toBe('!')
  await expect(popup.getByRole('link', { name: 'Set up now' })).toHaveAttribute(
    'href',
    `${newServer.origin}/profile`,
  )
  await seed.close()
})
