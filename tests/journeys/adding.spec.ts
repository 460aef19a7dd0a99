import { expect, test } from '../support/browser/browser'
import {
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
  signOut,
} from '../support/browser/steps'

test('an admin adds somebody with Enable 2FA, who joins by the QR code and cannot turn it off', {
  tag: '@several-servers',
}, async ({ page, organization, signedIn, anotherBrowser }) => {
  await signedIn(await organization.admin())
  await page.goto('/organization/users')
  await page.getByRole('link', { name: 'Add user' }).click()
  await expect(heading(page, 'Add user')).toBeVisible()
  await page.getByLabel('Full name').fill('Zoe Lindqvist')
  await page.getByLabel('Email').fill('zoe@example.com')
  await expect(page.getByLabel('Role')).toHaveValue('agent')
  await page.getByRole('switch', { name: 'Enable 2FA' }).check()
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(heading(page, 'Zoe Lindqvist')).toBeVisible()
  // One message, with what there is to do.
  await expect(page.getByRole('status').filter({ hasText: /\S/ })).toHaveText([
    'Zoe Lindqvist was added. Share the invitation link; it works once and expires in 72 hours.',
  ])
  await expect(page.getByText('This link works on this computer only.')).toBeVisible()
  const link = await page.getByLabel('Invitation link').inputValue()

  const zoe = { email: 'zoe@example.com', password: 'eleven quiet tortoises' }
  const hers = await anotherBrowser()
  await hers.goto(link)
  await expect(heading(hers, `Join ${organization.organization}`)).toBeVisible()
  await passwordField(hers).fill(zoe.password)
  await hers.getByRole('button', { name: 'Join' }).click()
  await expect(heading(hers, 'Set up two-factor authentication')).toBeVisible()
  const phone = await scanAndConfirm(hers)
  await saveRecoveryCodes(hers)

  await expect(heading(hers, 'Profile')).toBeVisible()
  await expect(
    hers.getByText('Required by your organization. Ask an admin to turn it off.', { exact: true }),
  ).toBeVisible()
  await expect(hers.getByRole('button', { name: 'New recovery codes' })).toBeVisible()
  await expect(hers.getByRole('button', { name: 'Turn off' })).toHaveCount(0)
  await signOut(hers)
  await enterPassword(hers, zoe)
  await enterCode(hers, await phone.nextCode())
  await expect(heading(hers, 'Profile')).toBeVisible()

  await page.goto('/organization/users?q=zoe')
  await expect(page.getByRole('row', { name: 'Zoe Lindqvist' })).toContainText(/On\s*Agent\s*Active/)
})

test('an invitation link works once, and leads nowhere before the password is set', async ({
  page,
  organization,
  anotherBrowser,
}) => {
  const { invitation, email } = await organization.agent({ invited: true })
  await page.goto(invitation)
  await expectSignedOut(page)
  await page.goto(invitation)
  const password = 'seven brass kettles'
  await passwordField(page).fill(password)
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Enable two-factor authentication' })).toBeVisible()

  const thief = await anotherBrowser()
  await thief.goto(invitation)
  await expect(
    thief.getByText(
      'This invitation link was used, has expired or was replaced. Ask your admin for a new one.',
    ),
  ).toBeVisible()
  await expect(thief.getByRole('textbox')).toHaveCount(0)
  await signOut(page)
  await enterPassword(page, { email, password })
  await expect(heading(page, 'Profile')).toBeVisible()
})
