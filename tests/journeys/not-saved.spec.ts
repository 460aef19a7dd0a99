import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { heading, signIn } from '../support/browser/steps'
import { Seed } from '../support/world/seed'

const notSaved = (page: Page) => page.getByText('Not saved yet', { exact: true })
const required = (page: Page) => page.getByRole('switch', { name: 'Require two-factor authentication' })

const signOutButton = (page: Page) => page.getByRole('navigation').getByRole('button', { name: 'Sign out' })

/** What the browser asks, each answered as told. */
function answering(page: Page, answers: boolean[]): string[] {
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type())
    await (answers.shift() ? dialog.accept() : dialog.dismiss())
  })
  return asked
}

test('a switch that waits for Save says so, and is not lost by leaving without a question', async ({
  organization,
  signedIn,
  page,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  const asked = answering(page, [false, true, false])
  await page.goto(`/organization/users/${agent.id}`)
  await expect(notSaved(page)).toBeHidden()
  await required(page).click()
  await expect(notSaved(page)).toBeVisible()
  // Put back, nothing is to be saved.
  await required(page).click()
  await expect(notSaved(page)).toBeHidden()
  await required(page).click()

  const users = page.getByRole('link', { name: 'Users' }).first()
  await users.click()
  await expect.poll(() => asked).toEqual(['confirm'])
  await expect(required(page)).toBeChecked()
  // Leaving by the address bar is asked about too, by the browser itself; whoever stays has lost nothing.
  await users.click()
  await expect(heading(page, 'Users')).toBeVisible()
  expect(asked).toEqual(['confirm', 'confirm'])

  await page.goto(`/organization/users/${agent.id}`)
  await required(page).click()
  await page.evaluate(() => setTimeout(() => location.reload()))
  await expect.poll(() => asked).toEqual(['confirm', 'confirm', 'beforeunload'])
  await expect(required(page)).toBeChecked()
  await expect(notSaved(page)).toBeVisible()

  // Saved, no one is asked any more.
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(notSaved(page)).toBeHidden()
  await expect(required(page)).toBeChecked()
  await users.click()
  await expect(heading(page, 'Users')).toBeVisible()
  await page.reload()
  expect(asked).toHaveLength(3)
})

test('a question on a page of its own takes along what is not saved, without asking', async ({
  organization,
  signedIn,
  page,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  const asked = answering(page, [])
  await page.goto(`/organization/users/${agent.id}`)
  await required(page).click()
  // Before the page's script runs, the button is a form like any other: it takes nothing along.
  await expect(notSaved(page)).toBeVisible()
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(required(page)).toBeChecked()
  await expect(notSaved(page)).toBeVisible()
  expect(asked).toEqual([])
})

test('the back button asks: whoever stays keeps what was typed, and whoever leaves gets back', async ({
  organization,
  signedIn,
  page,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  const asked = answering(page, [false, false, true])
  await page.goto('/organization/users')
  // Others' people may fill the first page.
  await page.getByRole('searchbox', { name: 'Search users' }).fill(agent.email)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: agent.name }).click()
  await expect(heading(page, agent.name)).toBeVisible()
  await required(page).click()
  const address = page.url()
  const back = () => page.evaluate(() => setTimeout(() => history.back()))
  for (const times of [1, 2]) {
    await back()
    await expect.poll(() => asked).toHaveLength(times)
    await expect(page).toHaveURL(address)
    await expect(required(page)).toBeChecked()
    await expect(notSaved(page)).toBeVisible()
  }
  await back()
  await expect(heading(page, 'Users')).toBeVisible()
  await expect(page).toHaveURL(/\/organization\/users\?/)
  // Nothing was put into the history, and nothing is asked about any more.
  await back()
  await expect(page).toHaveURL(/\/organization\/users$/)
  await page.goForward()
  await expect(page).toHaveURL(/\/organization\/users\?/)
  await expect(heading(page, 'Users')).toBeVisible()
  expect(asked).toEqual(['confirm', 'confirm', 'confirm'])
})

test('after a form could not be sent, leaving it is asked about', async ({
  organization,
  signedIn,
  page,
  context,
  alarms,
}) => {
  alarms.expect(/Failed to load resource: net::ERR_INTERNET_DISCONNECTED/)
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  const asked = answering(page, [false])
  await page.goto(`/organization/users/${agent.id}`)
  await required(page).click()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('You’re offline.')).toBeVisible()
  await context.setOffline(false)
  await page.getByRole('link', { name: 'Users' }).first().click()
  await expect.poll(() => asked).toEqual(['confirm'])
  await expect(required(page)).toBeChecked()
})

