import { expect, test } from '../support/browser/browser'
import { heading } from '../support/browser/steps'

test('an admin does something to three people, and to everyone who matches', async ({
  page,
  organization,
  signedIn,
}) => {
  const names = ['Zoltan Auer', 'Zoltan Beck', 'Zoltan Cole', 'Zoltan Dahl']
  for (const name of names) await organization.agent({ name, enrolled: name.endsWith('Cole') })
  const admin = await organization.admin()
  await signedIn(admin)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/organization/users?q=zoltan')
  for (const name of names.slice(0, 3)) await page.getByLabel(`Select ${name}`).check()
  await page.getByLabel('With selected').selectOption({ label: 'Require two-factor' })
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('3 people selected')).toBeVisible()
  await page.getByRole('button', { name: 'Require for 3' }).click()
  await expect(heading(page, 'Require two-factor authentication')).toBeVisible()
  await expect(page.getByText('Zoltan Auer')).toBeVisible()

  await page.goto('/organization/users?q=zoltan')
  await page.getByLabel('With selected').selectOption({ label: 'Remind' })
  await page.getByLabel('Everyone who matches').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('4 people selected')).toBeVisible()
  await expect(page.getByText('They get an email that asks them to set it up')).toBeVisible()
  await expect(page.getByText(/1 person left out.*Zoltan Cole.*already/i)).toBeVisible()
  await organization.agent({ name: 'Zoltan Egger' })
  await page.getByRole('button', { name: 'Remind 3' }).click()
  await expect(page.getByText('The number of people who match has changed')).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Remind 4' }).click()
  await expect(heading(page, 'Remind to set up two-factor authentication')).toBeVisible()
})

test('several people are reminded without JavaScript, and nobody twice', async ({
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agents = [await organization.agent(), await organization.agent()]
  const page = await anotherBrowser({ javaScriptEnabled: false })
  await signedIn(await organization.admin(), page)
  for (const action of ['Remind 2', null]) {
    const query = agents.map(({ id }) => `id=${id}`).join('&')
    await page.goto(`/organization/users/bulk?act=remind&${query}`)
    if (!action) {
      await expect(page.getByText('Already reminded by an admin within the last 24 hours.')).toBeVisible()
      continue
    }
    await page.getByRole('button', { name: action }).click()
    await expect(heading(page, 'Remind to set up two-factor authentication')).toBeVisible()
    await expect(async () => {
      await page.reload()
      await expect(page.getByText(/2 .*reminded/i).first()).toBeVisible({ timeout: 1000 })
    }).toPass()
  }
})
