import { expect, test } from '../support/browser/browser'
import { createKey, openTwice, withoutCommands } from '../support/browser/dialog-steps'
import { heading } from '../support/browser/steps'

test.beforeEach(withoutCommands)

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('on a page of an app’s people, its questions lead back there', async ({
    page,
    organization,
    signedIn,
  }) => {
    const app = await organization.app({
      name: 'Dialog desk',
      address: 'https://desk.example.com',
      redirectUris: ['https://desk.example.com/callback'],
    })
    await signedIn(await organization.admin())
    // As the second page of those who have used it.
    const address = `/organization/apps/${app.id}?people=${Date.now()}.x`
    const asked = async (button: string, title: string, said: string) => {
      await page.goto(address)
      const dialog = await openTwice(page, button, title)
      await dialog.getByRole('button').last().click()
      await expect(page.getByText(said)).toBeVisible()
    }
    await asked('New secret', 'Make a new client secret?', 'Here’s the new client secret.')
    const everyone = 'Sign everyone out of'
    await asked(`${everyone} this app`, `${everyone} Dialog desk?`, 'Everyone is signed out of this app.')
    await asked('Suspend', 'Suspend Dialog desk?', 'Suspended. Everyone is signed out of it.')
    await asked('Delete', 'Delete Dialog desk?', 'Deleted. No one can sign in to it anymore.')
  })

  test('a group is added and deleted, and a search is kept', async ({ page, organization, signedIn }) => {
    await signedIn(await organization.admin())
    await page.goto('/organization/groups?q=dialog+writers')
    const adding = await openTwice(page, 'Add group', 'Add group')
    await adding.getByLabel('Name').fill('Dialog, writers')
    await adding.getByRole('button', { name: 'Add group' }).click()
    await expect(adding.getByText('Leave out commas')).toBeVisible()
    await expect(page.getByRole('searchbox')).toHaveValue('dialog writers')
    await adding.getByLabel('Name').fill('Dialog writers')
    await adding.getByRole('button', { name: 'Add group' }).click()
    await expect(heading(page, 'Dialog writers')).toBeVisible()
    await page.goto(`${new URL(page.url()).pathname}?q=nobody`)
    const deleting = await openTwice(page, 'Delete', 'Delete Dialog writers?')
    await deleting.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByText('Group deleted.')).toBeVisible()
  })

  test('an API key is ended', async ({ page, organization, signedIn }) => {
    const admin = await organization.admin()
    await signedIn(admin)
    await createKey(page, admin, 'Dialog sync')
    const row = page.getByRole('row', { name: 'Dialog sync' })
    const dialog = await openTwice(page, 'End key', 'End Dialog sync?', row)
    const question = page.url()
    await dialog.getByRole('button', { name: 'End key' }).click()
    await expect(page.getByText('Programs that use it are refused.')).toBeVisible()
    await expect(row).toHaveCount(0)
    await page.goto(question)
    await expect(heading(page, 'API keys')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})

test('in a list, each dialog leads back to the button of its row', async ({
  page,
  organization,
  signedIn,
}) => {
  const admin = await organization.admin()
  await signedIn(admin)
  for (const name of ['First dialog', 'Second dialog']) await createKey(page, admin, name)
  for (const name of ['First dialog', 'Second dialog']) {
    const row = page.getByRole('row', { name })
    const dialog = await openTwice(page, 'End key', `End ${name}?`, row)
    await expect(page).toHaveTitle(`End ${name}? · Countersign`)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(page).toHaveURL(/\/organization\/keys$/)
    await expect(row.getByRole('button', { name: 'End key' })).toBeFocused()
    await expect(page).toHaveTitle('API keys · Countersign')
    // As React writes it where it takes over what was sent of the title only now.
    await page.evaluate((title) => {
      document.title = title
    }, `End ${name}? · Countersign`)
    await expect(page).toHaveTitle('API keys · Countersign')
    // As of a close that came a moment before Escape, when the script made the dialog modal.
    await page.locator('dialog').dispatchEvent('close')
    await expect(row.getByRole('button', { name: 'End key' })).toBeFocused()
  }
})

test('what stands in a search is not kept for a page that would not put it back', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.admin())
  await page.goto('/organization/groups?q=nobody')
  await page.getByRole('searchbox').fill('somebody')
  await page.getByRole('button', { name: 'Add group' }).click()
  await expect(page.getByRole('dialog', { name: 'Add group' })).toBeVisible()
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})
