import { expect, test } from '../support/browser/browser'
import { enterPassword, heading } from '../support/browser/steps'

test('an agent who lost the phone asks an admin, who finds the request and resets', async ({
  page,
  organization,
  postbox,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ enrolled: true })
  // Of many admins the page names ten, by the alphabet.
  const admin = await organization.admin({ name: 'Aada Aalto' })
  const theirs = await anotherBrowser()
  await enterPassword(theirs, agent)
  // The page before has a link of that name too.
  await expect(heading(theirs, 'Enter your authentication code')).toBeVisible()
  await theirs.getByRole('link', { name: 'Lost your authenticator?' }).click()
  await expect(heading(theirs, 'Ask your admin').first()).toBeVisible()
  await expect(theirs.getByRole('listitem').filter({ hasText: admin.name })).toBeVisible()
  await theirs.getByRole('button', { name: 'Send request' }).click()
  await expect(theirs.getByText('Request sent.')).toBeVisible()
  await theirs.getByRole('button', { name: 'Send request' }).click()
  await expect(theirs.getByText('Too many attempts. Try again in')).toBeVisible()

  const { path } = await postbox.next(admin.email, `${agent.name} can't sign in and asks for help`)
  await signedIn(admin)
  await page.goto(path)
  await expect(page.getByText(`${agent.name} asked for help with signing in`)).toBeVisible()
  await page.getByRole('button', { name: 'Reset two-factor authentication' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reset two-factor authentication?' })
  await dialog.getByRole('button', { name: 'Reset' }).click()
  await expect(page.getByText('Two-factor authentication was reset.')).toBeVisible()
  await expect(page.getByText('asked for help with signing in')).toHaveCount(0)

  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Profile')).toBeVisible()
})
