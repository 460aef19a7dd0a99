import type { Page } from '@playwright/test'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'

/** What a phone reads that is held before the screen: the text of the QR code in a screenshot of it. */
export async function readQrCode(page: Page): Promise<string> {
  await page.getByRole('img', { name: 'QR code' }).scrollIntoViewIfNeeded()
  const { data, width, height } = PNG.sync.read(await page.screenshot())
  const found = jsQR(new Uint8ClampedArray(data), width, height)
  if (!found) throw new Error('There is no QR code that can be read on the screen.')
  return found.data
}
