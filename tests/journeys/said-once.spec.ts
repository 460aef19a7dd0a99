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

test('what was done is heard, has the focus that its dialog had, and goes once something is refused', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await signedIn(await organization.admin())
  await page.goto(`/organization/users/${agent.id}`)
  await page.getByRole('button', { name: 'Suspend' }).click()
  await expect(page.locator('dialog:modal')).toBeVisible()
  // A region that comes together with its words is not heard everywhere.
  await page.evaluate(() => {
    const mute: string[] = []
    Object.assign(window, { mute })
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) {
          if (!(node instanceof HTMLElement)) continue
          for (const region of [node, ...node.querySelectorAll('*')])
            if (/^(status|alert)$/.test(region.getAttribute('role') ?? '') && region.textContent)
              mute.push(region.textContent)
        }
    }).observe(document.body, { childList: true, subtree: true })
  })
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByText('Suspended.', { exact: true })).toBeVisible()
  expect(await page.evaluate(() => (window as unknown as { mute: string[] }).mute)).toEqual([])
  await expect(page.locator(':focus')).toHaveText('Suspended.')

  await page.goto('/organization/settings')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.getByLabel('Name').fill('  ')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText("Enter your organization's name.")).toBeVisible()
  await expect(page.getByText('Saved.')).toBeHidden()
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
