import { expect, test } from '../support/browser/browser'
import { enterPassword, expectSignedOut, heading, passwordField, signOut } from '../support/browser/steps'

test('somebody sees where they are signed in, and ends one session', async ({
  page,
  organization,
  signedIn,
  signedInElsewhere,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  const mac = await anotherBrowser()
  await signedInElsewhere(agent, mac)
  await signedIn(agent)
  await page.goto('/profile')

  const here = page.getByRole('listitem').filter({ hasText: 'This device' })
  await expect(here).toContainText('Firefox on Linux')
  await expect(here.getByRole('button')).toHaveCount(0)
  const there = page.getByRole('listitem').filter({ hasText: 'Safari on macOS' })
  await expect(there).toContainText(/203\.0\.113\.7 · signed in 1\d min ago/)
  await there.getByRole('button', { name: 'Sign out' }).click()
  await expect(there).toHaveCount(0)
  await expect.soft(page.getByText('Session signed out.', { exact: true })).toBeVisible({ timeout: 5_000 })

  await expectSignedOut(mac)
  await page.reload()
  await expect(here).toBeVisible()
})

test('one session after the other is ended, and each is gone from the page', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  for (let n = 0; n < 3; n++) await signedIn(agent, await anotherBrowser())
  await signedIn(agent)
  await page.goto('/profile')
  const others = page.getByRole('listitem').getByRole('button', { name: 'Sign out' })
  for (const left of [3, 2, 1]) {
    await expect(others).toHaveCount(left)
    await others.first().click()
  }
  await expect(others).toHaveCount(0)
})

test('all other sessions end at once', { tag: '@several-servers' }, async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  const others = [await anotherBrowser(), await anotherBrowser()]
  for (const other of others) {
    await signedIn(agent, other)
    await other.goto('/profile')
    await expect(heading(other, 'Profile')).toBeVisible()
  }
  await signedIn(agent)
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign out everywhere else?' })
  await dialog.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(dialog).toBeHidden()
  await expect.soft(page.getByText('You’re signed out everywhere else.')).toBeVisible({ timeout: 5_000 })

  for (const other of others) await expectSignedOut(other)
  await page.reload()
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0)
})

test('a password that is typed before the page’s script runs is counted once it does', async ({
  page,
  organization,
}) => {
  const { invitation } = await organization.agent({ invited: true })
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(/\.js(\?|$)/, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(invitation, { waitUntil: 'commit' })
  await passwordField(page).fill('too short')
  await expect(page.getByText('9 of 15', { exact: true })).toBeHidden()
  letGo()
  await expect(page.getByText('9 of 15', { exact: true })).toBeVisible()
})

test('a new password replaces the old one and ends what else is signed in', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  const other = await anotherBrowser()
  await signedIn(agent, other)
  await signedIn(agent)
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Change password' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change your password' })
  const current = dialog.getByLabel('Current password', { exact: true })
  const next = dialog.getByLabel('New password', { exact: true })
  const change = dialog.getByRole('button', { name: 'Change password' })

  await current.fill(agent.password)
  await next.fill('too short')
  await expect(dialog.getByText('9 of 15', { exact: true })).toBeVisible()
  await change.click()
  await expect(next).toHaveAccessibleDescription(/^Use at least 15 characters\./)
  await expect(next).toHaveValue('too short')
  await expect(current).toHaveValue('')
  await current.fill('not my password at all')
  await next.fill('nine marble staircases')
  await change.click()
  await expect(current).toHaveAccessibleDescription('The password is incorrect.')
  await current.fill(agent.password)
  await next.fill('nine marble staircases')
  await change.click()
  await expect(page.getByText('Your password was changed.')).toBeVisible()

  await expectSignedOut(other)
  await enterPassword(other, agent)
  await expect(other.getByText('The email or password is incorrect.')).toBeVisible()
  await enterPassword(other, { email: agent.email, password: 'nine marble staircases' })
  await expect(heading(other, 'Profile')).toBeVisible()
})

test('signing out ends the session on the server, whoever kept the cookie', async ({
  page,
  context,
  organization,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  await enterPassword(page, agent)
  await expect(heading(page, 'Profile')).toBeVisible()
  const thief = await anotherBrowser()
  await thief.context().addCookies(await context.cookies())
  await thief.goto('/profile')
  await expect(heading(thief, 'Profile')).toBeVisible()

  await signOut(page)
  await expectSignedOut(page)
  await expectSignedOut(thief)
})
