import type { Page } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { expect, test } from '../support/browser/browser'
import { heading, passwordField } from '../support/browser/steps'
import { databaseOf } from '../support/world/snapshot'

const email = 'someone@example.com'
const password = 'wet paint on the stairs'

// Before there is anybody nobody can sign in.
test.beforeEach(async ({ organization }) => {
  await organization.agent()
})

async function typeIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await passwordField(page).fill(password)
}

/** The sentence is there and has the focus, and everything that was typed is, the password included. */
async function expectTrouble(page: Page, sentence: RegExp): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: sentence })
  await expect(alert).toBeVisible()
  await expect(alert).toBeFocused()
  await expect(page.getByLabel('Email')).toHaveValue(email)
  await expect(passwordField(page)).toHaveValue(password)
}

const send = (page: Page) => page.getByRole('button', { name: 'Sign in' }).click()

test('without a network the form says so, keeps what was typed, and works once there is one', async ({
  page,
  context,
  alarms,
}) => {
  alarms.expect(/Failed to load resource: net::ERR_INTERNET_DISCONNECTED/)
  await typeIn(page)
  await context.setOffline(true)
  await send(page)
  await expectTrouble(page, /^You’re offline\. Connect to the network, then try again\./)
  await send(page)
  await expectTrouble(page, /^You’re offline\./)
  await context.setOffline(false)
  await send(page)
  await expect(page.getByText('The email or password is')).toBeVisible()
  await expect(page.getByText('You’re offline')).toBeHidden()
})

test('while a form is under way its button says so, and pressing it again sends nothing', async ({
  page,
}) => {
  await typeIn(page)
  const button = page.getByRole('button', { name: 'Sign in' })
  let posts = 0
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/sign-in', async (route) => {
    posts++
    await held
    await route.continue()
  })
  await button.click()
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('One moment…')).toBeAttached()
  await button.click({ force: true })
  await passwordField(page).press('Enter')
  release()
  await expect(page.getByText('The email or password is')).toBeVisible()
  await expect(button).not.toHaveAttribute('aria-disabled')
  expect(posts).toBe(1)
})

/** Something on the way takes what is sent and answers nothing until it is released, or for good. */
async function silence(page: Page, path: string) {
  const way = { posts: 0, release: () => {} }
  const held = new Promise<void>((resolve) => {
    way.release = resolve
  })
  await page.route(`**${path}`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    way.posts++
    await held
    // The page may have been left.
    await route.continue().catch(() => {})
  })
  return way
}

const noAnswer = /^There’s no answer yet\. When one comes, this page goes on by itself\./

test('where no answer comes the page says so, sends nothing twice, and takes a late one', async ({
  page,
}) => {
  await page.clock.install()
  await typeIn(page)
  const way = await silence(page, '/sign-in')
  const button = page.getByRole('button', { name: 'Sign in' })
  await button.click()
  await page.clock.fastForward(29_000)
  await expect(page.getByText('One moment…')).toBeAttached()
  await expect(page.getByText(noAnswer)).toBeHidden()
  await page.clock.fastForward(2_000)
  await expectTrouble(page, noAnswer)
  await button.click({ force: true })
  await passwordField(page).press('Enter')
  expect(way.posts).toBe(1)
  way.release()
  await expect(page.getByText('The email or password is')).toBeVisible()
  await expect(page.getByText(noAnswer)).toBeHidden()
  await expect(page.getByLabel('Email')).toHaveValue(email)
  expect(way.posts).toBe(1)
})

test('a late answer that leads on does, and leaves nothing to be put back', async ({
  page,
  organization,
  signedIn,
}) => {
  await page.clock.install()
  await signedIn(await organization.admin())
  await page.goto('/organization/users/new')
  await page.getByLabel('Full name').fill('Noor Haddad')
  await page.getByLabel('Email').fill('noor.late@example.com')
  const way = await silence(page, '/organization/users/new')
  await page.getByRole('button', { name: 'Add user' }).click()
  await page.clock.fastForward(31_000)
  await expect(page.getByRole('alert').filter({ hasText: noAnswer })).toBeVisible()
  await expect(page.getByLabel('Full name')).toHaveValue('Noor Haddad')
  way.release()
  await expect(heading(page, 'Noor Haddad')).toBeVisible()
  await page.goto('/organization/users/new')
  await expect(page.getByLabel('Full name')).toHaveValue('')
  expect(way.posts).toBe(1)
})

