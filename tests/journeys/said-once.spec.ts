import { expect, test } from '../support/browser/browser'
import { signOut } from '../support/browser/steps'

const said = 'You’re signed out.'

test('a notice is said once: its address is clean, and a reload says nothing', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.agent())
  await page.goto('/profile')
  await signOut(page)
  await expect(page).toHaveURL(/\/sign-in$/)
  await expect(page.getByText(said)).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Email')).toBeVisible()
  await expect(page.getByText(said)).toBeHidden()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('it is the same', async ({ page, organization, signedIn }) => {
    await signedIn(await organization.agent())
    await page.goto('/profile')
    await signOut(page)
    await expect(page).toHaveURL(/\/sign-in$/)
    await page.reload()
    await expect(page.getByLabel('Email')).toBeVisible()
    await expect(page.getByText(said)).toBeHidden()
  })
})
