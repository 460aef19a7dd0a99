import { android, install, tellModel } from '../support/browser/handset'
import { expect, openPopup, test } from '../support/browser/popup'
import { enterCode, enterPassword, expectSignedOut, heading } from '../support/browser/steps'

test('web, extension and phone: one authenticator, three sessions, each ended from another', async ({
  page,
  server,
  organization,
  extension,
  signedIn,
  anotherBrowser,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent({ enrolled: true, required: true })
  await signedIn(agent)
  const popup = await openPopup(extension, server, agent)
  await enterCode(popup, await agent.phone.nextCode())
  await expect(heading(popup, agent.name)).toBeVisible()
  const phone = await anotherBrowser(android)
  await install(phone)
  await tellModel(phone, 'Pixel 9')
  await enterPassword(phone, agent)
  await enterCode(phone, await agent.phone.nextCode())
  await expect(heading(phone, 'Profile')).toBeVisible()

  await page.goto('/profile')
  const session = (text: string) => page.getByRole('listitem').filter({ hasText: text })
  await expect(session('Browser · ')).toHaveCount(1)
  await expect(session('Extension · ')).toContainText('Chrome on Linux')
  await expect(session('Mobile · ')).toContainText('Pixel 9')
  await session('Extension · ').getByRole('button', { name: 'Sign out' }).click()
  await expect(session('Extension · ')).toHaveCount(0)
  await popup.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(popup.getByText('You were signed out here')).toBeVisible()

  await phone.reload()
  const onWeb = phone.getByRole('listitem').filter({ hasText: 'Browser · ' })
  await onWeb.getByRole('button', { name: 'Sign out' }).tap()
  await expect(onWeb).toHaveCount(0)
  await expectSignedOut(page)
  await phone.reload()
  await expect(heading(phone, 'Profile')).toBeVisible()
})