test('whoever waits no longer reloads, and finds what was typed but the password', async ({ page }) => {
  await page.clock.install()
  await typeIn(page)
  const way = await silence(page, '/sign-in')
  await send(page)
  await page.clock.fastForward(31_000)
  await expectTrouble(page, noAnswer)
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(passwordField(page)).toHaveValue('')
  await expect(page.getByLabel('Email')).toHaveValue(email)
  expect(way.posts).toBe(1)
})

test('what a proxy answers in our place, and a connection that breaks, are told apart from a wrong password', async ({
  page,
  alarms,
}) => {
  alarms.expect(/status of 502/)
  alarms.expect(/^502 from/)
  alarms.expect(/status of 413/)
  alarms.expect(/ERR_CONNECTION_RESET/)
  await typeIn(page)
  for (const [status, contentType] of [
    [502, 'text/html'],
    [502, 'text/plain'],
    [413, 'text/html'],
    [200, 'text/html'],
  ] as const) {
    await page.route('**/sign-in', (route) => route.fulfill({ status, contentType, body: 'Bad gateway' }))
    await send(page)
    await expectTrouble(page, /something on the way to it did, such as a proxy\. Try again in a minute\./)
    await page.unroute('**/sign-in')
  }
  await page.route('**/sign-in', (route) => route.abort('connectionreset'))
  await send(page)
  await expectTrouble(page, /^The server can’t be reached\./)
  await page.unroute('**/sign-in')
  await send(page)
  await expect(page.getByText('The email or password is')).toBeVisible()
})

test('what our server refuses says why: too large, and sent from another address', {
  tag: '@several-servers',
}, async ({ page, server, alarms }) => {
  alarms.expect(/status of 413/)
  alarms.expect(/status of 403/)
  await page.goto('/recovery')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Organization').fill('Fjordline')
  const what = page.getByLabel('What happened?')
  await what.evaluate((area) => area.removeAttribute('maxlength'))
  await what.fill('x'.repeat(70_000))
  await page.getByRole('button', { name: 'Send request' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /^This form is too large/ })).toBeVisible()
  await expect(what).toHaveValue('x'.repeat(70_000))

  const other = server.origin.replace('localhost', '127.0.0.1')
  await page.context().addCookies([{ name: 'cs.led', value: '1', url: other }])
  await page.goto(`${other}/sign-in`)
  await page.getByLabel('Email').fill(email)
  await passwordField(page).fill(password)
  await send(page)
  await expectTrouble(page, new RegExp(`from another address.* Send it from here: ${server.origin}`))
})

/** As if the server had been updated while the page was open: it knows none of the page's actions. */
async function updateServer(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    const headers = route.request().headers()
    if (headers['next-action'] === undefined) return route.continue()
    return route.continue({ headers: { ...headers, 'next-action': `7f${'0'.repeat(40)}` } })
  })
}

test('a page from before an update keeps what was typed and offers to reload', async ({ page, alarms }) => {
  alarms.expect(/status of 404/)
  await typeIn(page)
  await updateServer(page)
  await send(page)
  await expectTrouble(page, /^This page is from before the server was updated/)
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(passwordField(page)).toHaveValue('')
  await expect(page.getByLabel('Email')).toHaveValue(email)
  await passwordField(page).fill(password)
  await send(page)
  await expect(page.getByText('The email or password is')).toBeVisible()
})

test('where nothing was typed such a page reloads by itself, and the button works then', async ({
  page,
  organization,
  signedIn,
  alarms,
}) => {
  alarms.expect(/status of 404/)
  await signedIn(await organization.agent())
  await page.goto('/profile')
  await updateServer(page)
  const signOut = page.getByRole('navigation').getByRole('button', { name: 'Sign out' })
  await signOut.click()
  await expect(page.getByText('The server was updated, so this page was reloaded. Try again.')).toBeVisible()
  await page.unrouteAll()
  await signOut.click()
  await expect(page.getByText('You’re signed out.')).toBeVisible()
})

