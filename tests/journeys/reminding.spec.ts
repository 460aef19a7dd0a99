import { expect, test } from '../support/browser/browser'
import { enterPassword, heading, signIn } from '../support/browser/steps'
import { adasPassword, Seed } from '../support/world/seed'

test('where someone can’t be reminded, their page says why', async ({ page, organization, signedIn }) => {
  const admin = await organization.admin()
  await signedIn(admin)
  const remind = page.getByRole('button', { name: 'Remind', exact: true })
  for (const [{ id }, why] of [
    [admin, 'You can’t remind yourself. Set it up on your profile.'],
    [await organization.agent({ suspended: true }), 'They can’t be reminded while they’re suspended.'],
    [await organization.agent({ invited: true }), /^They can’t be reminded until they’ve joined\./],
  ] as const) {
    await page.goto(`/organization/users/${id}`)
    await expect(page.getByText(why)).toBeVisible()
    await expect(remind).toBeHidden()
  }
  const agent = await organization.agent()
  await page.goto(`/organization/users/${agent.id}`)
  await remind.click()
  await expect(page.getByText('They can be reminded again after 24 hours.')).toBeVisible()
  await expect(remind).toBeHidden()
})

test.describe('on a server of its own', () => {
  test.use({ baseURL: async ({ newServer }, use) => use(newServer.origin) })

  test('the policy offers a reminder only where someone can be reminded', async ({ newServer, page }) => {
    const seed = await Seed.open(newServer)
    await signIn(page, await seed.admin())
    await page.goto('/organization/policy')
    const remind = page.getByRole('link', { name: 'Remind those without it' })
    // The admin who set the organization up lacks it too.
    await expect(remind).toBeVisible()
    await remind.click()
    await page.getByRole('button', { name: 'Remind 1' }).click()
    await expect(heading(page, 'Remind to set up two-factor authentication')).toBeVisible()
    const why = '1 was reminded within the last 24 hours and you can’t remind yourself.'
    await expect(async () => {
      await page.goto('/organization/policy')
      await expect(page.getByText(`No one can be reminded now: ${why}`)).toBeVisible({ timeout: 1000 })
    }).toPass()
    await expect(remind).toBeHidden()
    await seed.agent()
    await page.reload()
    await expect(remind).toBeVisible()
    await seed.close()
  })

  test('a warning of the only admin leads to where there can be a second one', async ({
    newServer,
    page,
  }) => {
    const seed = await Seed.open(newServer)
    await enterPassword(page, { email: 'ada@example.com', password: adasPassword })
    await expect(heading(page, 'Overview')).toBeVisible()
    await page.getByRole('link', { name: 'make someone else an admin' }).click()
    await expect(heading(page, 'Users')).toBeVisible()
    await page.goto('/organization')
    await page.getByRole('link', { name: 'Add a second admin' }).click()
    await expect(page.getByLabel('Role')).toHaveValue('admin')
    await page.goto('/organization/policy?who=everyone&from=at-once&sessions=end')
    const warning = page.getByText('Only one admin can sign in.')
    await warning.getByRole('link', { name: 'Open Users' }).click()
    await expect(heading(page, 'Users')).toBeVisible()
    await seed.close()
  })
})
