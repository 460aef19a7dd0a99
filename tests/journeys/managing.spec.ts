import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { enterPassword, expectSignedOut, heading, signIn, spaced } from '../support/browser/steps'
import type { Resident } from '../support/server/resident'

/** A success is said; softly, so that what it is about is looked at in any case. */
const expectSaid = (page: Page, sentence: string) =>
  expect.soft(page.getByText(sentence, { exact: true })).toBeVisible({ timeout: 5_000 })

/** Opens *Manage user*, presses a button that asks first, and says yes. */
async function confirm(page: Page, who: Resident, button: string, question: string): Promise<void> {
  await page.goto(`/organization/users/${who.id}`)
  await page.getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: question })
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await expect(dialog).toBeHidden()
}

const noticeOf = (page: Page, text: string) =>
  page.getByRole('status').filter({ hasText: text }).locator('> div')

test('an admin suspends and reactivates somebody', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  const theirs = await anotherBrowser()
  await signedIn(agent, theirs)
  await signedIn(await organization.admin())

  await confirm(page, agent, 'Suspend', `Suspend ${agent.name}?`)
  await expect(page.getByText('Suspended. They can’t sign in.')).toBeVisible()
  await expectSaid(page, 'Suspended.')
  await expect(noticeOf(page, 'Suspended.')).toHaveClass(/bg-neutral-soft/)
  await expectSignedOut(theirs)
  await enterPassword(theirs, agent)
  await expect(theirs.getByText('Your account is suspended.')).toBeVisible()

  await page.getByRole('button', { name: 'Reactivate' }).click()
  await expect(page.getByText('Suspending signs them out everywhere immediately.')).toBeVisible()
  await expectSaid(page, 'Reactivated.')
  await expect(noticeOf(page, 'Reactivated.')).toHaveClass(/bg-success-soft/)
  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Profile')).toBeVisible()
})

test('an admin removes somebody, and the address is free again', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  const theirs = await anotherBrowser()
  await signedIn(agent, theirs)
  await signedIn(await organization.admin())

  await confirm(page, agent, 'Remove', `Remove ${agent.name}?`)
  await expect(heading(page, 'Users')).toBeVisible()
  await expect(page.getByText('Removed. Their email address can be used again.')).toBeVisible()
  await expectSignedOut(theirs)
  await enterPassword(theirs, agent)
  await expect(theirs.getByText('The email or password is incorrect.')).toBeVisible()
  await page.goto(`/organization/users?q=${agent.email}`)
  await expect(page.getByText('No one found')).toBeVisible()

  await page.getByRole('link', { name: 'Add user' }).click()
  await page.getByLabel('Full name').fill('Somebody Else')
  await page.getByLabel('Email').fill(agent.email)
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(heading(page, 'Somebody Else')).toBeVisible()
})

test('an admin makes somebody an admin, and an agent again', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  const theirs = await anotherBrowser()
  await signedIn(agent, theirs)
  await signedIn(await organization.admin())

  await page.goto(`/organization/users/${agent.id}`)
  await page.getByLabel('Role').last().selectOption({ label: 'Admin' })
  await page.getByRole('button', { name: 'Change role' }).click()
  await expect(page.getByText('Role changed.')).toBeVisible()
  await expect(page.getByText(`${agent.email} · Admin`)).toBeVisible()

  await expectSignedOut(theirs)
  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Overview')).toBeVisible()

  await page.getByLabel('Role').last().selectOption({ label: 'Agent' })
  await page.getByRole('button', { name: 'Change role' }).click()
  await expect(page.getByText(`${agent.email} · Agent`)).toBeVisible()
  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Profile')).toBeVisible()
})

test('an admin signs somebody out everywhere', async ({ page, organization, signedIn, anotherBrowser }) => {
  const agent = await organization.agent({ enrolled: true })
  const theirs = await anotherBrowser()
  await signIn(theirs, agent)
  await signedIn(await organization.admin())
  await page.goto(`/organization/users/${agent.id}`)
  await expect(page.getByRole('table', { name: `Sessions of ${agent.name}` })).toBeVisible()

  await confirm(page, agent, 'Sign out everywhere', `Sign ${agent.name} out everywhere?`)
  await expect(page.getByText('Not signed in anywhere.')).toBeVisible()
  await expectSaid(page, 'Signed out everywhere.')
  await expectSignedOut(theirs)
})

test('a locked second step is unlocked, and the code works again', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await organization.lock(agent)
  const theirs = await anotherBrowser()
  await enterPassword(theirs, agent)
  await theirs.getByLabel('Authentication code').fill(spaced(await agent.phone.nextCode()))
  await theirs.getByRole('button', { name: 'Verify' }).click()
  await expect(theirs.getByText('Your sign-in is locked after too many wrong codes.')).toBeVisible()

  await signedIn(await organization.admin())
  await page.goto(`/organization/users/${agent.id}`)
  await expect(
    page.getByText('Locked after too many wrong codes in a row. Unlock it, or reset it.'),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByText('Each sign-in asks for a code. 10 recovery codes left.')).toBeVisible()
  await expectSaid(page, 'Unlocked.')
  await signIn(theirs, agent)
})

test('what an admin does to somebody who was removed meanwhile is refused with a sentence', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent()
  await signedIn(await organization.admin())
  await page.goto(`/organization/users/${agent.id}`)
  await organization.remove(agent)
  await page.getByRole('button', { name: 'Change role' }).click()
  await expect(
    page.getByText("This person isn't in your organization or was removed. Go back to Users."),
  ).toBeVisible()
})
