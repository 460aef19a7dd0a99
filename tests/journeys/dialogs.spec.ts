import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { approve, askAndConfirm } from '../support/browser/recovery-steps'
import { heading, passwordField, signIn } from '../support/browser/steps'
import { Postbox } from '../support/server/postbox'
import type { Resident } from '../support/server/resident'
import { Seed } from '../support/world/seed'

/*
 * What is asked in a dialog has a page of its own: it is asked in browsers without scripts and without commands of
 * buttons, such as WebKit before 26.2, and before the scripts have come.
 */

test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    for (const name of ['command', 'commandForElement'])
      Reflect.deleteProperty(HTMLButtonElement.prototype, name)
  }),
)

/** Presses a button of the page, leaves the dialog that comes by *Cancel*, and is where it was; then opens it again. */
async function openTwice(
  page: Page,
  button: string,
  title: string,
  on: Page | Locator = page,
): Promise<Locator> {
  const address = page.url()
  const opener = on.getByRole('button', { name: button, exact: true }).first()
  const dialog = page.getByRole('dialog', { name: title })
  await opener.click()
  await expect(dialog).toBeVisible()
  expect(new URL(page.url()).pathname).not.toBe(new URL(address).pathname)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  expect(page.url().replace(/\?$/, '')).toBe(address.replace(/\?$/, ''))
  await opener.click()
  await expect(dialog).toBeVisible()
  return dialog
}

