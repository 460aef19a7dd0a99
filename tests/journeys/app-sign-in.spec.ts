import { expect, test } from '../support/browser/browser'
import { heading } from '../support/browser/steps'

// The journeys after these walk in the same organization.
test.afterEach(({ organization }) => organization.removeApps())

test('an admin tries an app’s sign-in, and sees what it is told of someone else', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  await page.goto('/organization/apps/new')
  await page.getByRole('link', { name: 'Grafana' }).click()
  await page.getByLabel('App address').fill('https://grafana.example.com')
  await page.getByRole('button', { name: 'Add app' }).click()
  await page.getByRole('link', { name: 'Test sign-in' }).click()
  await expect(heading(page, 'Test sign-in')).toBeVisible()
  await page.getByRole('link', { name: 'Test sign-in' }).click()
  await expect(page.getByText('It works')).toBeVisible()
  // The code was spent.
  await page.reload()
  await expect(page.getByText('This sign-in has expired')).toBeVisible()
  await page.getByLabel('Email of a person').fill(agent.email)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText(`"${agent.email}"`).first()).toBeVisible()
})

test('someone whom an app sends here signs in, and is told where it leads', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  await page.goto('/organization/apps/new')
  await page.getByRole('link', { name: 'Another app' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Handbook')
  await page.getByLabel('App address').fill('https://handbook.example.com')
  await page.getByLabel('Redirect addresses').fill('https://handbook.example.com/cb')
  await page.getByRole('button', { name: 'Add app' }).click()
  await page.getByRole('link', { name: 'Test sign-in' }).click()
  await expect(heading(page, 'Test sign-in')).toBeVisible()
  const start = (await page.getByRole('link', { name: 'Test sign-in' }).getAttribute('href')) ?? ''

  const theirs = await anotherBrowser()
  // On the page of an error, the browser would ask for our icon as nobody, and complain.
  await theirs.route('https://handbook.example.com/**', (route) => route.fulfill({ body: 'Handbook' }))
  // As the app itself would send them.
  await theirs.goto(
    start.replace(/redirect_uri=[^&]*/, 'redirect_uri=https%3A%2F%2Fhandbook.example.com%2Fcb'),
  )
  await expect(theirs.getByText('to continue to Handbook')).toBeVisible()
  const arrives = theirs.waitForRequest(/^https:\/\/handbook\.example\.com\/cb\?code=/)
  await theirs.getByLabel('Email').fill(agent.email)
  await theirs.getByLabel('Password', { exact: true }).fill(agent.password)
  await theirs.getByRole('button', { name: 'Sign in' }).click()
  await arrives
})
