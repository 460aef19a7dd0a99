import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { readQrCode } from '../support/browser/qr-screenshot'
import {
  enterPassword,
  expectSignedOut,
  heading,
  saveRecoveryCodes,
  scanAndConfirm,
  signIn,
} from '../support/browser/steps'
import type { Resident } from '../support/server/resident'

/** Finds the person among the users and opens *Manage user*. */
async function manage(page: Page, who: Resident): Promise<void> {
  await page.goto('/organization/users')
  await page.getByRole('searchbox', { name: 'Search users' }).fill(who.email)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: who.name }).click()
  await expect(heading(page, who.name)).toBeVisible()
}

const requirement = (page: Page) => page.getByRole('switch', { name: 'Require two-factor authentication' })

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
}

test('an admin requires 2FA of an agent who is signed in: out at the next click, then the QR code', {
  tag: '@several-servers',
}, async ({ page, organization, signedIn, anotherBrowser }) => {
  const agent = await organization.agent()
  const theirs = await anotherBrowser()
  await signedIn(agent, theirs)
  await theirs.goto('/profile')
  await signedIn(await organization.admin())

  await manage(page, agent)
  const signOut = page.getByRole('checkbox', { name: 'Sign them out now' })
  await expect(signOut).toBeHidden()
  await requirement(page).check()
  await expect(signOut).toBeChecked()
  await save(page)
  await expect(page.getByText('Will be asked to set it up at the next sign-in.')).toBeVisible()

  await theirs.getByRole('link', { name: 'Enable two-factor authentication' }).click()
  await expect(heading(theirs, 'Sign in')).toBeVisible()
  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Set up two-factor authentication')).toBeVisible()
  const uri = await readQrCode(theirs)

  // Closing the tab and signing in again changes nothing.
  await expectSignedOut(theirs)
  const again = await anotherBrowser()
  await enterPassword(again, agent)
  await expect(heading(again, 'Set up two-factor authentication')).toBeVisible()
  // The key of another sign-in may have been seen by somebody else.
  expect(await readQrCode(again)).not.toBe(uri)
  await expectSignedOut(again)
  await enterPassword(again, agent)
  await scanAndConfirm(again)
  await saveRecoveryCodes(again)
  await expect(again.getByRole('button', { name: 'Turn off' })).toHaveCount(0)

  await page.reload()
  await expect(page.getByText('Each sign-in asks for a code. 10 recovery codes left.')).toBeVisible()
})

test('whoever is not signed in anywhere is not to be signed out, and whoever is enrolled has nothing to set up', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.admin())
  const signOut = page.getByRole('checkbox', { name: 'Sign them out now' })
  const away = await organization.agent()
  await page.goto(`/organization/users/${away.id}`)
  await expect(page.getByText('Not signed in anywhere.')).toBeVisible()
  // Nor is there anything to reset.
  const reset = page.getByRole('button', { name: 'Reset two-factor authentication' })
  await expect(reset).toHaveCount(0)
  await requirement(page).check()
  await expect(page.getByLabel('Reason (optional)')).toBeVisible()
  await expect(signOut).toHaveCount(0)
  await save(page)
  await expect(page.getByText('Will be asked to set it up at the next sign-in.')).toBeVisible()

  const enrolled = await organization.agent({ enrolled: true })
  await page.goto(`/organization/users/${enrolled.id}`)
  await expect(reset).toBeVisible()
  await requirement(page).check()
  await expect(signOut).toHaveAccessibleDescription('If unticked, they stay signed in for up to a day.')
})

test('unticked, their session goes on, and the next sign-in meets the QR code', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  const theirs = await anotherBrowser()
  await signedIn(agent, theirs)
  await signedIn(await organization.admin())

  await manage(page, agent)
  await requirement(page).check()
  await page.getByRole('checkbox', { name: 'Sign them out now' }).uncheck()
  await save(page)

  await theirs.goto('/profile')
  await expect(theirs.getByText('Required by your organization', { exact: true })).toBeVisible()
  await expect(theirs.getByText('Set it up now or at your next sign-in.')).toBeVisible()
  await expect(theirs.getByText(/^Set by an admin on \d+ \w+ \d{4}( \(UTC\))?\.$/)).toBeVisible()
  await expect(theirs.getByText(/\brequire/i), 'said once').toHaveCount(1)
  const again = await anotherBrowser()
  await enterPassword(again, agent)
  await expect(heading(again, 'Set up two-factor authentication')).toBeVisible()
})

test('lifting the requirement leaves an enrolled person enrolled, and free to turn it off', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ enrolled: true, required: true })
  await signedIn(await organization.admin())
  await manage(page, agent)
  await requirement(page).uncheck()
  await save(page)

  const theirs = await anotherBrowser()
  await signIn(theirs, agent)
  await expect(theirs.getByText('Required by your organization')).toHaveCount(0)
  await expect(theirs.getByRole('button', { name: 'Turn off' })).toBeVisible()
})

test('somebody who stands at the QR code when the requirement is lifted may go on without', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ required: true })
  const theirs = await anotherBrowser()
  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Set up two-factor authentication')).toBeVisible()
  await expect(theirs.getByRole('button', { name: 'Continue without' })).toHaveCount(0)

  await signedIn(await organization.admin())
  await manage(page, agent)
  await requirement(page).uncheck()
  await save(page)
  await theirs.reload()
  await theirs.getByRole('button', { name: 'Continue without' }).click()
  await expect(heading(theirs, 'Profile')).toBeVisible()
})