/** An API key that may read the list of users. */
async function createKey(page: Page, { password }: Resident, name: string): Promise<void> {
  await page.goto('/organization/keys/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('users:read').check()
  await passwordField(page).fill(password)
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByRole('row', { name })).toBeVisible()
  await page.goto('/organization/keys')
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('whoever did not ask for recovery stops it', async ({ page, server, organization }) => {
    const mail = new Postbox(server)
    await organization.operator()
    const admin = await organization.admin({ enrolled: true })
    await askAndConfirm(page, mail, admin.email)
    await page.goto((await mail.next(admin.email, 'was asked for')).path)
    const dialog = await openTwice(page, 'This wasn’t me', 'Stop this request?')
    const question = page.url()
    await dialog.getByRole('button', { name: 'Stop this request' }).click()
    await expect(page.getByText('Request stopped for good.')).toBeVisible()
    await page.goto(question)
    await expect(page.getByText('It was stopped')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test('an admin resets, signs out, suspends and removes someone', async ({
    page,
    organization,
    signedIn,
    signedInElsewhere,
    anotherBrowser,
  }) => {
    const agent = await organization.agent({ enrolled: true })
    await signedInElsewhere(agent, await anotherBrowser())
    await signedIn(await organization.admin())
    const asked = async (button: string, title: string, said: string) => {
      await page.goto(`/organization/users/${agent.id}`)
      const dialog = await openTwice(page, button, title)
      await dialog.getByRole('button').last().click()
      await expect(page.getByText(said)).toBeVisible()
      await expect(dialog).toHaveCount(0)
    }
    const { name } = agent
    await asked('Sign out everywhere', `Sign ${name} out everywhere?`, 'Signed out everywhere.')
    const reset = 'Reset two-factor authentication'
    await asked(reset, `${reset}?`, 'Two-factor authentication was reset.')
    await asked('Suspend', `Suspend ${name}?`, 'Suspended. They can’t sign in.')
    const removed = 'Removed. Their email address can be used again.'
    await asked('Remove', `Remove ${name}?`, removed)
  })

  test('an admin takes a requirement from themselves, at the second attempt', async ({
    page,
    organization,
    signedIn,
  }) => {
    const admin = await organization.admin({ enrolled: true })
    await organization.require(admin)
    await signedIn(admin)
    await page.goto(`/organization/users/${admin.id}`)
    const dialog = await openTwice(page, 'Remove this requirement', 'Remove this requirement from yourself?')
    await passwordField(dialog).fill('not my password at all')
    await dialog.getByLabel('Authentication code').fill(admin.recoveryCodes[0] ?? '')
    await dialog.getByRole('button', { name: 'Remove requirement' }).click()
    await expect(passwordField(dialog)).toHaveAccessibleDescription('The password is incorrect.')
    await passwordField(dialog).fill(admin.password)
    await dialog.getByLabel('Authentication code').fill(admin.recoveryCodes[0] ?? '')
    await dialog.getByRole('button', { name: 'Remove requirement' }).click()
    await expect(page.getByText('Requirement removed.')).toBeVisible()
    await expect(page.getByRole('switch', { name: 'Require two-factor authentication' })).not.toBeChecked()
  })

  test('on a page of an app’s people, its questions lead back there', async ({
    page,
    organization,
    signedIn,
  }) => {
    const app = await organization.app({
      name: 'Dialog desk',
      address: 'https://desk.example.com',
      redirectUris: ['https://desk.example.com/callback'],
    })
    await signedIn(await organization.admin())
    // As the second page of those who have used it.
    const address = `/organization/apps/${app.id}?people=${Date.now()}.x`
    const asked = async (button: string, title: string, said: string) => {
      await page.goto(address)
      const dialog = await openTwice(page, button, title)
      await dialog.getByRole('button').last().click()
      await expect(page.getByText(said)).toBeVisible()
    }
    await asked('New secret', 'Make a new client secret?', 'Here’s the new client secret.')
    const everyone = 'Sign everyone out of'
    await asked(`${everyone} this app`, `${everyone} Dialog desk?`, 'Everyone is signed out of this app.')
    await asked('Suspend', 'Suspend Dialog desk?', 'Suspended. Everyone is signed out of it.')
    await asked('Delete', 'Delete Dialog desk?', 'Deleted. No one can sign in to it anymore.')
  })

  test('a group is added and deleted, and a search is kept', async ({ page, organization, signedIn }) => {
    await signedIn(await organization.admin())
    await page.goto('/organization/groups?q=dialog+writers')
    const adding = await openTwice(page, 'Add group', 'Add group')
    await adding.getByLabel('Name').fill('Dialog, writers')
    await adding.getByRole('button', { name: 'Add group' }).click()
    await expect(adding.getByText('Leave out commas')).toBeVisible()
    await expect(page.getByRole('searchbox')).toHaveValue('dialog writers')
    await adding.getByLabel('Name').fill('Dialog writers')
    await adding.getByRole('button', { name: 'Add group' }).click()
    await expect(heading(page, 'Dialog writers')).toBeVisible()
    await page.goto(`${new URL(page.url()).pathname}?q=nobody`)
    const deleting = await openTwice(page, 'Delete', 'Delete Dialog writers?')
    await deleting.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByText('Group deleted.')).toBeVisible()
  })

  test('an API key is ended', async ({ page, organization, signedIn }) => {
    const admin = await organization.admin()
    await signedIn(admin)
    await createKey(page, admin, 'Dialog sync')
    const row = page.getByRole('row', { name: 'Dialog sync' })
    const dialog = await openTwice(page, 'End key', 'End Dialog sync?', row)
    const question = page.url()
    await dialog.getByRole('button', { name: 'End key' }).click()
    await expect(page.getByText('Programs that use it are refused.')).toBeVisible()
    await expect(row).toHaveCount(0)
    await page.goto(question)
    await expect(heading(page, 'API keys')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test('an operator approves, rejects, and suspends an organization', async ({
    page,
    server,
    organization,
    signedIn,
    anotherBrowser,
  }) => {
    const mail = new Postbox(server)
    const admin = await organization.admin({ enrolled: true })
    const desk = await anotherBrowser({ javaScriptEnabled: false })
    await signedIn(await organization.operator(), desk)
    await askAndConfirm(page, mail, admin.email)
    await desk.goto('/operator/recovery')
    const open = () => desk.getByRole('row', { name: admin.name }).getByRole('link').click()
    await open()
    const approving = await openTwice(desk, 'Approve', `Approve the request of ${admin.name}?`)
    await approving.getByLabel('Note').fill('Nothing.')
    await approving.getByLabel('Reason').fill('She sounds nice.')
    await approving.getByRole('button', { name: 'Approve' }).click()
    await expect(approving.getByText('Say what you checked: the mailbox alone proves nothing.')).toBeVisible()
    await approve(desk)
    await open()
    const rejecting = await openTwice(desk, 'Reject', `Reject the request of ${admin.name}?`)
    await rejecting.getByLabel('Reason').fill('The number is no longer theirs.')
    await rejecting.getByRole('button', { name: 'Reject' }).click()
    await expect(desk.getByText('Rejected. Everyone involved gets an email.')).toBeVisible()

    await desk.goto('/operator/organizations/new')
    await desk.getByLabel('Organization', { exact: true }).fill('Dialog Shipping')
    await desk.getByLabel('Full name').fill('Dee Alog')
    await desk.getByLabel('Email').fill('dee@dialog.example')
    await desk.getByRole('button', { name: 'Add organization' }).click()
    await expect(heading(desk, 'Dialog Shipping')).toBeVisible()
    await desk.goto(new URL(desk.url()).pathname)
    const suspending = await openTwice(desk, 'Suspend', 'Suspend Dialog Shipping?')
    await suspending.getByRole('button', { name: 'Suspend' }).click()
    await expect(desk.getByText('Suspended. Its people can’t sign in.')).toBeVisible()
  })
})

test.describe('without JavaScript, on a server of its own', () => {
  test.use({ javaScriptEnabled: false, baseURL: async ({ newServer }, use) => use(newServer.origin) })

  test('with four eyes one admin asks for a suspension, and another one agrees', async ({
    page,
    newServer,
    anotherBrowser,
  }) => {
    const seed = await Seed.open(newServer)
    const admin = () => seed.admin({ enrolled: true })
    const [asker, second, target] = [await admin(), await admin(), await admin()]
    await seed.settle(asker, second, target)
    await seed.close()
    await signIn(page, asker)
    await page.goto('/organization/policy')
    await page.getByRole('button', { name: 'Turn on four eyes' }).click()
    await expect(page.getByText('Four eyes is on.')).toBeVisible()
    await page.goto(`/organization/users/${target.id}`)
    const dialog = await openTwice(page, 'Suspend', `Suspend ${target.name}?`)
    await dialog.getByRole('button', { name: 'Suspend' }).click()
    await expect(page.getByText('Waiting for a second admin. The others')).toBeVisible()

    const theirs = await anotherBrowser({ javaScriptEnabled: false })
    await signIn(theirs, second)
    await theirs.goto('/organization/policy/waiting')
    await theirs
      .getByRole('link', { name: `Suspend ${target.name}` })
      .first()
      .click()
    await passwordField(theirs).fill('not my password at all')
    await theirs.getByLabel('Authentication code').fill(second.nextRecoveryCode())
    await theirs.getByRole('button', { name: 'Agree' }).click()
    await expect(passwordField(theirs)).toHaveAccessibleDescription('The password is incorrect.')
    await passwordField(theirs).fill(second.password)
    await theirs.getByLabel('Authentication code').fill(second.nextRecoveryCode())
    await theirs.getByRole('button', { name: 'Agree' }).click()
    await expect(theirs.getByText('You agreed, and it was done.')).toBeVisible()
    await page.goto(`/organization/users/${target.id}`)
    await expect(page.getByText('Suspended. They can’t sign in.')).toBeVisible()
  })
})

test('in a list, each dialog leads back to the button of its row', async ({
  page,
  organization,
  signedIn,
}) => {
  const admin = await organization.admin()
  await signedIn(admin)
  for (const name of ['First dialog', 'Second dialog']) await createKey(page, admin, name)
  for (const name of ['First dialog', 'Second dialog']) {
    const row = page.getByRole('row', { name })
    const dialog = await openTwice(page, 'End key', `End ${name}?`, row)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(page).toHaveURL(/\/organization\/keys$/)
    await expect(row.getByRole('button', { name: 'End key' })).toBeFocused()
    // As of a close that came a moment before Escape, when the script made the dialog modal.
    await page.locator('dialog').dispatchEvent('close')
    await expect(row.getByRole('button', { name: 'End key' })).toBeFocused()
  }
})

test('what was typed stands beside the dialog, and can be saved once that is closed', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  await page.goto(`/organization/users/${agent.id}`)
  const requirement = page.getByRole('switch', { name: 'Require two-factor authentication' })
  await requirement.check()
  await page.getByLabel('Reason').fill('The new insurance asks for it.')
  const dialog = await openTwice(page, 'Suspend', `Suspend ${agent.name}?`)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByLabel('Reason')).toHaveValue('The new insurance asks for it.')
  await expect(requirement).toBeChecked()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(dialog).toBeHidden()
  await page.reload()
  await expect(requirement).toBeChecked()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('what stands in a search is not kept for a page that would not put it back', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.admin())
  await page.goto('/organization/groups?q=nobody')
  await page.getByRole('searchbox').fill('somebody')
  await page.getByRole('button', { name: 'Add group' }).click()
  await expect(page.getByRole('dialog', { name: 'Add group' })).toBeVisible()
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})

test('on the page of a recovery request, Escape and Cancel lead back to the button', async ({
  page,
  server,
  organization,
}) => {
  const mail = new Postbox(server)
  await organization.operator()
  const admin = await organization.admin({ enrolled: true })
  await askAndConfirm(page, mail, admin.email)
  await page.goto((await mail.next(admin.email, 'was asked for')).path)
  const dialog = await openTwice(page, 'This wasn’t me', 'Stop this request?')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'This wasn’t me' })).toBeFocused()
  await expect(heading(page, 'Recovery request')).toBeVisible()
})
