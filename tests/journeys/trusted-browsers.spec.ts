import { look } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import { enterCode, enterPassword, heading, signIn, signOut } from '../support/browser/steps'

test('an admin allows it, an agent trusts the browser, signs in with the password alone, and either forgets it @several-servers', async ({
  page,
  organization,
  anotherBrowser,
  signedIn,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const admins = await anotherBrowser()
  await signedIn(await organization.admin(), admins)
  await signIn(page, agent)
  await signOut(page)

  await admins.goto('/organization/policy')
  const rule = admins.getByRole('form', { name: 'Trusted browsers' })
  await rule.getByLabel('For 30 days').check()
  await rule.getByRole('button', { name: 'Save trusted browsers' }).click()
  await expect(admins.getByText('Trusted browsers saved.')).toBeVisible()

  await enterPassword(page, agent)
  await look(page, 'the code page with a choice')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByLabel('Don’t ask again on this browser for 30 days').check()
  await enterCode(page, await agent.phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(heading(page, 'Trusted browsers')).toBeVisible()
  await look(page, 'a trusted browser')
  await page.setViewportSize({ width: 1280, height: 900 })
  await signOut(page)

  await enterPassword(page, agent)
  await expect(heading(page, 'Profile')).toBeVisible()
  await page
    .getByRole('form', { name: /^Forget / })
    .getByRole('button', { name: 'Forget' })
    .click()
  await expect(page.getByText('Browser forgotten.')).toBeVisible()
  await expect(heading(page, 'Trusted browsers')).toBeHidden()
  await signOut(page)
  await enterPassword(page, agent)
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()

  await page.getByLabel('Don’t ask again on this browser for 30 days').check()
  await enterCode(page, await agent.phone.nextCode())
  await expect(heading(page, 'Trusted browsers')).toBeVisible()
  await signOut(page)
  await admins.goto(`/organization/users/${agent.id}`)
  await admins.getByRole('button', { name: 'Forget them' }).click()
  await expect(
    admins.getByText('Browsers forgotten. Each asks for a code at the next sign-in.'),
  ).toBeVisible()
  await expect(heading(admins, 'Trusted browsers')).toBeHidden()
  await enterPassword(page, agent)
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()

  await admins.goto('/organization/policy')
  await expect(rule.getByLabel('For 30 days')).toBeChecked()
  await rule.getByLabel('Off').check()
  await rule.getByRole('button', { name: 'Save trusted browsers' }).click()
  await expect(admins.getByText('Trusted browsers saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Don’t ask again', { exact: false })).toBeHidden()
})
