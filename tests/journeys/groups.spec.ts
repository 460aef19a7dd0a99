import { expect, test } from '../support/browser/browser'
import { heading } from '../support/browser/steps'

test('an admin makes a group, puts people into it, renames it and deletes it', async ({
  page,
  organization,
  signedIn,
}) => {
  const zelda = await organization.agent({ name: 'Zelda Quimby' })
  const zora = await organization.agent({ name: 'Zora Quimby' })
  await signedIn(await organization.admin())
  await page.goto('/organization/users')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Groups' }).click()
  await expect(heading(page, 'Groups')).toBeVisible()

  await page.getByRole('button', { name: 'Add group' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add group' })
  await dialog.getByLabel('Name').fill('Night, shift')
  await dialog.getByRole('button', { name: 'Add group' }).click()
  await expect(dialog.getByText('Leave out commas')).toBeVisible()
  await dialog.getByLabel('Name').fill('Night shift')
  await dialog.getByLabel('Description (optional)').fill('Answers after dark')
  await dialog.getByRole('button', { name: 'Add group' }).click()
  await expect(heading(page, 'Night shift')).toBeVisible()
  await expect(page.getByText('Night shift was added. Now add its people.')).toBeVisible()
  await expect(page.getByText('No one is in this group yet')).toBeVisible()

  await page.getByRole('link', { name: 'Add people' }).click()
  await expect(heading(page, 'Add people to Night shift')).toBeVisible()
  const search = page.getByRole('searchbox', { name: 'Search users' })
  await search.fill('quimby')
  await search.press('Enter')
  await page.getByRole('button', { name: 'Add people' }).click()
  await expect(page.getByText('Choose someone to add.')).toBeVisible()
  for (const { name } of [zelda, zora]) await page.getByRole('checkbox', { name }).check()
  await page.getByRole('button', { name: 'Add people' }).click()
  await expect(page.getByText('Added to the group.')).toBeVisible()
  const people = page.getByRole('table', { name: 'People of Night shift' })
  await expect(people.getByRole('link')).toHaveText([zelda.name, zora.name])

  await people.getByRole('button', { name: `Remove ${zora.name}` }).click()
  await expect(page.getByText('Removed from the group.')).toBeVisible()
  await expect(people.getByRole('link')).toHaveText([zelda.name])

  await page.getByLabel('Name', { exact: true }).fill('Late shift')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(heading(page, 'Late shift')).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).click()
  const deletion = page.getByRole('dialog', { name: 'Delete Late shift?' })
  await expect(deletion.getByText('1 person will no longer be in it')).toBeVisible()
  await deletion.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Group deleted. Its people stay in your organization.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Late shift' })).toHaveCount(0)
})

test('someone is put into groups when they are added, and on Manage user', async ({
  page,
  organization,
  signedIn,
}) => {
  const admin = await organization.admin()
  await signedIn(admin)
  for (const name of ['Brokers', 'Carriers']) {
    await page.goto('/organization/groups')
    await page.getByRole('button', { name: 'Add group' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Add group' }).click()
    await expect(heading(page, name)).toBeVisible()
  }
  await page.goto('/organization/users/new')
  await page.getByLabel('Full name').fill('Xenia Petrov')
  await page.getByLabel('Email').fill(admin.email)
  await page.getByRole('checkbox', { name: 'Carriers' }).check()
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('checkbox', { name: 'Carriers' })).toBeChecked()
  await page.getByLabel('Email').fill(`xenia.${Date.now()}@example.com`)
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(heading(page, 'Xenia Petrov')).toBeVisible()

  const leave = (name: string) => page.getByRole('button', { name: `Remove from ${name}` })
  await expect(leave('Carriers')).toBeVisible()
  await page.getByRole('combobox', { name: 'Add to a group' }).selectOption({ label: 'Brokers' })
  await page.getByRole('button', { name: 'Add to group' }).click()
  await expect(page.getByText('Added to the group.')).toBeVisible()
  await leave('Carriers').click()
  await expect(page.getByText('Removed from the group.')).toBeVisible()
  await expect(leave('Brokers')).toBeVisible()
  await expect(leave('Carriers')).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('people are chosen and put into a group', async ({ page, organization, signedIn }) => {
    const yara = await organization.agent({ name: 'Yara Quell' })
    await signedIn(await organization.admin())
    await page.goto('/organization/groups')
    await page.getByRole('button', { name: 'Add group' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Scribes')
    await page.getByRole('dialog').getByRole('button', { name: 'Add group' }).click()
    await page.getByRole('link', { name: 'Add people' }).click()
    await page.getByRole('searchbox', { name: 'Search users' }).fill('yara')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('checkbox', { name: yara.name }).check()
    await page.getByRole('button', { name: 'Add people' }).click()
    await expect(page.getByRole('table', { name: 'People of Scribes' }).getByRole('link')).toHaveText([
      yara.name,
    ])
  })
})
