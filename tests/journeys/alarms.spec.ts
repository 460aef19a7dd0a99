import { findFaults } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import { BrowserAlarms } from '../support/browser/browser-alarms'

/*
 * What the other journeys rely on is heard and seen.
 */

test('an error in the browser fails a journey', async ({ browser, server }) => {
  const context = await browser.newContext()
  const alarms = new BrowserAlarms()
  await alarms.watch(context)
  const page = await context.newPage()
  await page.goto(`${server.origin}/sign-in`)
  expect(() => alarms.check()).not.toThrow()

  await page.route('**/broken', (route) => route.fulfill({ status: 503 }))
  await page.evaluate(async () => {
    console.error('something on the console')
    setTimeout(() => {
      throw new Error('something nobody caught')
    })
    document.body.setAttribute('style', 'color: red')
    await fetch('/broken')
  })
  for (const complaint of [
    /^console: something on the console/,
    /^uncaught: something nobody caught/,
    /^console: CSP violation: style-src-attr inline/,
    /^503 from .*\/broken$/,
  ])
    await expect.poll(() => alarms.heard).toContainEqual(expect.stringMatching(complaint))
  expect(() => alarms.check()).toThrow('something on the console')
  await context.close()
})

test('a complaint that was expected and did not come fails a journey', async () => {
  const alarms = new BrowserAlarms()
  alarms.expect(/status of 404/)
  expect(() => alarms.check()).toThrow('expected and not heard')
})

test('a page that is too wide or that axe complains of is at fault', async ({ page }) => {
  await page.goto('/sign-in')
  await page.evaluate(() => {
    const wide = document.createElement('pre')
    wide.textContent = 'w'.repeat(200)
    const pale = document.createElement('p')
    pale.textContent = 'Hardly to be read'
    pale.style.cssText = 'color: #777; background: #888'
    document.body.append(wide, pale, document.createElement('input'))
  })
  const faults = await findFaults(page)
  expect(faults).toContain('scrolls sideways at 1280 pixels')
  for (const width of [1280, 390]) {
    // A label is missing in light and dark alike.
    expect(faults).toContainEqual(expect.stringMatching(`^label, light, ${width} pixels: <input>`))
    for (const theme of ['light', 'dark'])
      expect(faults).toContainEqual(expect.stringMatching(`^color-contrast, ${theme}, ${width} pixels: <p `))
  }
})
