import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import {
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  saveRecoveryCodes,
  signOut,
} from '../support/browser/steps'
import { VirtualKey } from '../support/browser/virtual-key'

const factors = (page: Page) => page.getByRole('list', { name: 'Authenticators and passkeys' })
const addPasskey = (page: Page) => page.getByRole('button', { name: 'Add passkey' })
const useYours = (on: Page | Locator) => on.getByRole('button', { name: 'Use your passkey' })

test('a passkey is added with both factors, signs in after the password and alone, and is removed', async ({
  page,
  organization,
  signedIn,
  signedInElsewhere,
  anotherBrowser,
  postbox,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const elsewhere = await anotherBrowser()
  const key = await VirtualKey.plugInto(page, 'synced')
  await signedIn(agent)
  await signedInElsewhere(agent, elsewhere)

  await page.goto('/profile')
  await page.getByRole('link', { name: 'Add passkey' }).click()
  await expect(heading(page, 'Add passkey')).toBeVisible()
  await passwordField(page).fill(agent.password)
  await page.getByLabel('Authentication code or recovery code').fill(await agent.phone.nextCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await addPasskey(page).click()
  await expect(page.getByText('Passkey added. You’re signed out everywhere else.')).toBeVisible()
  await expect(factors(page)).toContainText('Synced between your devices.')
  await expect(page.getByText('10 recovery codes left.', { exact: true })).toBeVisible()
  const added = await postbox.next(agent.email, 'A passkey was added')
  expect(added.text).toContain('“Passkey (Chrome on Linux)” was added to your account.')
  await expectSignedOut(elsewhere)

  await key.isTouched(false)
  await signOut(page)
  await enterPassword(page, agent)
  await expect(heading(page, 'Confirm it’s you')).toBeVisible()
  await expect(page.getByLabel('Authentication code')).toBeVisible()
  await key.isTouched(true)
  await useYours(page).click()
  await expect(heading(page, 'Profile')).toBeVisible()

  await key.isTouched(false)
  await signOut(page)
  await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeEnabled()
  await key.isTouched(true)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()

  await page.getByRole('button', { name: /^Remove (?!Authenticator)/ }).click()
  const dialog = page.getByRole('dialog')
  await passwordField(dialog).fill(agent.password)
  await useYours(dialog).click()
  await expect(page.getByText('Passkey removed. You’re signed out everywhere else.')).toBeVisible()
  await expect(factors(page)).toHaveCount(0)
  await postbox.next(agent.email, 'A passkey was removed')
  // The browser was told, and offers it no more.
  await expect.poll(async () => (await key.credentials()).length).toBe(0)
})

test('who must have a second factor chooses a passkey, gets recovery codes, and signs in by it alone', async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ required: true })
  const key = await VirtualKey.plugInto(page, 'device', false)
  await enterPassword(page, agent)
  await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
  await page.getByRole('link', { name: 'Use a passkey instead' }).click()
  await expect(heading(page, 'Add a passkey')).toBeVisible()
  await key.isTouched(true)
  await addPasskey(page).click()
  await saveRecoveryCodes(page)
  await page.goto('/profile')
  await expect(factors(page)).toContainText('On this one device only.')
  await expect(factors(page)).toContainText('To remove it, add another first.')
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Replace authenticator' })).toHaveCount(0)

  // The field offers it, and it is chosen there: the touch is simulated as soon as the page asks.
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('a passkey that was removed elsewhere is refused in a sentence, and the browser forgets it', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ required: true })
  const admins = await anotherBrowser()
  const key = await VirtualKey.plugInto(page, 'device', false)
  await enterPassword(page, agent)
  await page.getByRole('link', { name: 'Use a passkey instead' }).click()
  await expect(heading(page, 'Add a passkey')).toBeVisible()
  await key.isTouched(true)
  await addPasskey(page).click()
  await saveRecoveryCodes(page)
  await key.isTouched(false)

  await signedIn(await organization.admin({ enrolled: true }), admins)
  await admins.goto(`/organization/users/${agent.id}/reset`)
  await admins.getByRole('dialog').getByRole('button', { name: 'Reset' }).click()
  await expect(admins.getByText(/Removed: 1 passkey/).first()).toBeVisible()

  // A browser asks only in the window that has the focus.
  await page.bringToFront()
  await key.isTouched(true)
  await page.goto('/sign-in')
  await expect(page.getByText('This passkey was removed from your account. Use another way.')).toBeVisible()
  await expect.poll(async () => (await key.credentials()).length).toBe(0)
})

