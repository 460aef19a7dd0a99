import { look } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import { enterPassword, heading } from '../support/browser/steps'

/*
 * The policy, and what people see of it, looked at.
 */

test.describe.configure({ timeout: 240_000 })

test('the policy, its preview, and what people see until its hour', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  await organization.group('Looked at', [agent])
  await signedIn(await organization.admin())
  await page.goto('/organization/policy')
  await look(page, 'policy')
  const rule = page.getByRole('form', { name: 'Policy', exact: true })
  await rule.getByRole('radio', { name: 'Everyone' }).check()
  await rule.getByRole('button', { name: 'Preview' }).click()
  // Whether it warns goes by who else is on this server.
  await expect(heading(page, 'Preview')).toBeVisible()
  await look(page, 'policy, preview')
  await rule.getByRole('radio', { name: 'Groups' }).check()
  await rule.getByRole('checkbox', { name: 'Looked at' }).check()
  await rule.getByRole('radio', { name: 'On a date' }).check()
  await rule.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('Enter a date and time, or choose At once.')).toBeVisible()
  await look(page, 'policy, without a date')
  const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
  await rule.getByLabel('Date and time').fill(`${inDays(3)}T18:00`)
  await rule.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('link', { name: /would be asked to set it up$/ }).click()
  await expect(heading(page, 'People asked')).toBeVisible()
  await look(page, 'people asked')
  await page.goBack()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Policy saved.')).toBeVisible()
  await look(page, 'policy, saved')
  await page.goto(`/organization/users/${agent.id}`)
  await look(page, 'someone who is asked soon')
  await page.getByRole('button', { name: 'Give more time' }).click()
  await look(page, 'give more time')

  const theirs = await anotherBrowser()
  await theirs.goto('/sign-in')
  await enterPassword(theirs, agent)
  await expect(heading(theirs, 'Set up two-factor authentication')).toBeVisible()
  await look(theirs, 'the hour, after signing in')
  await theirs.getByRole('link', { name: 'Later' }).click()
  await expect(heading(theirs, 'Profile')).toBeVisible()
  await look(theirs, 'profile until the hour')

  await page.goto('/organization/policy')
  await rule.getByRole('radio', { name: 'Nobody' }).check()
  await rule.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Policy saved.')).toBeVisible()
})
