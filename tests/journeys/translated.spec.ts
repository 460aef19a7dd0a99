import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { enterPassword, heading, passwordField, spaced } from '../support/browser/steps'
import { translate } from '../support/browser/translation'

/** Sends the form twice, translated anew each time, and sees an answer each time. */
async function sendTwice(page: Page, button: string, answer: RegExp | string, fill: () => Promise<void>) {
  for (let n = 0; n < 2; n++) {
    await translate(page)
    await fill()
    await translate(page)
    await page.getByRole('button', { name: button, exact: true }).click()
    await expect(page.getByText(answer).first()).toBeVisible()
    await expect(page.getByText('One moment…')).toHaveCount(0)
  }
  await expect(heading(page, 'Something went wrong')).toHaveCount(0)
}

test('signing in: wrong passwords, wrong codes, and the other kind of code', async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await page.goto('/sign-in')
  await sendTwice(page, 'Sign in', /The email or password is/, async () => {
    await page.getByLabel('Email').fill(agent.email)
    await passwordField(page).fill('not the right one')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('button', { name: 'Hide' }).click()
  })
  await enterPassword(page, agent)
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
  const code = page.getByLabel('Authentication code')
  await sendTwice(page, 'Verify', /^That code/, async () => code.fill(spaced(await agent.phone.wrongCode())))
  await sendTwice(page, 'Verify', 'A code has 6 digits. This has 5.', async () => code.fill('12345'))
  await translate(page)
  await page.getByRole('link', { name: 'Use a recovery code' }).click()
  await expect(heading(page, 'Use a recovery code')).toBeVisible()
  const recoveryCode = page.getByLabel('Recovery code')
  await sendTwice(page, 'Verify', /^A recovery code has 16/, async () => recoveryCode.fill('ABCD'))
  await translate(page)
  await recoveryCode.fill(agent.nextRecoveryCode())
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('enrolling: copying the key, a wrong code, and saving the recovery codes', async ({
  page,
  context,
  organization,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await enterPassword(page, await organization.agent({ required: true }))
  await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
  const copy = page.getByRole('button', { name: 'Copy' }).filter({ visible: true }).first()
  for (let n = 0; n < 2; n++) {
    await translate(page)
    await copy.click()
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    await translate(page)
    await expect(copy).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copied' })).toHaveCount(0)
  }
  await sendTwice(page, 'Verify and turn on', /^That code/, async () =>
    page.getByLabel('Authentication code').fill('000  000'),
  )
})

test('links and requests: each mistake is said', async ({ page, organization }) => {
  const invited = await organization.agent({ invited: true })
  await page.goto(invited.invitation)
  await sendTwice(page, 'Join', /Use at least 15 characters/, async () =>
    passwordField(page).fill('fourteen chars'),
  )
  await page.goto('/recovery')
  await sendTwice(page, 'Send request', /email address such as/, async () => {
    await page.getByLabel('Email').fill(`${'m'.repeat(70)}@example.com`)
    await page.getByLabel('Organization').fill('Acme')
    await page.getByLabel('What happened?').fill('Lost it')
  })
  await page.goto('/forgot-password')
  await sendTwice(page, 'Send link', /email address such as/, async () =>
    page.getByLabel('Email').fill(`${'m'.repeat(70)}@example.com`),
  )
})

test('signed in: dialogs that fail and succeed, adding people, copying a link, moving about', async ({
  page,
  context,
  organization,
  signedIn,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const admin = await organization.admin()
  await signedIn(admin)
  await page.goto('/profile')
  const dialog = page.getByRole('dialog', { name: 'Change your password' })
  await translate(page)
  await page.getByRole('button', { name: 'Change password' }).click()
  for (let n = 0; n < 2; n++) {
    await translate(page)
    await dialog.getByLabel('Current password').fill('not the right one')
    await dialog.getByLabel('New password').fill('two wooden ladders')
    await dialog.getByRole('button', { name: 'Change password' }).click()
    await expect(dialog.getByText(/^The password is/)).toBeVisible()
  }
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await translate(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Users' }).first().click()
  await expect(heading(page, 'Users')).toBeVisible()
  await translate(page)
  await page.getByRole('link', { name: 'Add user' }).first().click()
  await sendTwice(page, 'Add user', /already has this email/, async () => {
    await page.getByLabel('Full name').fill('Yrsa Olsen')
    await page.getByLabel('Email').fill(admin.email)
  })
  await page.getByLabel('Email').fill(`yrsa.${process.pid}@example.com`)
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(page.getByLabel('Invitation link')).toBeVisible()
  await translate(page)
  await page.getByRole('button', { name: 'Copy' }).first().click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const press = async (name: string, on: Page | Locator = page) => {
    await translate(page)
    await on.getByRole('button', { name, exact: true }).first().click()
  }
  await press('New invitation link')
  await expect(page.getByText('The old one no longer works.')).toBeVisible()
  await press('Remove')
  const removal = page.getByRole('dialog', { name: 'Remove Yrsa Olsen?' })
  await expect(removal).toBeVisible()
  await press('Remove', removal)
  await expect(page.getByText('Removed. Their email address can be used again.')).toBeVisible()
  await expect(heading(page, 'Something went wrong')).toHaveCount(0)
})

test('apps, groups and keys: forms that fail and succeed, dialogs, copying', async ({
  page,
  context,
  organization,
  signedIn,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const admin = await organization.admin()
  await signedIn(admin)
  const press = async (name: string, on: Page | Locator = page) => {
    await translate(page)
    await on.getByRole('button', { name, exact: true }).first().click()
  }
  await page.goto('/organization/apps/new')
  await translate(page)
  await page.getByRole('link', { name: 'Another app' }).click()
  await sendTwice(page, 'Add app', 'Enter whole addresses such as', async () => {
    await page.getByLabel('Name', { exact: true }).fill('Handbook')
    await page.getByLabel('App address').fill('https://handbook.example.com')
    await page.getByLabel('Redirect addresses').fill('handbook.example.com/cb')
  })
  await page.getByLabel('Redirect addresses').fill('https://handbook.example.com/cb')
  await press('Add app')
  await expect(heading(page, 'Handbook')).toBeVisible()
  await press('Copy')
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  await press('New secret')
  await expect(page.getByRole('dialog')).toBeVisible()
  await press('Make new secret')
  await expect(page.getByText('stops working')).toBeVisible()
  await sendTwice(page, 'Save settings', 'Enter whole addresses such as', async () =>
    page.getByLabel('Redirect addresses').fill('handbook'),
  )
  await sendTwice(page, 'Save two-factor', /^Enter .*24/, async () =>
    page.getByLabel('Always, and recent').check(),
  )
  for (const answer of ['Cancel', 'Suspend']) {
    await press('Suspend')
    await expect(page.getByRole('dialog')).toBeVisible()
    await press(answer, page.getByRole('dialog'))
  }
  await press('Reactivate')
  await expect(page.getByText('Reactivated. People can sign in to it again.')).toBeVisible()
  await press('Delete')
  await expect(page.getByRole('dialog')).toBeVisible()
  await press('Delete', page.getByRole('dialog'))
  await expect(heading(page, 'Apps')).toBeVisible()

  await translate(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Groups' }).first().click()
  await expect(heading(page, 'Groups')).toBeVisible()
  await press('Add group')
  const dialog = page.getByRole('dialog', { name: 'Add group' })
  await expect(dialog).toBeVisible()
  for (let n = 0; n < 2; n++) {
    await dialog.getByLabel('Name').fill('Night, shift')
    await press('Add group', dialog)
    await expect(dialog.getByText('Leave out commas')).toBeVisible()
  }
  await dialog.getByLabel('Name').fill(`Translators ${process.pid}`)
  await press('Add group', dialog)
  await expect(page.getByText('No one is in this group yet')).toBeVisible()

  await translate(page)
  await page.getByRole('navigation').getByRole('link', { name: 'API keys' }).first().click()
  await translate(page)
  await page.getByRole('link', { name: 'Create key' }).first().click()
  await sendTwice(page, 'Create key', 'Choose at least one scope.', async () => {
    await page.getByLabel('Name', { exact: true }).fill('Nightly sync')
    await passwordField(page).fill(admin.password)
  })
  await page.getByLabel('users:read').check()
  await passwordField(page).fill(admin.password)
  await press('Create key')
  await expect(page.getByLabel('API key', { exact: true })).toBeVisible()
  await press('Copy')
  await press('Done')
  await press('End key')
  await expect(page.getByRole('dialog')).toBeVisible()
  await press('End key', page.getByRole('dialog'))
  await expect(page.getByText('Programs that use it are refused.')).toBeVisible()
  await expect(heading(page, 'Something went wrong')).toHaveCount(0)
})
