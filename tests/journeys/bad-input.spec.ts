import type { Locator } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { enterPassword, heading, passwordField } from '../support/browser/steps'

/** An error that a screen reader finds with the field, and the focus on it. */
async function expectError(field: Locator, sentence: string | RegExp): Promise<void> {
  await expect(field).toHaveAccessibleDescription(sentence)
  await expect(field).toHaveAttribute('aria-invalid', 'true')
}

test('set-up: each mistake gets its sentence, and what was typed is still there', async ({
  page,
  newServer,
}) => {
  await page.goto(newServer.printedLink)
  const organization = page.getByLabel('Organization')
  const name = page.getByLabel('Full name')
  const email = page.getByLabel('Email')
  const create = page.getByRole('button', { name: 'Create organization' })
  const typed = { organization: 'Fjordline', name: '   ', email: `${'m'.repeat(70)}@example.com` }

  await organization.fill(typed.organization)
  await name.fill(typed.name)
  await email.fill(typed.email)
  await passwordField(page).fill('too short')
  await create.click()
  await expectError(name, /^\S.*\.$/)
  await expectError(email, 'Enter an email address such as name@example.com.')
  await expectError(passwordField(page), /^Use at least 15 characters\./)
  await expect(name).toBeFocused()
  await expect(organization).toHaveValue(typed.organization)
  await expect(email).toHaveValue(typed.email)
  await expect(passwordField(page)).toHaveValue('too short')

  await name.fill('Maria Olsen')
  await email.fill('maria@example.com')
  await passwordField(page).fill('passwordpassword')
  await create.click()
  await expectError(passwordField(page), /^This password is too easy to guess\./)
  await passwordField(page).fill('fjordline-fjordline-1')
  await create.click()
  await expectError(passwordField(page), /^Don't base your password on your name/)
  await expect(name).toHaveValue('Maria Olsen')
  await passwordField(page).fill('wet paint on the stairs')
  await create.click()
  await expect(heading(page, 'Overview')).toBeVisible()
})

test('a text as long as its field takes it, with several lines, is not lost and not too long', async ({
  page,
  organization,
}) => {
  const admin = await organization.admin()
  await page.goto('/recovery')
  const story = page.getByLabel('What happened?')
  const written = `${'My phone is at the bottom of the harbour.\n'.repeat(47)}${'!'.repeat(26)}`
  expect(written).toHaveLength(2000)
  await story.fill(written)
  await page.getByLabel('Email').fill(`${'m'.repeat(70)}@example.com`)
  await page.getByLabel('Organization').fill('Acme Freight')
  await page.getByRole('button', { name: 'Send request' }).click()
  await expectError(page.getByLabel('Email'), 'Enter an email address such as name@example.com.')
  await expect(story).toHaveValue(written)
  await page.getByLabel('Email').fill(admin.email)
  await page.getByRole('button', { name: 'Send request' }).click()
  await expect(page.getByText('If there is an account with this address')).toBeVisible()
})

test('adding a user: a taken address, a name too long, and the rest is still there', async ({
  page,
  organization,
  signedIn,
}) => {
  const taken = await organization.agent()
  await signedIn(await organization.admin())
  await page.goto('/organization/users/new')
  const name = page.getByLabel('Full name')
  const email = page.getByLabel('Email')
  const add = page.getByRole('button', { name: 'Add user' })
  await name.fill('Yrsa Olsen')
  await email.fill(taken.email.toUpperCase())
  await page.getByLabel('Role').selectOption({ label: 'Admin' })
  await page.getByRole('switch', { name: 'Enable 2FA' }).check()
  await add.click()
  await expectError(email, `${taken.name} in your organization already has this email.`)
  await expect(page.getByRole('link', { name: `Open ${taken.name}` })).toBeVisible()
  await expect(name).toHaveValue('Yrsa Olsen')
  await expect(email).toHaveValue(taken.email.toUpperCase())
  await expect(page.getByLabel('Role')).toHaveValue('admin')
  await expect(page.getByRole('switch', { name: 'Enable 2FA' })).toBeChecked()

  await name.fill('y'.repeat(101))
  await add.click()
  await expectError(name, 'Use at most 100 characters.')
  await name.fill('Yrsa <img src=x onerror=alert(1)>')
  await email.fill('yrsa@example.com')
  await add.click()
  await expect(heading(page, 'Yrsa <img src=x onerror=alert(1)>')).toBeVisible()
})

test('joining with a password that will not do', async ({ page, organization }) => {
  const agent = await organization.agent({ invited: true })
  await page.goto(agent.invitation)
  const join = page.getByRole('button', { name: 'Join' })
  await passwordField(page).fill('fourteen chars')
  await join.click()
  await expectError(passwordField(page), /^Use at least 15 characters\./)
  await passwordField(page).fill('p'.repeat(257))
  await join.click()
  await expectError(passwordField(page), /^Use at most 256 characters\./)
  await passwordField(page).fill('acmefreight2026')
  await join.click()
  await expectError(passwordField(page), /^Don't base your password on your name/)
  await passwordField(page).fill('two wooden ladders')
  await join.click()
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('what cannot be a code is told apart, costs no attempt, and leads to where it belongs', async ({
  page,
  organization,
}) => {
  const agent = await organization.agent({ enrolled: true })
  await enterPassword(page, agent)
  const field = page.getByLabel('Authentication code')
  const verify = page.getByRole('button', { name: 'Verify' })
  for (const [code, sentence] of [
    ['12345', 'A code has 6 digits. This has 5.'],
    ['1e5', 'A code has 6 digits and nothing else.'],
    ['１２３４５６', 'A code has 6 digits and nothing else.'],
    ['12-345', 'A code has 6 digits. This has 5.'],
    ['+12345', 'A code has 6 digits and nothing else.'],
    ['1'.repeat(5000), 'A code has 6 digits and nothing else.'],
  ] as const) {
    await field.fill(code)
    await verify.click()
    await expectError(field, sentence)
    await expect(field).toHaveValue('')
  }
  const recoveryCode = agent.nextRecoveryCode()
  await field.fill(recoveryCode)
  await verify.click()
  await expectError(field, /^This looks like a recovery code\./)
  await page.getByRole('link', { name: 'Use a recovery code' }).click()
  const other = page.getByLabel('Recovery code')
  await other.fill(await agent.phone.shownCode())
  await verify.click()
  await expectError(other, /^This looks like a code from your authenticator app\./)
  await other.fill(recoveryCode.toLowerCase().replaceAll('-', '—'))
  await verify.click()
  await expect(heading(page, 'Profile')).toBeVisible()
})
