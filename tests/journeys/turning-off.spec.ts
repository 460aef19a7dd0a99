import { expect, test } from '../support/browser/browser'
import {
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  signIn,
  signOut,
} from '../support/browser/steps'

const question = { name: 'Turn off two-factor authentication?' }

test('turning off takes the password; then the password alone signs in', { tag: '@several-servers' }, async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const elsewhere = await anotherBrowser()
  await signedIn(agent, elsewhere)
  await signIn(page, agent)

  await page.getByRole('button', { name: 'Turn off' }).click()
  const dialog = page.getByRole('dialog', question)
  await passwordField(dialog).fill('not my password at all')
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(passwordField(dialog)).toHaveAccessibleDescription('The password is incorrect.')
  await expect(passwordField(dialog)).toBeFocused()
  await passwordField(dialog).fill(agent.password)
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByText('Two-factor authentication is off.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Enable two-factor authentication' })).toBeVisible()

  await expectSignedOut(elsewhere)
  await signOut(page)
  await enterPassword(page, agent)
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('Cancel and Escape leave it on', async ({ page, organization, signedIn }) => {
  await signedIn(await organization.agent({ enrolled: true }))
  await page.goto('/profile')
  const dialog = page.getByRole('dialog', question)
  const button = page.getByRole('button', { name: 'Turn off' })
  await button.click()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await expect(button).toBeFocused()
  await button.click()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.reload()
  await expect(button).toBeVisible()
})

test('Escape before the scripts have come leaves it on as well', async ({ page, organization, signedIn }) => {
  await signedIn(await organization.agent({ enrolled: true }))
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/profile/turn-off', { waitUntil: 'commit' })
  const dialog = page.getByRole('dialog', question)
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  release()
  await expect(page).toHaveURL(/\/profile$/)
  await expect(page.getByRole('button', { name: 'Turn off' })).toBeFocused()
  await expect(dialog).toBeHidden()
})

test('it is refused when the organization came to require it meanwhile', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await signedIn(agent)
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Turn off' }).click()
  await organization.require(agent, { signOut: false })
  const dialog = page.getByRole('dialog', question)
  await passwordField(dialog).fill(agent.password)
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByText('Required by your organization. Ask an admin to turn it off.')).toBeVisible()
  await page.reload()
  await expect(page.getByText(/^On since \d+ \w+ \d{4}\.$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Turn off' })).toHaveCount(0)
})
