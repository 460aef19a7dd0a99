import { expect, test } from '../support/browser/browser'

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
