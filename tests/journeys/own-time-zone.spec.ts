import { expect, test } from '../support/browser/browser'
import { signIn } from '../support/browser/steps'

/** Where it is another day now than in UTC, whatever the hour is. */
const zone = new Date().getUTCHours() >= 11 ? 'Pacific/Kiritimati' : 'Pacific/Pago_Pago'
const dayOf = (timeZone: string, at: Date) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at)

test('days and moments are those of where the reader is, on every page', async ({
  organization,
  anotherBrowser,
}) => {
  const admin = await organization.admin({ enrolled: true })
  const page = await anotherBrowser({ timezoneId: zone })
  await signIn(page, admin)
  await page.goto('/profile')
  const now = new Date()
  expect(dayOf(zone, now)).not.toBe(dayOf('UTC', now))
  await expect(page.getByText(`On since ${dayOf(zone, now)}.`)).toBeVisible()
  const named = new RegExp(`, \\d\\d:\\d\\d:\\d\\d \\(${zone.replace('_', ' ')}\\)$`)
  for (const time of await page.getByRole('time').all()) await expect(time).toHaveAttribute('title', named)
  await page.goto(`/organization/users/${admin.id}`)
  await expect(page.getByRole('time').first()).toHaveAttribute('title', named)
})

test('a page that was on its way when the page before told the zone is drawn again in it', async ({
  organization,
  anotherBrowser,
}) => {
  const admin = await organization.admin({ enrolled: true })
  const page = await anotherBrowser({ timezoneId: zone })
  await signIn(page, admin)
  await page.goto('/profile')
  const today = page.getByText(`On since ${dayOf(zone, new Date())}.`)
  await expect(today).toBeVisible()
  const told = (await page.context().cookies()).find(({ name }) => name.endsWith('zone'))
  if (!told) throw new Error('The browser did not tell its zone.')
  await page.context().clearCookies({ name: told.name })
  await page.addInitScript((cookie) => {
    // biome-ignore lint/suspicious/noDocumentCookie: as the product does it.
    document.cookie = cookie
  }, `${told.name}=${told.value}; path=/`)
  await page.goto('/profile')
  await expect(today).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a day is that of the organization’s time zone, with its name', async ({
    organization,
    anotherBrowser,
  }) => {
    const agent = await organization.agent({ enrolled: true })
    const page = await anotherBrowser({ timezoneId: zone, javaScriptEnabled: false })
    await signIn(page, agent)
    await page.goto('/profile')
    await expect(page.getByText(`On since ${dayOf('UTC', new Date())} (UTC).`)).toBeVisible()
    await expect(page.getByRole('time').first()).toHaveAttribute('title', / \(UTC\)$/)
  })
})
