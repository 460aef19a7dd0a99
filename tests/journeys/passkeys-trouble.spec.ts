import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { readQrCode } from '../support/browser/qr-screenshot'
import { enterCode, enterPassword, heading, passwordField, saveRecoveryCodes } from '../support/browser/steps'
import { translate } from '../support/browser/translation'
import { VirtualKey } from '../support/browser/virtual-key'
import type { Resident } from '../support/server/resident'
import { Authenticator } from '../support/world/authenticator'

const factors = (page: Page) => page.getByRole('list', { name: 'Authenticators and passkeys' })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** The server takes what is sent next to a page, and the connection breaks before its answer is here. */
async function loseAnswer(page: Page, path: string, key?: VirtualKey): Promise<void> {
  await page.route(`**${path}`, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    const before = await page.context().cookies()
    await route.fetch({ maxRedirects: 0 })
    // What the answer set never came.
    await page.context().clearCookies()
    await page.context().addCookies(before)
    // The sign-in page, which it may lead to, offers a passkey by itself.
    await key?.isTouched(false)
    await route.abort('connectionreset')
    await page.unroute(`**${path}`)
  })
}

/** Signs somebody in who has no second factor and must, and chooses a passkey; the key is not touched yet. */
async function chooseToAddPasskey(
  page: Page,
  who: Pick<Resident, 'email' | 'password'>,
): Promise<VirtualKey> {
  const key = await VirtualKey.plugInto(page, 'device', false)
  await enterPassword(page, who)
  await page.getByRole('link', { name: 'Use a passkey instead' }).click()
  await expect(heading(page, 'Add a passkey')).toBeVisible()
  return key
}

const lost = (page: Page) =>
  expect(page.getByRole('alert').filter({ hasText: /^The server can’t be reached\./ })).toBeVisible()

test('in a translated page a passkey is made, used after the password, and alone', async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ required: true })
  const key = await VirtualKey.plugInto(page, 'device', false)
  await enterPassword(page, agent)
  await translate(page)
  await page.getByRole('link', { name: 'Use a passkey instead' }).click()
  await expect(heading(page, 'Add a passkey')).toBeVisible()
  await key.isTouched(true)
  await translate(page)
  await press(page, 'Add passkey')
  await saveRecoveryCodes(page)
  await page.goto('/profile')
  await translate(page)
  await expect(factors(page)).toContainText('On this one device only.')

  await key.isTouched(false)
  await page.context().clearCookies()
  await enterPassword(page, agent)
  await expect(heading(page, 'Confirm it’s you')).toBeVisible()
  await key.isTouched(true)
  // Whoever has the wrong finger is told so, and tries again.
  await key.isVerified(false)
  for (let n = 0; n < 2; n++) {
    await translate(page)
    await press(page, 'Use your passkey')
    await expect(page.getByRole('alert').filter({ hasText: /passkey/ })).toBeVisible()
  }
  await key.isVerified(true)
  await translate(page)
  await press(page, 'Use your passkey')
  await expect(heading(page, 'Profile')).toBeVisible()

  await key.isTouched(false)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await translate(page)
  await key.isTouched(true)
  await press(page, 'Use a passkey')
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(heading(page, 'Something went wrong')).toHaveCount(0)
})

