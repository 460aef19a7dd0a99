import { expect, test } from '../support/browser/browser'
import { openTwice, withoutCommands } from '../support/browser/dialog-steps'
import { heading, passwordField, signIn } from '../support/browser/steps'
import { Seed } from '../support/world/seed'

test.beforeEach(withoutCommands)

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

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

  test('whoever is refused since something changed in the meantime reads why', async ({
    page,
    organization,
    signedIn,
  }) => {
    const over = page.getByText('This can no longer be done: something changed in the meantime.')
    const agent = await organization.agent()
    const admin = await organization.admin({ enrolled: true })
    await signedIn(admin)
    await page.goto(`/organization/users/${agent.id}`)
    const removing = await openTwice(page, 'Suspend', `Suspend ${agent.name}?`)
    await expect(page).toHaveTitle(`Suspend ${agent.name}? · Countersign`)
    await organization.remove(agent)
    await removing.getByRole('button', { name: 'Suspend' }).click()
    await expect(heading(page, 'Users')).toBeVisible()
    await expect(over).toBeVisible()

    await page.goto('/profile')
    const title = 'Turn off two-factor authentication?'
    const turningOff = await openTwice(page, 'Turn off', title)
    await organization.require(admin, { signOut: false })
    await passwordField(turningOff).fill(admin.password)
    await turningOff.getByRole('button', { name: 'Turn off' }).click()
    await expect(over).toBeVisible()
    await expect(page).toHaveURL(/\/profile$/)
    await expect(page).toHaveTitle('Profile · Countersign')
    // Said once, and nothing is sent again.
    await page.reload()
    await expect(heading(page, 'Profile').first()).toBeVisible()
    await expect(over).toHaveCount(0)
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
  // Once the script has noticed: without it nothing is taken along.
  await expect(page.getByText('Not saved yet')).toBeVisible()
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