test('such a page is not reloaded by itself while something is typed on it, in whatever form, and before or after an answer', async ({
  page,
  organization,
  signedIn,
  alarms,
}) => {
  alarms.expect(/status of 404/)
  const admin = await organization.admin()
  await signedIn(admin)
  await page.goto('/organization/users/new')
  const [name, address] = [page.getByLabel('Full name'), page.getByLabel('Email')]
  await name.fill('Noor Haddad')
  await address.fill(admin.email)
  await page.getByLabel('Role').selectOption('admin')
  await page.getByLabel('Enable 2FA').check()
  await updateServer(page)
  await page.getByRole('button', { name: 'Dark theme' }).first().click()
  const stale = page
    .getByRole('alert')
    .filter({ hasText: /^This page is from before the server was updated/ })
  await expect(stale).toBeVisible()
  await expect(name).toHaveValue('Noor Haddad')
  await page.unrouteAll()
  await page.reload()
  await expect(name).toHaveValue('Noor Haddad')
  await expect(address).toHaveValue(admin.email)
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(page.getByText(/already has this email\.$/)).toBeVisible()

  // What the answer put back into the fields is what was typed.
  await updateServer(page)
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(
    page.locator('form').filter({ has: name }).and(page.locator(':has([role=alert])')),
  ).toBeVisible()
  await expect(name).toHaveValue('Noor Haddad')
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByText('The server was updated, so this page was reloaded. Try again.')).toBeVisible()
  await expect(name).toHaveValue('Noor Haddad')
  await expect(address).toHaveValue(admin.email)
  await expect(page.getByLabel('Role')).toHaveValue('admin')
  await expect(page.getByLabel('Enable 2FA')).toBeChecked()
})

test('buttons outside any form of fields, and dialogs, say it too', async ({
  page,
  context,
  organization,
  signedIn,
  alarms,
}) => {
  alarms.expect(/ERR_INTERNET_DISCONNECTED/)
  await signedIn(await organization.agent({ enrolled: true }))
  await page.goto('/profile')
  await page.getByRole('button', { name: 'Change password' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change' })
  await passwordField(dialog).or(dialog.getByLabel('Current password')).first().fill(password)
  await dialog.getByLabel('New password').fill('two wooden ladders')
  await context.setOffline(true)
  await dialog.getByRole('button', { name: /^(Change|Save) password$/ }).click()
  await expect(dialog.getByRole('alert')).toContainText('You’re offline')
  await expect(dialog.getByLabel('New password')).toHaveValue('two wooden ladders')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Dark theme' }).first().click()
  await expect(page.getByRole('alert').filter({ hasText: 'You’re offline' })).toBeVisible()
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Dark theme' }).first().click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('alert').filter({ hasText: 'You’re offline' })).toBeHidden()
})

test('a page that failed can be tried again', async ({ page, newServer, alarms }) => {
  alarms.expect(/console: /)
  await page.goto(newServer.printedLink)
  await page.getByLabel('Organization').fill('Fjordline')
  await page.getByLabel('Full name').fill('Maria Olsen')
  await page.getByLabel('Email').fill('maria@example.com')
  await passwordField(page).fill(password)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(heading(page, 'Overview')).toBeVisible()
  const broken = new Sqlite(databaseOf(newServer))
  broken.exec('alter table audit_entries rename to audit_entries_away')
  await page.getByRole('navigation').getByRole('link', { name: 'Audit log' }).first().click()
  await expect(heading(page, 'Something went wrong')).toBeVisible()
  broken.exec('alter table audit_entries_away rename to audit_entries')
  broken.close()
  await page
    .getByRole('button', { name: 'Try again' })
    .or(page.getByRole('link', { name: 'Try again' }))
    .click()
  await expect(heading(page, 'Audit log')).toBeVisible()
})
