import { longName, look } from '../support/browser/appearance'
import { test } from '../support/browser/browser'
import { heading, passwordField } from '../support/browser/steps'

// The journeys after these walk in the same organization.
test.afterEach(({ organization }) => organization.removeApps())

const name = longName.slice(0, 64)
const home = 'https://wiki.example.com'

test('apps, for admins', async ({ page, organization, signedIn }) => {
  await organization.app({
    name: 'Intranet',
    what: 'site',
    address: `https://${'intranet-'.repeat(6)}x.example`,
  })
  const { id } = await organization.app({ name, address: home, redirectUris: [`${home}/cb`] })
  await signedIn(await organization.admin({ enrolled: true }))

  await page.goto(`/oidc/authorize?client_id=${id}&redirect_uri=${home}/cb/&response_type=code&scope=openid`)
  await heading(page, 'Sign-in stopped').waitFor()
  await look(page, 'sign-in stopped')
  await page.goto('/organization/apps')
  await look(page, 'apps with long names')
  await page.getByRole('link', { name: 'Add app' }).click()
  await heading(page, 'Known apps').waitFor()
  await look(page, 'what to add')
  await page.getByRole('link', { name: 'Another app' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Handbook')
  await page.getByLabel('App address').fill('https://handbook.example.com')
  await page.getByLabel('Redirect addresses').fill('https://handbook.example.com/*')
  await page.getByRole('button', { name: 'Add app' }).click()
  await page.locator('[aria-invalid=true]').waitFor()
  await look(page, 'add app with a mistake')

  await page.goto(`/organization/apps/${id}`)
  await page.getByRole('button', { name: 'New secret' }).click()
  await look(page, 'new secret?')
  await page.getByRole('button', { name: 'Make new secret' }).click()
  await page.getByLabel('Client secret', { exact: true }).waitFor()
  for (const closed of await page.locator('details:not([open]) > summary').all()) await closed.click()
  await look(page, 'an app with a problem and a new secret')
  await page.goto(`/organization/apps/${id}/test`)
  await look(page, 'test sign-in')
  await page.goto('/organization/apps')
  await page.getByRole('link', { name: 'Intranet' }).click()
  await heading(page, 'Intranet').waitFor()
  await look(page, 'a site behind a proxy')
})

test('apps, for those who open them, and keys', async ({ page, organization, signedIn }) => {
  const { id } = await organization.app({ name, address: home, redirectUris: [`${home}/cb`] })
  const admin = await organization.admin()
  await signedIn(admin)

  await page.route(`${home}/cb?*`, (route) => route.fulfill({ body: 'The wiki' }))
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
  await page.goto(
    `/oidc/authorize?client_id=${id}&redirect_uri=${home}/cb&response_type=code&scope=openid%20offline_access&prompt=consent&code_challenge=${challenge}&code_challenge_method=S256`,
  )
  await heading(page, `Continue to ${name}`).waitFor()
  await look(page, 'what an app would like')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(`${home}/cb?*`)
  await page.goto('/apps')
  await page.getByRole('button', { name: 'Withdraw' }).waitFor()
  await look(page, 'apps, one of them allowed')
  await page.goto('/oidc/sign-out')
  await look(page, 'sign out?')

  await page.goto('/organization/keys/new')
  await look(page, 'create key')
  await page.getByLabel('Name').fill(name)
  for (const scope of await page.getByRole('checkbox').all()) await scope.check()
  await passwordField(page).fill(admin.password)
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('API key', { exact: true }).waitFor()
  await look(page, 'a key, shown once')
  await page.getByRole('button', { name: 'End key' }).first().click()
  await look(page, 'end key?')
})
