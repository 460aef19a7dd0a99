import { expect, test } from '../support/browser/browser'
import { enterPassword, heading } from '../support/browser/steps'

// The journeys after these walk in the same organization.
test.afterEach(({ organization }) => organization.removeApps())

test('an admin connects Apache from what the page shows, and an agent opens it from the first page', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  await page.goto('/organization/apps')
  await expect(page.getByText('No apps yet')).toBeVisible()
  await page.getByRole('link', { name: 'Add app' }).first().click()
  await page.getByRole('link', { name: 'Apache (mod_auth_openidc)' }).click()
  // What Apache is in front of has a name of its own.
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('')
  await page.getByLabel('Name', { exact: true }).fill('Intranet')
  await page.getByLabel('App address').fill('https://intranet.example.com/')
  await page.getByRole('button', { name: 'Add app' }).click()

  await expect(heading(page, 'Intranet')).toBeVisible()
  const secret = await page.getByLabel('Client secret', { exact: true }).inputValue()
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
  const block = page.getByLabel('Virtual host')
  await expect(block).toHaveValue(new RegExp(`OIDCClientSecret ${secret}\n`))
  await expect(page.getByLabel('Sign-out address')).toHaveValue(
    'https://intranet.example.com/oidc-callback?logout=https%3A%2F%2Fintranet.example.com%2F',
  )
  await expect(block).toHaveValue(/OIDCRedirectURI https:\/\/intranet\.example\.com\/oidc-callback\n/)
  await page.getByLabel('Picture').setInputFiles({
    ...{ name: 'intranet.svg', mimeType: 'image/svg+xml' },
    buffer: Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    ),
  })
  await page.getByRole('button', { name: 'Save icon' }).click()
  await expect(page.getByRole('button', { name: 'Remove icon' })).toBeVisible()
  const icon = page.locator('img[src^="/apps/icons/"]').first()
  await expect.poll(() => icon.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(192)
  // A reload within ten minutes loses nothing.
  await page.reload()
  await expect(page.getByLabel('Client secret', { exact: true })).toHaveValue(secret)
  await page.context().clearCookies({ name: /shown/ })
  await page.reload()
  await expect(page.getByText('The client secret was shown once.')).toBeVisible()
  await expect(block).toHaveValue(/OIDCClientSecret CLIENT_SECRET\n/)

  await page.getByRole('button', { name: 'New secret' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make new secret' }).click()
  await expect(page.getByText('The old client secret stops working')).toBeVisible()
  await expect(page.getByLabel('Client secret', { exact: true })).not.toHaveValue(secret)

  const theirs = await anotherBrowser()
  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Apps')).toBeVisible()
  await expect(theirs.getByRole('link', { name: 'Open Intranet' })).toHaveAttribute(
    'href',
    'https://intranet.example.com',
  )

  await page.getByRole('button', { name: 'Suspend', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend', exact: true }).click()
  await expect(page.getByText('Suspended. Everyone is signed out of it.')).toBeVisible()
  await theirs.goto('/apps')
  await expect(theirs.getByText('No apps yet')).toBeVisible()
  await page.getByRole('button', { name: 'Reactivate' }).click()
  await expect(page.getByText('Reactivated. People can sign in to it again.')).toBeVisible()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('Deleted. No one can sign in to it anymore.')).toBeVisible()
})

test('an admin puts a site behind a proxy and opens some of its paths', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.admin())
  await page.goto('/organization/apps/new?app=site')
  await page.getByLabel('Name', { exact: true }).fill('Files')
  await page.getByLabel('App address').fill('https://files.example.com')
  await page.getByRole('button', { name: 'Add app' }).click()
  const nginx = page.getByLabel('In server { … } of files.example.com, instead of its location /')
  await expect(nginx).toHaveValue(/X-Original-URL https:\/\/files\.example\.com\$request_uri;/)
  await page.getByLabel('Paths without sign-in').fill('/../secret')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Enter paths such as /health or /public/')).toBeVisible()
  await page.getByLabel('Paths without sign-in').fill('/health\n/public/')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(nginx).toHaveValue(/location \^~ \/public\/ \{/)
})

test('a redirect address that cannot be right is refused beside its field', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.admin())
  await page.goto('/organization/apps/new?app=other')
  const name = '<img src=x onerror=alert(1)>'
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('App address').fill('https://wiki.example.com')
  await page.getByLabel('Redirect addresses').fill('javascript:alert(1)')
  await page.getByRole('button', { name: 'Add app' }).click()
  await expect(
    page.getByText('Use an address that begins with https:// or http://: javascript:alert(1)'),
  ).toBeVisible()
  await page.getByLabel('Redirect addresses').fill('https://wiki.example.com/cb')
  await page.getByRole('button', { name: 'Add app' }).click()
  // A name is text, wherever it stands.
  await expect(heading(page, name)).toBeVisible()
  await expect(page.getByLabel('Issuer')).toHaveValue(/^http:\/\/localhost:\d+$/)
})

test('an address that an app asked for is added to those an admin had typed, and stays when they save again', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.admin())
  await page.goto('/organization/apps/new?app=other')
  await page.getByLabel('Name', { exact: true }).fill('Wiki')
  await page.getByLabel('App address').fill('https://wiki.example.com')
  await page.getByLabel('Redirect addresses').fill('https://wiki.example.com/cb')
  await page.getByRole('button', { name: 'Add app' }).click()
  await expect(heading(page, 'Wiki')).toBeVisible()
  const addresses = page.getByLabel('Redirect addresses')
  await addresses.fill('https://wiki.example.com/callback')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  const asked = new URLSearchParams({
    client_id: await page.getByLabel('Client ID').inputValue(),
    ...{ redirect_uri: 'https://wiki.example.com/cb', response_type: 'code', scope: 'openid' },
  })
  await page.request.get(`/oidc/authorize?${asked}`)
  await page.reload()
  await page.getByRole('button', { name: 'Use this address' }).click()
  await expect(page.getByText('Added. Try signing in again.')).toBeVisible()
  const both = 'https://wiki.example.com/callback\nhttps://wiki.example.com/cb'
  await expect(addresses).toHaveValue(both)
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(addresses).toHaveValue(both)
})
