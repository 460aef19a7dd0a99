import { expect, test } from '../support/browser/browser'
import {
  changeEmail,
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  signOut,
} from '../support/browser/steps'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('someone changes the email address, confirms it by email, and signs in with it', async ({
      page,
      organization,
      postbox,
      signedIn,
    }) => {
      const agent = await organization.agent({ enrolled: true })
      const { password } = agent
      const email = `new.${agent.email}`
      await signedIn(agent)
      await page.goto('/profile')
      const dialog = page.getByRole('dialog', { name: 'Change your email address' })
      await changeEmail(page, { email, password: 'not my password at all' })
      await expect(passwordField(dialog)).toHaveAccessibleDescription('The password is incorrect.')
      await expect(dialog.getByLabel('New email')).toHaveValue(email)
      await changeEmail(page, { email: agent.email, password })
      await expect(dialog.getByLabel('New email')).toHaveAccessibleDescription(
        'This is already your email address.',
      )
      await changeEmail(page, { email, password })
      await expect(
        page.getByText(`We’ve emailed a link to ${email}. It expires in 60 minutes.`),
      ).toBeVisible()
      await expect(dialog).toBeHidden()

      const { path } = await postbox.next(email, 'Confirm your new email address')
      await page.goto(path)
      await expect(heading(page, 'Confirm your email address')).toBeVisible()
      await expect(page.getByText(`you’ll sign in with ${email} instead of ${agent.email}`)).toBeVisible()
      await page.getByRole('button', { name: 'Confirm email address' }).click()
      await expect(heading(page, 'Profile')).toBeVisible()
      await expect(page.getByText('Your email address was changed.')).toBeVisible()
      await expect(page.getByRole('main').getByText(email)).toBeVisible()

      await page.goto(path)
      await expect(page.getByText('This link was used, has expired or was replaced')).toBeVisible()
      await page.getByRole('link', { name: 'Open your profile' }).click()
      await signOut(page)
      await enterPassword(page, agent)
      await expect(page.getByText('The email or password is incorrect.')).toBeVisible()
      await enterPassword(page, { email, password })
      await enterCode(page, await agent.phone.nextCode())
      await expect(heading(page, 'Profile')).toBeVisible()
    })

    test('"This wasn\'t me" restores the address and signs the thief out', async ({
      page,
      organization,
      postbox,
      signedIn,
      anotherBrowser,
    }) => {
      const agent = await organization.agent()
      const { password } = agent
      const email = `thief.of.${agent.email}`
      const thief = await anotherBrowser()
      await signedIn(agent, thief)
      await thief.goto('/profile')
      await changeEmail(thief, { email, password })
      await thief.goto((await postbox.next(email)).path)
      await thief.getByRole('button', { name: 'Confirm email address' }).click()
      await expect(heading(thief, 'Profile')).toBeVisible()

      const { path, text } = await postbox.next(agent.email, 'Your email address was changed')
      expect(text).toContain("This wasn't me")
      await page.goto(path)
      await expect(heading(page, 'Keep your email address')).toBeVisible()
      await expect(page.getByText(`Your account keeps ${agent.email}`)).toBeVisible()
      await page.getByRole('button', { name: 'Keep this address' }).click()
      await expect(
        page.getByText('Your email address was restored, and you’re signed out everywhere.'),
      ).toBeVisible()
      await expect(heading(page, 'Forgot your password?')).toBeVisible()
      await expectSignedOut(thief)
      await enterPassword(thief, { email, password })
      await expect(thief.getByText('The email or password is incorrect.')).toBeVisible()

      await page.goto(path)
      await expect(heading(page, 'This link no longer works')).toBeVisible()
      await expect(page.getByText('This link was already used or has expired.')).toBeVisible()
      await page.getByRole('link', { name: 'Sign in' }).click()
      await enterPassword(page, agent)
      await expect(heading(page, 'Profile')).toBeVisible()
    })
  })
}

test('"This wasn\'t me" stops a change before it is made', async ({
  page,
  organization,
  postbox,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  const email = `early.${agent.email}`
  const thief = await anotherBrowser()
  await signedIn(agent, thief)
  await thief.goto('/profile')
  await changeEmail(thief, { email, password: agent.password })
  const confirm = await postbox.next(email)
  const restore = await postbox.next(agent.email, 'Your email address is about to change')
  await page.goto(restore.path)
  await page.getByRole('button', { name: 'Keep this address' }).click()
  await expect(page.getByText('Your email address was restored')).toBeVisible()
  await expectSignedOut(thief)
  await thief.goto(confirm.path)
  await expect(thief.getByText('This link was used, has expired or was replaced')).toBeVisible()
  await expect(thief.getByRole('button', { name: 'Confirm email address' })).toHaveCount(0)
})

test('whoever confirms on another device is led to sign in with the new address', async ({
  page,
  organization,
  postbox,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent()
  const { password } = agent
  const email = `phone.${agent.email}`
  await signedIn(agent)
  await page.goto('/profile')
  await changeEmail(page, { email, password })
  const phone = await anotherBrowser()
  await phone.goto((await postbox.next(email)).path)
  await phone.getByRole('button', { name: 'Confirm email address' }).click()
  await expect(heading(phone, 'Sign in')).toBeVisible()
  await expect(
    phone.getByText('Your email address was changed. Use it to sign in from now on.'),
  ).toBeVisible()
  await phone.getByLabel('Email').fill(email)
  await passwordField(phone).fill(password)
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await expect(phone.getByRole('main').getByText(email)).toBeVisible()
  await page.reload()
  await expect(page.getByRole('main').getByText(email)).toBeVisible()
})
