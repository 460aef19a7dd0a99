import { readFile } from 'node:fs/promises'
import { expect, test } from '../support/browser/browser'
import {
  enterPassword,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/browser/steps'

test('an admin renames the organization and says in which time zone its dates are', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.admin())
  await page.goto('/organization/settings')
  await expect(heading(page, 'Organization')).toBeVisible()
  await page.getByLabel('Name').fill('  ')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText("Enter your organization's name.")).toBeVisible()
  await page.getByLabel('Name').fill('Acme Air Freight')
  await page.getByLabel('Time zone').selectOption('Pacific/Auckland')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByRole('banner').getByText('Acme Air Freight').first()).toBeVisible()
  await page.goto('/organization/policy?who=admins&from=on-date&sessions=end&date=x')
  await expect(page.getByText('In the time zone Pacific/Auckland.')).toBeVisible()
  await page.goto('/organization/audit')
  await expect(page.getByText('Before: Acme Freight')).toBeVisible()
  await page.goto('/organization/settings')
  await page.getByLabel('Name').fill(organization.organization)
  await page.getByLabel('Time zone').selectOption('UTC')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
})

test('an admin takes the list of people and the audit log away as files', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ name: 'Xaver Quist' })
  await signedIn(await organization.admin())
  const fileOf = async (click: Promise<void>, coming = page.waitForEvent('download')) => {
    await click
    const file = await coming
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
  }
  await page.goto('/organization/users?q=quist')
  const people = await fileOf(page.getByRole('link', { name: 'Export', exact: true }).click())
  expect(people.name).toBe('people.csv')
  expect(people.text.split('\r\n')).toHaveLength(3)
  expect(people.text).toContain(`Xaver Quist,${agent.email},Agent,Active,Off,`)
  await page.goto('/organization/audit')
  const log = await fileOf(page.getByRole('link', { name: 'Export as JSON' }).click())
  expect(log.name).toBe('audit-log.json')
  expect(JSON.parse(log.text)[0]).toMatchObject({ Event: 'list.exported', Details: 'Audit log · As JSON' })
})

test('an admin sees whom a rule would stop, gives it a date, and more time to one', {
  tag: '@several-servers',
}, async ({ page, organization, signedIn, anotherBrowser }) => {
  const [mona, milo, mia] = [
    await organization.agent({ name: 'Mona Vance' }),
    await organization.agent({ name: 'Milo Vance' }),
    await organization.agent({ name: 'Mia Vance', enrolled: true }),
  ]
  const group = 'Roll-out'
  await organization.group(group, [mona, milo, mia])
  await signedIn(await organization.admin())
  await page.goto('/organization/users')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Policy' }).click()
  await expect(heading(page, 'Policy')).toBeVisible()
  const rule = page.getByRole('form', { name: 'Policy', exact: true })
  await expect(rule.getByRole('checkbox', { name: group })).toBeHidden()
  await rule.getByRole('radio', { name: 'Groups' }).check()
  await rule.getByRole('checkbox', { name: group }).check()
  await rule.getByRole('radio', { name: 'On a date' }).check()
  await rule.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('Enter a date and time, or choose At once.')).toBeVisible()
  await expect(rule.getByRole('checkbox', { name: group })).toBeChecked()
  const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
  await rule.getByLabel('Date and time').fill(`${inDays(4)}T18:00`)
  await rule.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('link', { name: /^2 of \d+ would be asked to set it up$/ }).click()
  await expect(heading(page, 'People asked')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Users' }).getByRole('link')).toHaveText([
    milo.name,
    mona.name,
  ])
  // The list leads back to the preview, with what was chosen.
  await page.getByRole('main').getByRole('link', { name: 'Policy' }).click()
  await expect(heading(page, 'Preview')).toBeVisible()
  await expect(rule.getByLabel('Date and time')).toHaveValue(`${inDays(4)}T18:00`)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('hasn’t set it up yet gets an email with the date.')).toBeVisible()
  await expect(
    page.getByText(/^Everyone in Roll-out must have two-factor authentication, from /),
  ).toBeVisible()

  const theirs = await anotherBrowser()
  await theirs.goto('/sign-in')
  await enterPassword(theirs, mona)
  await expect(heading(theirs, 'Set up two-factor authentication')).toBeVisible()
  await theirs.getByRole('link', { name: 'Later' }).click()
  await expect(heading(theirs, 'Profile')).toBeVisible()
  const reminder = theirs.getByText(/^Set up two-factor authentication by .* \(in \d days\)\.$/)
  await expect(reminder).toBeVisible()
  await theirs.getByRole('link', { name: 'Set up now' }).click()
  await expect(passwordField(theirs)).toBeVisible()
  await expect(reminder).toHaveCount(0)
  await theirs.getByRole('link', { name: 'Cancel' }).click()
  await expect(reminder).toBeVisible()

  // Until then it can be turned off, by someone who knows of the date.
  const protectedOne = await anotherBrowser()
  await signedIn(mia, protectedOne)
  await protectedOne.goto('/profile/turn-off')
  await expect(protectedOne.getByRole('dialog')).toContainText(
    /requires it from .* \(in \d days\)\. You’ll have to set it up again by then\./,
  )

  await page.goto(`/organization/users/${milo.id}`)
  await expect(page.getByText('Off, required later')).toBeVisible()
  await page.getByRole('button', { name: 'Give more time' }).click()
  const dialog = page.getByRole('dialog', { name: 'Give Milo Vance more time?' })
  await expect(dialog.getByLabel('Until')).toHaveValue(`${inDays(4)}T18:00`)
  await dialog.getByLabel('Until').fill(`${inDays(2)}T09:00`)
  await dialog.getByLabel('Reason').fill('On a ship')
  await dialog.getByRole('button', { name: 'Give more time' }).click()
  await expect(dialog.getByText('Choose a time that is later than the policy')).toBeVisible()
  await dialog.getByLabel('Until').fill(`${inDays(9)}T09:00`)
  await dialog.getByRole('button', { name: 'Give more time' }).click()
  await expect(page.getByText('They have more time now, and get an email.')).toBeVisible()
  await expect(page.getByText(/They were given until then: On a ship$/)).toBeVisible()

  await page.goto('/organization/policy')
  await rule.getByRole('radio', { name: 'At once' }).check()
  await rule.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Policy saved.')).toBeVisible()
  await theirs.reload()
  await expect(theirs.getByText(/now requires two-factor authentication\. Sign in again/)).toBeVisible()
  await enterPassword(theirs, mona)
  await scanAndConfirm(theirs)
  await saveRecoveryCodes(theirs)
  await expect(heading(theirs, 'Profile')).toBeVisible()
  await expect(theirs.getByText('Set by the policy.')).toBeVisible()
  await expect(theirs.getByRole('button', { name: 'Turn off' })).toHaveCount(0)

  await page.goto('/organization/policy')
  await rule.getByRole('radio', { name: 'Stays signed in for up to a day' }).check()
  await rule.getByRole('button', { name: 'Preview' }).click()
  await expect(heading(page, 'Preview')).toBeVisible()
  await organization.agent()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Something changed after you looked at the preview.')).toBeVisible()
  await rule.getByRole('radio', { name: 'Nobody' }).check()
  await rule.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('No one would be asked to set it up.')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Policy saved.')).toBeVisible()
  await expect(page.getByText(/^No one has to have two-factor authentication/)).toBeVisible()
  await theirs.reload()
  await expect(theirs.getByRole('button', { name: 'Turn off' }).first()).toBeVisible()
})
