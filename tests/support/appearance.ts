import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** As long and as hostile as names get. */
export const longName = `Ⅿaximiliana-${'Wolfeschlegelsteinhausen'.repeat(3)} <b>O’Neil</b>`

const widths = [360, 390, 768, 1280, 1920]
const height = 900

/** Looks at a page as it stands: see `findFaults`. The journey goes on, so that one run tells all there is. */
export async function look(page: Page, what: string): Promise<void> {
  expect.soft(await findFaults(page), what).toEqual([])
}

/**
 * What sticks out sideways at any width, and what axe finds (the size of targets, WCAG 2.2 AA, included) in light and
 * dark, on a desk and on a phone.
 */
export async function findFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height })
    const scrolls = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth > clientWidth
    })
    if (scrolls) faults.push(`scrolls sideways at ${width} pixels`)
  }
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode()
        .options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
        .analyze()
      for (const { id, nodes } of violations)
        for (const { html } of nodes)
          faults.push(`${id}, ${colorScheme}, ${width} pixels: ${html.slice(0, 200)}`)
    }
  }
  return faults
}
