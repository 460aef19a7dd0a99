import { longName, look } from '../support/appearance'
import { expect, test } from '../support/browser'
import {
  enterCode,
  enterPassword,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/steps'

/*
 * Every page and error state on the way in, looked at.
 */

test.describe.configure({ timeout: 240_000 })

test('before there is an organization', async ({ page, newServer, alarms }) => {
  await page.goto(newServer.origin)
  await look(page, 'almost there')
  await page.goto(`${newServer.origin}/setup`)
  await look(page, 'set-up without its link')
  await page.goto(newServer.printedLink)
  await look(page, 'set-up')
  await page.getByLabel('Organization').fill('Fjordline')
  await page.getByLabel('Full name').fill('   ')
  await page.getByLabel('Email').fill('maria@example.com')
  await passwordField(page).fill('short')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(passwordField(page)).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'set-up with mistakes')
  await page.getByLabel('Full name').fill('Maria Olsen')
  await passwordField(page).fill('wet paint on the stairs')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await page.getByText('You are the only one here').waitFor()
  await look(page, 'users, with one person')
  alarms.expect(/status of 404/)
  await page.goto(newServer.printedLink)
  await look(page, 'nothing here')
})

test('signing in', async ({ page, organization }) => {
  const agent = await organization.agent({ enrolled: true })
  await page.goto('/sign-in')
  await look(page, 'sign-in')
  await enterPassword(page, { email: agent.email, password: 'not my password at all' })
  await page.getByText('The email or password is not right.').waitFor()
  await look(page, 'sign-in with a wrong password')
  await enterPassword(page, agent)
  await heading(page, 'Enter your authentication code').waitFor()
  await look(page, 'code')
  await enterCode(page, await agent.phone.wrongCode())
  await page.getByText('That code is not right.').waitFor()
  await look(page, 'wrong code')
  await page.getByRole('link', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill('AAAA-BBBB-CCCC-DDDD')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('That recovery code is not right').waitFor()
  await look(page, 'wrong recovery code')
  for (let attempt = 3; attempt <= 5; attempt++) {
    await page.getByLabel('Recovery code').fill('AAAA-BBBB-CCCC-DDDD')
    await page.getByRole('button', { name: 'Verify' }).click()
    if (attempt < 5) await expect(page.getByLabel('Recovery code')).toBeFocused()
  }
  await page.getByText('Five wrong codes').waitFor()
  await look(page, 'attempts used up')
})

test('joining and enrolling', async ({ page, organization }) => {
  const agent = await organization.agent({ name: longName, invited: true, required: true })
  await page.goto(agent.invitation)
  await look(page, 'join')
  await passwordField(page).fill('short')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByText('This has fewer than 15 characters.').waitFor()
  await look(page, 'join with a short password')
  await passwordField(page).fill('eleven quiet tortoises')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('img', { name: 'QR code' }).waitFor()
  await look(page, 'enroll at sign-in')
  await enterCode(page, '12', 'Verify and turn on')
  await page.getByText('That code is not right.').waitFor()
  await look(page, 'enroll at sign-in with a wrong code')
  await scanAndConfirm(page)
  await page.getByRole('dialog').waitFor()
  await look(page, 'recovery codes')
  await saveRecoveryCodes(page)
  await heading(page, 'Profile').waitFor()
  await look(page, 'profile, required')
  await page.goto(agent.invitation)
  await look(page, 'invitation used')
})