test('where the answer to a passkey is lost, trying again works: adding one, and after the password', async ({
  page,
  organization,
  signedIn,
  alarms,
}) => {
  alarms.expect(/ERR_CONNECTION_RESET/)
  const agent = await organization.agent({ enrolled: true })
  const key = await VirtualKey.plugInto(page, 'device', false)
  await signedIn(agent)
  await page.goto('/profile')
  await page.getByRole('link', { name: 'Add passkey' }).click()
  await passwordField(page).fill(agent.password)
  await page.getByLabel('Authentication code or recovery code').fill(await agent.phone.nextCode())
  await press(page, 'Continue')
  await key.isTouched(true)
  await expect(page.getByRole('button', { name: 'Add passkey' })).toBeVisible()
  await loseAnswer(page, '/profile/two-factor/passkey*')
  await press(page, 'Add passkey')
  await lost(page)
  const [made] = await key.credentials()
  await press(page, 'Add passkey')
  await expect(page.getByText('Passkey added. You’re signed out everywhere else.')).toBeVisible()
  await expect(factors(page).getByText('On this one device only.')).toHaveCount(1)
  // A second one would have taken the place of the first on the device, and nothing would sign in.
  expect((await key.credentials()).map(({ credentialId }) => credentialId)).toEqual([made?.credentialId])

  await key.isTouched(false)
  await page.context().clearCookies()
  await enterPassword(page, agent)
  await expect(heading(page, 'Confirm it’s you')).toBeVisible()
  await key.isTouched(true)
  await loseAnswer(page, '/sign-in/code*', key)
  await press(page, 'Use your passkey')
  // The server has ended that sign-in, and the page sees it.
  await expect(page.getByText('This sign-in has ended. Sign in again')).toBeVisible()
  await enterPassword(page, agent)
  await expect(heading(page, 'Confirm it’s you')).toBeVisible()
  await key.isTouched(true)
  await press(page, 'Use your passkey')
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('a page that offers a passkey keeps what is typed while there is no network, and goes on once there is', async ({
  page,
  context,
  organization,
  alarms,
}) => {
  alarms.expect(/ERR_INTERNET_DISCONNECTED/)
  const agent = await organization.agent({ required: true })
  // A proxy that hides from the world what is for the operator.
  await context.route('**/api/health', (route) => route.fulfill({ status: 403 }))
  const key = await chooseToAddPasskey(page, agent)
  await key.isTouched(true)
  await press(page, 'Add passkey')
  await saveRecoveryCodes(page)
  await key.isTouched(false)
  await context.clearCookies()
  await page.clock.install()
  await page.goto('/sign-in')
  // It is seen once the page's script runs.
  await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeVisible()
  await page.getByLabel('Email').fill(agent.email)
  // It fetches what it asks anew every nine minutes.
  await context.setOffline(true)
  await page.clock.runFor(20 * 60_000)
  await expect(page.getByLabel('Email')).toHaveValue(agent.email)
  await context.setOffline(false)
  const renewed = page.waitForRequest((request) => 'rsc' in request.headers())
  await page.clock.runFor(10 * 60_000)
  await renewed
  await expect(page.getByLabel('Email')).toHaveValue(agent.email)
})

test('where the answer to a first passkey is lost, it signs in, and the recovery codes are shown then', async ({
  page,
  organization,
  alarms,
}) => {
  alarms.expect(/ERR_CONNECTION_RESET/)
  const agent = await organization.agent({ required: true })
  const key = await chooseToAddPasskey(page, agent)
  await key.isTouched(true)
  await loseAnswer(page, '/sign-in/enroll/passkey*', key)
  await press(page, 'Add passkey')
  await lost(page)
  await press(page, 'Add passkey')
  await expect(page.getByText('This sign-in has ended. Sign in again')).toBeVisible()
  await enterPassword(page, agent)
  await expect(heading(page, 'Confirm it’s you')).toBeVisible()
  await key.isTouched(true)
  await press(page, 'Use your passkey')
  await saveRecoveryCodes(page)
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('where the answer to a first code is lost, the next code signs in, and the recovery codes are shown then', async ({
  page,
  organization,
  alarms,
}) => {
  alarms.expect(/ERR_CONNECTION_RESET/)
  const agent = await organization.agent({ required: true })
  await enterPassword(page, agent)
  const phone = Authenticator.scan(await readQrCode(page), { ahead: 1 })
  await loseAnswer(page, '/sign-in/enroll*')
  await enterCode(page, await phone.nextCode(), 'Verify and turn on')
  await lost(page)
  await press(page, 'Verify and turn on')
  await expect(page.getByText('This sign-in has ended. Sign in again')).toBeVisible()
  await enterPassword(page, agent)
  await enterCode(page, await phone.nextCode())
  await saveRecoveryCodes(page)
  await expect(heading(page, 'Profile')).toBeVisible()
})
