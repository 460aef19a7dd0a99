import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import { heading, signOut } from '../support/browser/steps'

/** How light the page is, from 0 to 1. */
const lightness = (page: Page) =>
  page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')
    if (!canvas) return Number.NaN
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
    return (red + green + blue) / 3 / 255
  })

const expectDark = (page: Page) => expect.poll(() => lightness(page)).toBeLessThan(0.2)
const expectLight = (page: Page) => expect.poll(() => lightness(page)).toBeGreaterThan(0.8)

test('the theme follows the system until one is chosen, and stays chosen', async ({
  page,
  organization,
  signedIn,
}) => {
  const choice = (name: string) => page.getByRole('button', { name })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/sign-in')
  await expectLight(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectDark(page)

  await signedIn(await organization.agent())
  await page.goto('/profile')
  await expectDark(page)
  await expect(choice('System theme')).toHaveAttribute('aria-pressed', 'true')
  await choice('Light theme').click()
  await expect(choice('Light theme')).toHaveAttribute('aria-pressed', 'true')
  await expectLight(page)
  await choice('Dark theme').click()
  await expect(choice('Dark theme')).toHaveAttribute('aria-pressed', 'true')
  await page.emulateMedia({ colorScheme: 'light' })
  await expectDark(page)

  await page.reload()
  await expectDark(page)
  await signOut(page)
  await expect(heading(page, 'Sign in')).toBeVisible()
  await expectDark(page)
})
