import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { findTouchFaults } from '../support/browser/handset'
import { readQrCode } from '../support/browser/qr-screenshot'
import {
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  saveRecoveryCodes,
  signIn,
  signOut,
} from '../support/browser/steps'
import type { Resident } from '../support/server/resident'
import { Authenticator } from '../support/world/authenticator'

/*
 * Someone who has more than one authenticator.
 */

/** What the one goes by that they set up first. */
const first = 'Authenticator app'

const listOf = (page: Page) => page.getByRole('list', { name: 'Authenticators', exact: true })
const entries = (page: Page) => listOf(page).getByRole('listitem')

/** Password and code, where both are asked. */
async function prove(on: Page | Locator, password: string, code: string): Promise<void> {
  await passwordField(on).fill(password)
  await on.getByLabel('Authentication code or recovery code').fill(code)
}

/** Begins on the profile to add one of this name, and scans the QR code with it. */
async function scanAnother(page: Page, who: Resident, name: string): Promise<Authenticator> {
  await page.goto('/profile')
  await page.getByRole('link', { name: 'Add authenticator' }).click()
  await expect(heading(page, 'Add authenticator')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await prove(page, who.password, await who.phone.nextCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Setup key').waitFor()
  return Authenticator.scan(await readQrCode(page), { ahead: 1 })
}

/** Opens what one of the authenticators is asked. */
async function ask(page: Page, what: 'Rename' | 'Remove', name: string): Promise<Locator> {
  await page.goto('/profile')
  await page.getByRole('button', { name: `${what} ${name}`, exact: true }).click()
  const title = what === 'Rename' ? 'Rename authenticator' : `Remove ${name}?`
  const dialog = page.getByRole('dialog', { name: title })
  await expect(dialog).toBeVisible()
  return dialog
}

test('a second phone is added with both factors, signs in, and stands in for the first when that is lost', {
  tag: '@several-servers',
}, async ({ page, organization, signedIn, signedInElsewhere, anotherBrowser, postbox }) => {
  const agent = await organization.agent({ enrolled: true })
  const [elsewhere, admins] = [await anotherBrowser(), await anotherBrowser()]
  await signedIn(agent)
  await signedInElsewhere(agent, elsewhere)

  // Whoever has one, and never asked for more, sees no list of them.
  await page.goto('/profile')
  await expect(page.getByRole('link', { name: 'Replace authenticator' })).toBeVisible()
  await expect(listOf(page)).toHaveCount(0)
  const spare = await scanAnother(page, agent, 'Spare phone')
  expect(spare.setupKey).not.toBe(agent.phone.setupKey)
  await enterCode(page, await spare.nextCode(), 'Verify and add')
  await expect(page.getByText('Authenticator added. You’re signed out everywhere else.')).toBeVisible()
  await expect(entries(page)).toHaveText([/^Authenticator app/, /^Spare phone/])
  await expect(page.getByText('10 recovery codes left.', { exact: true })).toBeVisible()
  const added = await postbox.next(agent.email, 'An authenticator was added')
  expect(added.text).toContain('“Spare phone” was added to your account.')
  await expectSignedOut(elsewhere)

  await enterPassword(elsewhere, agent)
  await enterCode(elsewhere, await spare.nextCode())
  await expect(heading(elsewhere, 'Profile')).toBeVisible()
  await expect(entries(elsewhere).filter({ hasText: 'Spare phone' })).toContainText(
    /last used .* · Chrome on Linux/,
  )
  await signOut(page)
  await signIn(page, agent)

  // The first is lost: whoever has it needs the password too, and is signed out with it.
  const dialog = await ask(elsewhere, 'Remove', first)
  await expect(dialog).toContainText('Your recovery codes stay the same')
  await prove(dialog, agent.password, await spare.nextCode())
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(elsewhere.getByText('Authenticator removed. You’re signed out everywhere else.')).toBeVisible()
  await expect(entries(elsewhere)).toHaveText([/^Spare phone/])
  await expect(elsewhere.getByRole('button', { name: /^Remove/ })).toHaveCount(0)
  const removed = await postbox.next(agent.email, 'An authenticator was removed')
  expect(removed.text).toContain('You have 1 authenticator left.')

  await expectSignedOut(page)
  await enterPassword(page, agent)
  await enterCode(page, await agent.phone.nextCode())
  await expect(page.getByLabel('Authentication code')).toHaveAccessibleDescription(/That code didn't work/)

  await signedIn(await organization.admin(), admins)
  await admins.goto(`/organization/users/${agent.id}`)
  const events = admins.getByRole('table', { name: `Events of ${agent.name}` })
  await expect(events).toContainText('added an authenticator')
  await expect(events).toContainText('removed an authenticator')
  await expect(events).toContainText('Spare phone')
})

test('nothing is added with a wrong password or code, and the name stays as it was typed', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await signedIn(agent)
  await page.goto('/profile/two-factor/add')
  const [name, code] = [
    page.getByLabel('Name', { exact: true }),
    page.getByLabel('Authentication code or recovery code'),
  ]
  await name.fill('Tablet')
  await prove(page, 'not my password at all', await agent.phone.nextCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(passwordField(page)).toHaveAccessibleDescription('The password is incorrect.')
  await expect(name).toHaveValue('Tablet')
  await prove(page, agent.password, await agent.phone.wrongCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(code).toHaveAccessibleDescription(/That code didn't work/)
  await expect(code).toHaveValue('')
  await expect(name).toHaveValue('Tablet')
  await name.fill('\u2800')
  await prove(page, agent.password, agent.nextRecoveryCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(name).toHaveAccessibleDescription(/^Enter a name\./)
  await expect(page.getByRole('img', { name: 'QR code' })).toHaveCount(0)
  await page.goto('/profile')
  await expect(listOf(page)).toHaveCount(0)
  await expect(page.getByText('10 recovery codes left.', { exact: true })).toBeVisible()
})

test('an authenticator is renamed with both factors, and no one is signed out by that', async ({
  page,
  organization,
  signedIn,
  signedInElsewhere,
  anotherBrowser,
  postbox,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const spare = await organization.addPhone(agent, 'Spare phone')
  const elsewhere = await anotherBrowser()
  await signedIn(agent)
  await signedInElsewhere(agent, elsewhere)

  const dialog = await ask(page, 'Rename', first)
  const name = dialog.getByLabel('Name', { exact: true })
  await expect(name).toHaveValue(first)
  await name.fill('Phone with the blue case')
  await prove(dialog, agent.password, await spare.wrongCode())
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(dialog.getByLabel('Authentication code or recovery code')).toHaveAccessibleDescription(
    /That code didn't work/,
  )
  await expect(name).toHaveValue('Phone with the blue case')
  // A code of the other one will do: either is the second factor.
  await prove(dialog, agent.password, await spare.nextCode())
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByText('Authenticator renamed.')).toBeVisible()
  await expect(entries(page)).toHaveText([/^Phone with the blue case/, /^Spare phone/])
  const { text } = await postbox.next(agent.email, 'An authenticator was renamed')
  expect(text).toContain('“Authenticator app” is now called “Phone with the blue case”.')
  await elsewhere.goto('/profile')
  await expect(entries(elsewhere)).toHaveText([/^Phone with the blue case/, /^Spare phone/])
})

test('the last one is never removed, not from another tab either', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await organization.addPhone(agent, 'Spare phone')
  await signedIn(agent)
  const other = await page.context().newPage()
  const [here, there] = [await ask(page, 'Remove', 'Spare phone'), await ask(other, 'Remove', first)]
  await prove(there, agent.password, agent.nextRecoveryCode())
  await there.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(other.getByText('Authenticator removed.')).toBeVisible()
  await prove(here, agent.password, agent.nextRecoveryCode())
  await here.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('This is your only authenticator.')).toBeVisible()
  await expect(entries(page)).toHaveText([/^Spare phone/])

  // Its question is not asked by its address either.
  const rename = page.getByRole('button', { name: 'Rename Spare phone' })
  await rename.click()
  await expect(page).toHaveURL(/\/rename\??$/)
  await page.goto(page.url().replace('/rename', '/remove'))
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('turning off takes all of them', async ({ page, organization, signedIn }) => {
  const agent = await organization.agent({ enrolled: true })
  const spare = await organization.addPhone(agent, 'Spare phone')
  await signedIn(agent)
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Turn off' }).click()
  const dialog = page.getByRole('dialog', { name: 'Turn off two-factor authentication?' })
  await expect(dialog).toContainText('Your 2 authenticators and recovery codes are deleted')
  await passwordField(dialog).fill(agent.password)
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByText('Two-factor authentication is off.')).toBeVisible()
  await expect(listOf(page)).toHaveCount(0)

  // Whoever turns it on again begins with one.
  await page.goto('/profile/two-factor/add')
  await page.getByRole('link', { name: 'Turn it on' }).click()
  await passwordField(page).fill(agent.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Setup key').waitFor()
  const phone = Authenticator.scan(await readQrCode(page), { ahead: 1 })
  await enterCode(page, await phone.nextCode(), 'Verify and turn on')
  await saveRecoveryCodes(page)
  await expect(listOf(page)).toHaveCount(0)
  await signOut(page)
  await enterPassword(page, agent)
  await enterCode(page, await spare.nextCode())
  await expect(page.getByLabel('Authentication code')).toHaveAccessibleDescription(/That code didn't work/)
  await enterCode(page, await phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('ten are the most', async ({ page, organization, signedIn }) => {
  const agent = await organization.agent({ enrolled: true })
  for (let n = 2; n <= 10; n++) await organization.addPhone(agent, `Phone ${n}`)
  await signedIn(agent)
  await page.goto('/profile')
  await expect(entries(page)).toHaveCount(10)
  await expect(
    page.getByText('You have 10 authenticators and passkeys, as many as there can be.'),
  ).toBeVisible()
  const add = page.getByRole('link', { name: 'Add authenticator' })
  await expect(add).toHaveCount(0)
  await page.goto('/profile/two-factor/add')
  await expect(
    page.getByText('You can have up to 10 authenticators and passkeys. Remove one first.'),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Back to profile' }).click()
  const dialog = await ask(page, 'Remove', 'Phone 7')
  await prove(dialog, agent.password, await agent.phone.nextCode())
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(entries(page)).toHaveCount(9)
  await expect(add).toBeVisible()
})

test('with several, a new phone takes the place of the one that is chosen', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const spare = await organization.addPhone(agent, 'Spare phone')
  await signedIn(agent)
  await page.goto('/profile')
  await page.getByRole('link', { name: 'Replace authenticator' }).click()
  const which = page.getByLabel('Which authenticator')
  await expect(which).toHaveValue('')
  await which.selectOption('Spare phone')
  await prove(page, agent.password, await agent.phone.nextCode())
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('Your other authenticators keep working.')).toBeVisible()
  const phone = Authenticator.scan(await readQrCode(page), { ahead: 1 })
  await enterCode(page, await phone.nextCode(), 'Verify and turn on')
  await expect(page.getByText('Delete the entry of the authenticator you replaced')).toBeVisible()
  await saveRecoveryCodes(page)
  await expect(entries(page)).toHaveText([/^Authenticator app/, /^Spare phone/])

  await signOut(page)
  await enterPassword(page, agent)
  await enterCode(page, await spare.nextCode())
  await expect(page.getByLabel('Authentication code')).toHaveAccessibleDescription(/That code didn't work/)
  await enterCode(page, await phone.nextCode())
  await expect(heading(page, 'Profile')).toBeVisible()
  await signOut(page)
  await signIn(page, agent)
})

test('someone of whom it is required may remove one of two, and turn nothing off', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ enrolled: true, required: true })
  await organization.addPhone(agent, 'Spare phone')
  await signedIn(agent)
  await page.goto('/profile')
  await expect(page.getByText('Ask an admin to turn it off.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Turn off' })).toHaveCount(0)
  const dialog = await ask(page, 'Remove', 'Spare phone')
  await prove(dialog, agent.password, agent.nextRecoveryCode())
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('Authenticator removed.')).toBeVisible()
  await expect(page.getByText(/^On since \d+ \w+ \d{4}\.$/)).toBeVisible()
  // It is as it was before: one, and no list.
  await expect(listOf(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one is added, renamed and removed', async ({ page, organization }) => {
    const agent = await organization.agent({ enrolled: true })
    await signIn(page, agent)
    const phone = await scanAnother(page, agent, 'Tablet')
    await enterCode(page, await phone.nextCode(), 'Verify and add')
    await expect(page.getByText('Authenticator added.')).toBeVisible()

    const rename = await ask(page, 'Rename', 'Tablet')
    await rename.getByLabel('Name', { exact: true }).fill('Old tablet')
    await prove(rename, 'not my password at all', agent.nextRecoveryCode())
    await rename.getByRole('button', { name: 'Rename' }).click()
    await expect(passwordField(rename)).toHaveAccessibleDescription('The password is incorrect.')
    await expect(rename.getByLabel('Name', { exact: true })).toHaveValue('Old tablet')
    await prove(rename, agent.password, agent.nextRecoveryCode())
    await rename.getByRole('button', { name: 'Rename' }).click()
    await expect(page.getByText('Authenticator renamed.')).toBeVisible()

    const other = await page.context().newPage()
    const [here, there] = [await ask(page, 'Remove', 'Old tablet'), await ask(other, 'Remove', first)]
    await prove(here, agent.password, await phone.nextCode())
    await here.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(page.getByText('Authenticator removed.')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await prove(there, agent.password, agent.nextRecoveryCode())
    await there.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(other.getByText('This is your only authenticator.')).toBeVisible()
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

  test('one is added through the link, and everything can be hit with a finger', async ({
    page,
    organization,
    signedIn,
  }) => {
    const agent = await organization.agent({ enrolled: true })
    await signedIn(agent)
    await page.goto('/profile')
    await page.getByRole('link', { name: 'Add authenticator' }).tap()
    await page.getByLabel('Name', { exact: true }).fill('The phone that I hold in my other hand')
    expect(await findTouchFaults(page)).toEqual([])
    await prove(page, agent.password, await agent.phone.nextCode())
    await page.getByRole('button', { name: 'Continue' }).tap()
    const link = page.getByRole('link', { name: 'Open in authenticator app' })
    const phone = Authenticator.scan((await link.getAttribute('href')) ?? '', { ahead: 1 })
    expect(await findTouchFaults(page)).toEqual([])
    await enterCode(page, await phone.nextCode(), 'Verify and add')
    await expect(entries(page)).toHaveCount(2)
    expect(await findTouchFaults(page)).toEqual([])
    const dialog = await ask(page, 'Remove', 'The phone that I hold in my other hand')
    expect(await findTouchFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).tap()
    await expect(dialog).toBeHidden()
    await expect(entries(page)).toHaveCount(2)
  })
})
