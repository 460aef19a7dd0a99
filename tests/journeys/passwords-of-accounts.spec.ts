import { expect, test } from '../support/browser/browser'
import { expectSignedOut, heading, passwordField } from '../support/browser/steps'

test('an invitation that is opened where someone is signed in says who, and offers both ways', async ({
  page,
  context,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const admin = await organization.admin()
  const invited = await organization.agent({ invited: true })
  await signedIn(admin)
  const [cookie] = (await context.cookies()).filter(({ name }) => name.endsWith('session'))
  await page.goto(invited.invitation)
  await expect(page.getByText(`You’re signed in here as ${admin.name} (${admin.email}).`)).toBeVisible()
  await expect(page.getByText(`This invitation is for ${invited.name} (${invited.email}).`)).toBeVisible()
  await expect(passwordField(page)).toHaveCount(0)
  await page.getByRole('link', { name: 'Stay signed in' }).click()
  await expect(heading(page, 'Overview')).toBeVisible()

  await page.goto(invited.invitation)
  await page.getByRole('button', { name: 'Sign out and join' }).click()
  await passwordField(page).fill(invited.password)
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(page.getByText(invited.email)).toBeVisible()
  const copied = await anotherBrowser()
  if (cookie) await copied.context().addCookies([cookie])
  await expectSignedOut(copied)
})

test('a session that another one replaces in its browser ends, however that comes about', async ({
  page,
  context,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const [admin, agent] = [await organization.admin(), await organization.agent()]
  const invited = await organization.agent({ invited: true })
  const pages = { joining: invited.invitation, 'signing in': '/sign-in' }
  for (const [how, path] of Object.entries(pages)) {
    // The form stood open before someone signed in in another tab.
    await context.clearCookies()
    await page.goto(path)
    await expect(passwordField(page)).toBeVisible()
    await signedIn(admin)
    const [cookie] = (await context.cookies()).filter(({ name }) => name.endsWith('session'))
    if (how === 'signing in') await page.getByLabel('Email').fill(agent.email)
    await passwordField(page).fill(how === 'joining' ? invited.password : agent.password)
    await page.getByRole('button', { name: how === 'joining' ? 'Join' : 'Sign in' }).click()
    await expect(heading(page, 'Profile')).toBeVisible()
    const copied = await anotherBrowser()
    if (cookie) await copied.context().addCookies([cookie])
    await expectSignedOut(copied)
  }
})

test('every form that asks for a password says whose it is, to password managers', async ({
  page,
  organization,
  signedIn,
}) => {
  const admin = await organization.admin({ enrolled: true, required: true })
  const agent = await organization.agent({ enrolled: true })
  const invited = await organization.agent({ invited: true })
  const other = await organization.agent()
  const namesOn = async (path: string) => {
    await page.goto(path)
    return page.locator('form:has(input[type=password])').evaluateAll((forms) =>
      forms.map((form) => {
        const names = [...form.querySelectorAll<HTMLInputElement>('[autocomplete~=username]')]
        return names.map(({ value }) => value)
      }),
    )
  }
  expect(await namesOn('/sign-in')).toEqual([['']])
  expect(await namesOn(invited.invitation)).toEqual([[invited.email]])
  await signedIn(agent)
  for (const question of ['email', 'password', 'recovery-codes', 'turn-off'])
    expect([question, await namesOn(`/profile/${question}`)]).toEqual([question, [[agent.email]]])
  expect(await namesOn('/profile/two-factor')).toEqual([[agent.email]])
  await signedIn(admin)
  expect(await namesOn(`/organization/users/${admin.id}/lift`)).toEqual([[admin.email]])
  await page.goto(`/organization/users/${other.id}`)
  await expect(page.locator('[autocomplete~=username]')).toHaveCount(0)
  await page.goto('/organization/users/new')
  await expect(page.locator('input:is([type=email], [type=text]):not([autocomplete=off])')).toHaveCount(0)
})

test('a password manager that looks for the page to change a password on is led to the profile', async ({
  page,
  organization,
  signedIn,
}) => {
  await signedIn(await organization.agent())
  await page.goto('/.well-known/change-password')
  await expect(page).toHaveURL(/\/profile$/)
  await expect(page.getByRole('button', { name: 'Change password' }).first()).toBeVisible()
  const nothing = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200'
  expect((await page.request.get(nothing)).status()).toBe(404)
})
