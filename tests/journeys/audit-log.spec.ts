import { expect, test } from '../support/browser/browser'
import { enterCode, enterPassword, heading } from '../support/browser/steps'

test('the audit log tells who did what to whom, when and from where', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ enrolled: true })
  const theirs = await anotherBrowser({ extraHTTPHeaders: { 'X-Forwarded-For': '203.0.113.99' } })
  await enterPassword(theirs, agent)
  await enterCode(theirs, await agent.phone.wrongCode())
  await expect(theirs.getByLabel('Authentication code')).toHaveAccessibleDescription(/didn't work/)
  await enterCode(theirs, await agent.phone.nextCode())
  await expect(heading(theirs, 'Profile')).toBeVisible()

  const admin = await organization.admin()
  await signedIn(admin)
  await page.goto(`/organization/users/${agent.id}`)
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('link', { name: 'Audit log' }).click()
  await expect(heading(page, 'Audit log')).toBeVisible()

  const rows = page.getByRole('table', { name: 'Audit log' }).getByRole('row')
  const entry = (text: string) => rows.filter({ hasText: text })
  const suspended = entry(`${admin.name} suspended · ${agent.name} (${agent.email})`)
  await expect(suspended).toHaveCount(1)
  await expect(suspended).toContainText(/Chrome on Linux/)
  await expect(suspended).toContainText(/198\.51\.\d+\.\d+/)
  await expect(suspended.getByRole('time')).toHaveAttribute('datetime', new RegExp(`^${today()}T.*Z$`))

  const rejected = entry(`${agent.name} entered a wrong code (correct password)`)
  await expect(rejected).toContainText('203.0.113.99')
  await expect(entry(`${agent.name} signed in`).first()).toContainText('203.0.113.99')

  await page.goto(`/organization/users/${agent.id}`)
  const events = page.getByRole('table', { name: `Events of ${agent.name}` })
  await expect(events).toContainText(`${admin.name} suspended`)
  await expect(events).toContainText('entered a wrong code')
})

test('what does not fit on one page of the log is on the next', async ({ page, organization, signedIn }) => {
  for (let n = 0; n < 60; n++) await organization.agent({ invited: true })
  await signedIn(await organization.admin())
  await page.goto('/organization/audit')
  const rows = page.getByRole('table', { name: 'Audit log' }).getByRole('row')
  await expect(rows).toHaveCount(51)
  const newest = await rows.nth(1).textContent()
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(page).toHaveURL(/before=/)
  await expect(rows.nth(1)).not.toHaveText(newest ?? '')
  await page.getByRole('link', { name: 'First page' }).click()
  await expect(rows.nth(1)).toHaveText(newest ?? '')
})

const today = () => new Date().toISOString().slice(0, 10)
