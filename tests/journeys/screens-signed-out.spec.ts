import { longName, look } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import {
  changeEmail,
  enterCode,
  enterPassword,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/browser/steps'

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
  await page.getByText('Protect your own account').waitFor()
  await page.goto(`${newServer.origin}/organization/users`)
  await page.getByText('You’re the only one here').waitFor()
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
  await page.getByText('The email or password is incorrect.').waitFor()
  await look(page, 'sign-in with a wrong password')
  await enterPassword(page, agent)
  await heading(page, 'Enter your authentication code').waitFor()
  await look(page, 'code')
  await enterCode(page, await agent.phone.wrongCode())
  await page.getByText("That code didn't work.").waitFor()
  await look(page, 'wrong code')
  await page.getByRole('link', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill('AAAA-BBBB-CCCC-DDDD')
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('That recovery code is incorrect').waitFor()
  await look(page, 'wrong recovery code')
  for (let attempt = 3; attempt <= 5; attempt++) {
    await page.getByLabel('Recovery code').fill('AAAA-BBBB-CCCC-DDDD')
    await page.getByRole('button', { name: 'Verify' }).click()
    if (attempt < 5) await expect(page.getByLabel('Recovery code')).toBeFocused()
  }
  await page.getByText('ended after 5 wrong codes').waitFor()
  await look(page, 'attempts used up')
})

test('joining and enrolling', async ({ page, organization }) => {
  const agent = await organization.agent({ name: longName, invited: true, required: true })
  await page.goto(agent.invitation)
  await look(page, 'join')
  await passwordField(page).fill('short')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByText('Use at least 15 characters.').waitFor()
  await look(page, 'join with a short password')
  await passwordField(page).fill('eleven quiet tortoises')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('img', { name: 'QR code' }).waitFor()
  await look(page, 'enroll at sign-in')
  await enterCode(page, '12', 'Verify and turn on')
  await page.getByText('A code has 6 digits. This has 2.').waitFor()
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

test('a forgotten password', async ({ page, organization, postbox }) => {
  const agent = await organization.agent({ name: longName, enrolled: true })
  await page.goto('/forgot-password')
  await look(page, 'forgot password')
  const ask = async (email: string) => {
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Send link' }).click()
  }
  await ask(`${'a'.repeat(65)}@example.com`)
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'forgot password with a mistake')
  await ask(agent.email)
  await page.getByText('we’ve emailed a link').waitFor()
  await look(page, 'link on its way')
  const { path } = await postbox.next(agent.email, 'Choose a new password')
  await page.goto(path)
  await look(page, 'choose a new password')
  await page.getByLabel('New password', { exact: true }).fill('passwordpassword')
  await page.getByRole('button', { name: 'Save password' }).click()
  await page.getByText('This password is too easy to guess.').waitFor()
  await look(page, 'choose a new password, a common one')
  await page.getByLabel('New password', { exact: true }).fill('nine marble staircases')
  await page.getByRole('button', { name: 'Save password' }).click()
  await page.getByText('Your new password is saved.').waitFor()
  await look(page, 'sign-in after a new password')
  await page.goto(path)
  await look(page, 'reset link that is over')
})

test('the links of a change of email address', async ({ page, organization, signedIn, postbox }) => {
  const agent = await organization.agent({ name: longName })
  const { password } = agent
  const long = `${'long-address.'.repeat(4)}2@example.com`
  await signedIn(agent)
  await page.goto('/profile')
  await changeEmail(page, { email: long, password })
  const confirm = await postbox.next(long, 'Confirm your new email address')
  await page.goto(confirm.path)
  await look(page, 'confirm email address')
  await page.getByRole('button', { name: 'Confirm email address' }).click()
  await page.getByText('Your email address was changed.').waitFor()
  await page.goto(confirm.path)
  await look(page, 'confirmation link that is over')

  await page.goto('/profile')
  await changeEmail(page, { email: `another.${agent.email}`, password })
  const restore = await postbox.next(long, 'Your email address is about to change')
  await page.goto(restore.path)
  await look(page, 'keep email address')
  await page.getByRole('button', { name: 'Keep this address' }).click()
  await page.getByText('Your email address was restored').waitFor()
  await look(page, 'email address kept')
  await page.goto(restore.path)
  await look(page, 'restoring link that is over')
})
