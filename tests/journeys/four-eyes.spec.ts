import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { heading, passwordField } from '../support/browser/steps'
import type { Resident } from '../support/server/resident'

/** Opens what waits from the notice that stands on every page, and agrees. */
async function agreeTo(page: Page, who: Resident, act: string): Promise<void> {
  await page.goto('/organization/users')
  const notice = page.getByRole('link', { name: '1 request waits for you as the second admin.' })
  await notice.click()
  await expect(heading(page, 'Waiting for a second admin')).toBeVisible()
  // It stands on every page but those it leads to.
  await expect(notice).toBeHidden()
  await page.getByRole('link', { name: act }).first().click()
  await expect(heading(page, act)).toBeVisible()
  await passwordField(page).fill(who.password)
  await page.getByLabel('Authentication code or recovery code').fill(who.nextRecoveryCode())
  await page.getByRole('button', { name: 'Agree' }).click()
  await expect(page.getByText('You agreed, and it was done. Whoever asked gets an email.')).toBeVisible()
}

test('what one admin asks for another one agrees to, or it is taken back', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
  postbox,
}) => {
  const admin = (name: string) => organization.admin({ name, enrolled: true })
  const [asker, second] = [await admin('Vera Asker'), await admin('Vito Second')]
  const [target, fourth] = [await admin('Vida Target'), await admin('Vlad Fourth')]
  await organization.settle(asker, second, target)
  await signedIn(asker)
  await page.goto('/organization/policy')
  await page.getByRole('button', { name: 'Turn on four eyes' }).click()
  await expect(page.getByText('Four eyes is on.')).toBeVisible()

  await page.goto(`/organization/users/${target.id}`)
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByText('Waiting for a second admin. The others')).toBeVisible()
  await expect(page.getByText('Asked by Vera Asker. Waiting for a second admin:')).toBeVisible()
  const letter = await postbox.next(second.email, 'Vera Asker needs a second admin: Suspend Vida Target')
  expect(letter.path).toMatch(/^\/organization\/policy\/waiting\/[\w-]+$/)
  await page.getByRole('link', { name: 'Suspend Vida Target' }).click()
  await page.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText('Taken back.', { exact: true })).toBeVisible()

  await page.goto(`/organization/users/${target.id}`)
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByText('Waiting for a second admin. The others')).toBeVisible()
  const fourths = await anotherBrowser()
  await signedIn(fourth, fourths)
  await fourths.goto('/organization')
  await fourths
    .getByRole('link', { name: '1 request waits for a second admin. For now you can only refuse it.' })
    .click()
  await fourths.getByRole('link', { name: 'Suspend Vida Target' }).first().click()
  await expect(fourths.getByText('less than 24 hours ago. You can agree in 24 hours.')).toBeVisible()
  await expect(fourths.getByRole('button', { name: 'Agree' })).toBeHidden()
  await expect(fourths.getByRole('button', { name: 'Refuse' })).toBeVisible()
  const seconds = await anotherBrowser()
  await signedIn(second, seconds)
  await agreeTo(seconds, second, 'Suspend Vida Target')
  await page.goto(`/organization/users/${target.id}`)
  await expect(page.getByText('Suspended. They can’t sign in.')).toBeVisible()

  await page.goto('/organization/policy')
  await page.getByRole('button', { name: 'Turn off four eyes' }).click()
  await expect(page.getByText('Waiting for a second admin. The others')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Turn off four eyes' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Turn off four eyes' })).toHaveCount(0)
  await agreeTo(seconds, second, 'Turn off four eyes')
  await page.goto('/organization/policy')
  await expect(page.getByRole('button', { name: 'Turn on four eyes' })).toBeVisible()
})

test('someone leaves a group that passkeys only goes by once a second admin agrees', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const admin = (name: string) => organization.admin({ name, enrolled: true })
  const [asker, second, third] = [
    await admin('Xavi Asker'),
    await admin('Xena Second'),
    await admin('Xiu Third'),
  ]
  const pilot = await organization.agent({ name: 'Xolani Pilot', enrolled: true })
  const group = await organization.group('Night pilots', [pilot])
  await organization.settle(asker, second, third)
  await signedIn(asker)
  const letPasskeysCount = async (whom: string) => {
    await page.goto('/organization/policy/passkeys')
    await page.getByLabel(whom, { exact: true }).check()
    if (whom !== 'Nobody') await page.getByLabel('Night pilots').check()
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Passkeys only saved.')).toBeVisible()
  }
  await letPasskeysCount('Everyone in chosen groups')
  await page.goto('/organization/policy')
  await page.getByRole('button', { name: 'Turn on four eyes' }).click()
  await expect(page.getByText('Four eyes is on.')).toBeVisible()

  // On Manage user the question says who else has to agree, and can be left.
  await page.goto(`/organization/users/${pilot.id}`)
  const opener = page.getByRole('button', { name: 'Remove from Night pilots' })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'Remove Xolani Pilot from Night pilots?' })
  await expect(dialog.getByText('Codes of authenticator apps will count for them again')).toBeVisible()
  await expect(dialog.getByText('A second admin has to agree first.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(opener).toBeFocused()

  // The same from the group, without JavaScript.
  const plain = await anotherBrowser({ javaScriptEnabled: false })
  await signedIn(asker, plain)
  await plain.goto(`/organization/groups/${group}`)
  await plain.getByRole('button', { name: 'Remove Xolani Pilot' }).click()
  const asked = plain.getByRole('dialog', { name: 'Remove Xolani Pilot from Night pilots?' })
  await expect(asked.getByText('A second admin has to agree first.')).toBeVisible()
  await asked.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(plain.getByText('Waiting for a second admin. The others')).toBeVisible()
  await expect(plain.getByText('Asked by Xavi Asker. Waiting for a second admin:')).toBeVisible()
  const act = 'Remove Xolani Pilot from the group Night pilots'
  await expect(plain.getByRole('link', { name: act })).toBeVisible()
  const people = page.getByRole('table', { name: 'People of Night pilots' })
  await page.goto(`/organization/groups/${group}`)
  await expect(people.getByRole('link')).toHaveText([pilot.name])
  await page.goto(`/organization/users/${pilot.id}`)
  await expect(page.getByRole('link', { name: act })).toBeVisible()

  const seconds = await anotherBrowser()
  await signedIn(second, seconds)
  await agreeTo(seconds, second, act)
  await page.goto(`/organization/groups/${group}`)
  await expect(page.getByText('No one is in this group yet')).toBeVisible()

  await page.goto('/organization/policy')
  await page.getByRole('button', { name: 'Turn off four eyes' }).click()
  await expect(page.getByText('Waiting for a second admin. The others')).toBeVisible()
  await agreeTo(seconds, second, 'Turn off four eyes')
  await letPasskeysCount('Nobody')
})