test.describe('on a server of its own', () => {
  test.use({ baseURL: async ({ newServer }, use) => use(newServer.origin) })

  test('of two changed forms, saving one leaves the other as it was typed', async ({ newServer, page }) => {
    const seed = await Seed.open(newServer)
    const admin = await seed.admin()
    await seed.close()
    await signIn(page, admin)
    const asked = answering(page, [false, true])
    await page.goto('/organization/settings')
    const name = page.getByLabel('Name', { exact: true })
    await name.fill('Two Forms Ltd')
    await page.getByLabel('Sign out when idle').selectOption('15')
    await page.getByRole('button', { name: 'Save session length' }).click()
    await expect(page.getByText('Saved. It applies to open sessions too.')).toBeVisible()
    await expect(page.getByLabel('Sign out when idle')).toHaveValue('15')
    await expect(name).toHaveValue('Two Forms Ltd')
    await expect(notSaved(page)).toHaveCount(1)
    expect(asked).toEqual([])

    // Once, not once for each form.
    await page.getByLabel('Ask to sign in again').selectOption('8')
    await page.getByRole('link', { name: 'Users' }).first().click()
    await expect.poll(() => asked).toEqual(['confirm'])
    await expect(name).toHaveValue('Two Forms Ltd')
    await page.getByRole('link', { name: 'Users' }).first().click()
    await expect(heading(page, 'Users')).toBeVisible()
    expect(asked).toEqual(['confirm', 'confirm'])
  })
})

test('a picture that is chosen and a rule that is not previewed are asked about before another form is sent', async ({
  organization,
  signedIn,
  page,
}) => {
  await signedIn(await organization.admin())
  const asked = answering(page, [false, false, false])
  await page.goto('/organization/settings')
  await page
    .getByLabel('Picture')
    .setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') })
  await expect(notSaved(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => asked).toEqual(['confirm'])

  await page.getByLabel('Picture').setInputFiles([])
  await expect(notSaved(page)).toHaveCount(0)
  await page.goto('/organization/policy')
  await page.getByRole('switch', { name: 'New people' }).click()
  await expect(notSaved(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Save trusted browsers' }).click()
  await expect.poll(() => asked).toEqual(['confirm', 'confirm'])
  await page.getByRole('link', { name: 'Users' }).first().click()
  await expect.poll(() => asked).toEqual(['confirm', 'confirm', 'confirm'])
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(heading(page, 'Preview')).toBeVisible()
  expect(asked).toHaveLength(3)
})

test('one’s own name is not lost either, unless by Cancel', async ({ organization, signedIn, page }) => {
  await signedIn(await organization.admin({ enrolled: true }))
  const asked = answering(page, [false])
  await page.goto('/organization/settings/contact-phone')
  await page.getByLabel('Your password', { exact: true }).fill('not what is saved')
  await expect(notSaved(page)).toHaveCount(0)
  await page.getByLabel('Contact phone').fill('+49 30 1234567')
  await expect(notSaved(page)).toBeVisible()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(heading(page, 'Organization')).toBeVisible()
  expect(asked).toEqual([])

  await page.goto('/profile/name')
  await page.getByLabel('Full name').fill('Someone Else')
  await page.getByRole('link', { name: 'Users' }).first().click()
  await expect.poll(() => asked).toEqual(['confirm'])
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(heading(page, 'Profile').first()).toBeVisible()
  expect(asked).toHaveLength(1)
})

test('of two forms of which each leads to another page, saving one asks about the other', async ({
  organization,
  signedIn,
  page,
}) => {
  const agent = await organization.agent({ name: 'Two Forms' })
  await signedIn(await organization.admin())
  const asked = answering(page, [false, true])
  await page.goto(`/organization/users/${agent.id}/details`)
  const name = page.getByLabel('Full name')
  const email = page.getByLabel('New email')
  await name.fill('Two Other Forms')
  await email.fill('typed.and.kept@example.com')
  await expect(notSaved(page)).toHaveCount(1)
  await expect(page.getByText('Not sent yet', { exact: true })).toBeVisible()
  const save = page.getByRole('button', { name: 'Save name' })
  await save.click()
  await expect.poll(() => asked).toEqual(['confirm'])
  await expect(email).toHaveValue('typed.and.kept@example.com')
  await expect(name).toHaveValue('Two Other Forms')
  await save.click()
  await expect(heading(page, 'Two Other Forms')).toBeVisible()
  expect(asked).toEqual(['confirm', 'confirm'])
  // What was given up does not come back.
  await page.goto(`/organization/users/${agent.id}/details`)
  await expect(name).toHaveValue('Two Other Forms')
  await expect(email).toHaveValue('')
})

test('signing out asks about what is not saved', async ({ organization, signedIn, page }) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  const asked = answering(page, [false, true])
  await page.goto(`/organization/users/${agent.id}`)
  await required(page).click()
  await expect(notSaved(page)).toBeVisible()
  await signOutButton(page).click()
  await expect.poll(() => asked).toEqual(['confirm'])
  await expect(required(page)).toBeChecked()
  await signOutButton(page).click()
  await expect(page.getByText('You’re signed out.')).toBeVisible()
  expect(asked).toEqual(['confirm', 'confirm'])
})