test('a cancelled request says what to do, and a security key without a PIN works after the password', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const key = await VirtualKey.plugInto(page, 'without-pin')
  await signedIn(agent)
  await page.goto('/profile/two-factor/passkey')
  await passwordField(page).fill(agent.password)
  await page.getByLabel('Authentication code or recovery code').fill(await agent.phone.nextCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await addPasskey(page).click()
  await expect(page.getByText('Passkey added.')).toBeVisible()
  await expect(factors(page)).toContainText('Asked for after your password.')
  await signOut(page)

  await enterPassword(page, agent)
  await useYours(page).click()
  await expect(heading(page, 'Profile')).toBeVisible()
  await signOut(page)
  await key.unplug()
  const other = await VirtualKey.plugInto(page, 'security-key')
  await other.isVerified(false)
  await enterPassword(page, agent)
  await useYours(page).click()
  await expect(page.getByText('No passkey was used.')).toBeVisible()
  await page.getByLabel('Authentication code').fill(await agent.phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('whoever has a passkey signs in with the code, and is told why', async ({ page, organization }) => {
    const agent = await organization.agent({ enrolled: true })
    await organization.addPasskey(agent)
    await page.goto('/sign-in')
    await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeHidden()
    await enterPassword(page, agent)
    await expect(heading(page, 'Confirm it’s you')).toBeVisible()
    await expect(page.getByText('Passkeys need JavaScript. Use a code or a recovery code.')).toBeVisible()
    await expect(useYours(page)).toBeHidden()
    await page.getByLabel('Authentication code').fill(await agent.phone.nextCode())
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(heading(page, 'Profile')).toBeVisible()
  })
})

test.describe('where only passkeys count', () => {
  test('an admin makes it the rule for a group: a code is refused, and a recovery code leads to a passkey', async ({
    page,
    organization,
    signedIn,
    signedInElsewhere,
    anotherBrowser,
  }) => {
    const admin = await organization.admin({ enrolled: true })
    const agent = await organization.agent({ enrolled: true })
    const elsewhere = await anotherBrowser()
    await signedInElsewhere(agent, elsewhere)
    const group = `Vault ${agent.id.slice(0, 8)}`
    await organization.group(group, [agent])
    const admins = await anotherBrowser()
    await signedIn(admin, admins)
    await admins.goto('/organization/policy')
    await expect(admins.getByText('Codes of authenticator apps and passkeys both count.')).toBeVisible()
    await admins.goto('/organization/policy/passkeys')

    // Without a passkey of an admin's own it can't be the rule for all.
    await admins.getByLabel('Everyone', { exact: true }).check()
    await admins.getByRole('button', { name: 'Preview' }).click()
    await expect(admins.getByText('No admin could sign in with this')).toBeVisible()
    await expect(admins.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)

    await admins.getByLabel('Everyone in chosen groups').check()
    await admins.getByLabel(group).check()
    await admins.getByRole('button', { name: 'Preview' }).click()
    await expect(admins.getByText(`Only passkeys count for everyone in ${group}, at once.`)).toBeVisible()
    await expect(admins.getByText('Applies to 1 person', { exact: true })).toBeVisible()
    await admins.getByRole('link', { name: '1 of them has no passkey yet' }).click()
    await expect(admins.getByText(agent.email)).toBeVisible()
    await admins.getByRole('link', { name: 'Passkeys only' }).click()
    await admins.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(admins.getByText('Passkeys only saved.')).toBeVisible()

    // Where they are signed in, every page says so, and leads to adding one.
    await elsewhere.goto('/profile')
    await expect(
      elsewhere.getByText(
        'Your organization accepts passkeys only. Add one now, or your next sign-in takes a recovery code.',
      ),
    ).toBeVisible()
    await elsewhere.getByRole('link', { name: 'Add passkey' }).first().click()
    await expect(heading(elsewhere, 'Add passkey')).toBeVisible()

    // A recovery code would be spent there for nothing: that is said first.
    const plain = await anotherBrowser({ javaScriptEnabled: false })
    await enterPassword(plain, agent)
    await expect(plain.getByText('Your organization accepts nothing else, so use another')).toBeVisible()
    await plain.getByRole('link', { name: 'Use a recovery code' }).click()
    await expect(plain.getByText('You’ll have to add one after this code, so use another')).toBeVisible()

    const key = await VirtualKey.plugInto(page, 'device', false)
    await enterPassword(page, agent)
    await expect(heading(page, 'Confirm it’s you')).toBeVisible()
    await expect(
      page.getByText(
        'Your organization accepts passkeys only, and you don’t have one yet. Use a recovery code, then add one.',
      ),
    ).toBeVisible()
    await expect(page.getByRole('link', { name: 'No recovery code?' })).toBeVisible()
    await expect(page.getByLabel('Authentication code')).toHaveCount(0)
    await page.getByRole('link', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill(agent.nextRecoveryCode())
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(heading(page, 'Add a passkey')).toBeVisible()
    await expect(page.getByText('Your recovery code was right, and is spent now.')).toBeVisible()
    await page.bringToFront()
    await key.isTouched(true)
    await addPasskey(page).click()
    await expect(heading(page, 'Profile')).toBeVisible()
    await expect(factors(page)).toContainText('On this one device only.')

    await admins.goto('/organization/policy/passkeys')
    await admins.getByLabel('Nobody').check()
    await admins.getByRole('button', { name: 'Preview' }).click()
    await admins.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(admins.getByText('Passkeys only saved.')).toBeVisible()
  })

  test('who has no second factor yet is led to a passkey, and told nothing of a phone', async ({
    page,
    organization,
    signedIn,
    anotherBrowser,
  }) => {
    const agent = await organization.agent()
    const group = `Lab ${agent.id.slice(0, 8)}`
    await organization.group(group, [agent])
    const admins = await anotherBrowser()
    await signedIn(await organization.admin({ enrolled: true }), admins)
    const saved = async (words: string) => {
      await admins.getByRole('button', { name: 'Preview' }).click()
      await admins.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(admins.getByText(words)).toBeVisible()
    }
    await admins.goto('/organization/policy/passkeys')
    await admins.getByLabel('Everyone in chosen groups').check()
    await admins.getByLabel(group).check()
    await saved('Passkeys only saved.')

    await enterPassword(page, agent)
    await expect(page.getByText('Adds your passkey to every sign-in.')).toBeVisible()
    await page.getByRole('link', { name: 'Enable two-factor authentication' }).click()
    await expect(heading(page, 'Add passkey')).toBeVisible()
    await signOut(page)

    await admins.goto('/organization/policy')
    await admins.getByRole('radio', { name: 'Groups' }).check()
    await admins.getByRole('checkbox', { name: group }).check()
    await admins.getByRole('radio', { name: 'On a date' }).check()
    const inDays = new Date(Date.now() + 4 * 86_400_000).toISOString().slice(0, 10)
    await admins.getByLabel('Date and time').fill(`${inDays}T18:00`)
    await saved('Policy saved.')

    await enterPassword(page, agent)
    await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
    await expect(page.getByText('you add a passkey on this device, on your phone or on a')).toBeVisible()
    await page.getByRole('link', { name: 'Set up now' }).click()
    await expect(heading(page, 'Add passkey')).toBeVisible()
    await page.goto('/profile')
    await page.getByRole('link', { name: 'Set up now' }).click()
    await expect(heading(page, 'Add passkey')).toBeVisible()

    for (const [path, words] of [
      ['/organization/policy', 'Policy saved.'],
      ['/organization/policy/passkeys', 'Passkeys only saved.'],
    ] as const) {
      await admins.goto(path)
      await admins.getByRole('radio', { name: 'Nobody' }).check()
      await saved(words)
    }
  })
})
