import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import {
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
} from '../support/browser/steps'
import { inviteOperator } from '../support/world/operator'

const hank = { name: 'Hank Scorpio', email: 'hank@globex.example', password: 'seven quiet umbrellas' }

async function addOrganization(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Organizations' }).click()
  await page.getByRole('link', { name: 'Add organization' }).click()
  await page.getByLabel('Organization', { exact: true }).fill(name)
  await page.getByLabel('Full name of its first admin').fill(hank.name)
  await page.getByLabel('Email of its first admin').fill(email)
  await page.getByRole('button', { name: 'Add organization' }).click()
}

test('an operator adds an organization, suspends it, and lets it in again', {
  tag: '@several-servers',
}, async ({ page, organization, signedIn, anotherBrowser }) => {
  const taken = await organization.agent()
  await signedIn(await organization.operator())
  await page.goto('/')
  await expect(heading(page, 'Recovery requests')).toBeVisible()

  await addOrganization(page, 'Globex', taken.email)
  await expect(page.getByLabel('Email of its first admin')).toHaveAccessibleDescription(
    /^This email can't be added\. Ask for another address\./,
  )
  await page.goto('/operator/organizations')
  await expect(page.getByRole('row', { name: 'Globex' })).toHaveCount(0)
  await addOrganization(page, 'Globex', hank.email)
  await expect(heading(page, 'Globex')).toBeVisible()
  await expect(page.getByText(`${hank.email} · invited`)).toBeVisible()
  const link = await page.getByLabel('Invitation link').inputValue()

  const theirs = await anotherBrowser()
  await theirs.goto(link)
  await expect(heading(theirs, 'Join Globex')).toBeVisible()
  await passwordField(theirs).fill(hank.password)
  await theirs.getByRole('button', { name: 'Join' }).click()
  await expect(heading(theirs, 'Set up two-factor authentication')).toBeVisible()
  await theirs.goto('/organization/users')
  await expect(heading(theirs, 'Users')).toHaveCount(0)
  await theirs.goto('/sign-in/enroll')
  const phone = await scanAndConfirm(theirs)
  await saveRecoveryCodes(theirs)
  await expect(heading(theirs, 'Overview')).toBeVisible()
  await theirs.getByRole('navigation').getByRole('link', { name: 'Users' }).first().click()
  await expect(theirs.getByText('You’re the only one here')).toBeVisible()

  await page.reload()
  await expect(page.getByLabel('Invitation link')).toHaveCount(0)
  await page.getByRole('button', { name: 'Suspend' }).click()
  const dialog = page.getByRole('dialog', { name: 'Suspend Globex?' })
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByText('Suspended. Its people are signed out and can’t sign in.')).toBeVisible()
  await expectSignedOut(theirs)
  await enterPassword(theirs, { ...hank, password: 'not the right password' })
  await expect(theirs.getByText('The email or password is incorrect.')).toBeVisible()
  await expect(theirs.getByText('suspended')).toHaveCount(0)
  await enterPassword(theirs, hank)
  await expect(theirs.getByText('Your organization is suspended on this server.')).toBeVisible()

  await page.goto('/operator/organizations')
  await expect(page.getByRole('row', { name: 'Globex' })).toContainText('Suspended')
  await page.getByRole('link', { name: 'Globex' }).click()
  await page.getByRole('button', { name: 'Reactivate' }).click()
  await expect(page.getByText('Reactivated. Its people can sign in again.')).toBeVisible()
  await enterPassword(theirs, hank)
  await enterCode(theirs, await phone.nextCode())
  await expect(heading(theirs, 'Overview')).toBeVisible()
})

test('an operator finds no page of an admin, and an admin none of an operator', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
  alarms,
}) => {
  const [agent, admin] = [await organization.agent(), await organization.admin()]
  const desk = await anotherBrowser()
  await signedIn(await organization.operator(), desk)
  await signedIn(admin)
  alarms.expect(/status of 404.*\/(operator|organization)\//)
  const ofAdmins = ['users', 'users/new', `users/${agent.id}`, 'audit'].map((path) => `/organization/${path}`)
  const ofOperators = ['recovery', 'recovery/1', 'organizations', 'organizations/new', 'organizations/server']
  for (const [somebody, paths] of [
    [desk, [...ofAdmins, '/operator/organizations/server', '/operator/recovery/unknown']],
    [page, ofOperators.map((path) => `/operator/${path}`)],
  ] as const) {
    for (const path of paths) {
      const answer = await somebody.goto(path)
      expect([path, answer?.status()]).toEqual([path, 404])
      await expect(heading(somebody, 'Page not found')).toBeVisible()
    }
  }
})

test('an operator who is there before any organization signs in again, and adds the first', async ({
  page,
  newServer,
  anotherBrowser,
}) => {
  const olga = { email: 'olga@support.example', password: 'orchard ladder window' }
  const at = (path: string) => newServer.origin + path
  await page.goto(at(await inviteOperator(newServer, olga.email)))
  await passwordField(page).fill(olga.password)
  await page.getByRole('button', { name: 'Join' }).click()
  const phone = await scanAndConfirm(page)
  await saveRecoveryCodes(page)

  const again = await anotherBrowser()
  await again.goto(newServer.origin)
  await expect(heading(again, 'Almost there')).toBeVisible()
  await again.getByRole('link', { name: 'Sign in' }).click()
  await enterPassword(again, olga, newServer.origin)
  await enterCode(again, await phone.nextCode())
  await expect(heading(again, 'Recovery requests')).toBeVisible()
  await addOrganization(again, 'Globex', hank.email)
  await expect(heading(again, 'Globex')).toBeVisible()
})

test('the profile of an operator: 2FA is required of them, and no organization is named', async ({
  page,
  organization,
  signedIn,
}) => {
  const operator = await organization.operator()
  await signedIn(operator)
  await page.goto('/profile')
  await expect(page.getByText(`${operator.email} · Operator`)).toBeVisible()
  await expect(page.getByText('Required for operators')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Turn off' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Replace authenticator' })).toBeVisible()
  const menu = page.getByRole('navigation')
  await expect(menu.getByRole('link', { name: 'Users' })).toHaveCount(0)
  await expect(menu.getByRole('link', { name: 'Recovery requests' })).toBeVisible()
  await expect(page.getByText(/your organization|the operators/i)).toHaveCount(0)
})
