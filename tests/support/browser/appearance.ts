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

/** The rules of axe that look at colours. Everything else is the same in light and dark. */
const colourRules = ['color-contrast', 'link-in-text-block']

/**
 * What sticks out sideways at any width, and what axe finds (the size of targets, WCAG 2.2 AA, included) on a desk and
 * on a phone: every rule in light, those that look at colours in dark too.
 */
export async function findFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  // Where a button led to another page, that one is looked at, and not the moment between the two.
  await page.waitForFunction(() => document.readyState === 'complete')
  for (const width of widths) {
    await page.setViewportSize({ width, height })
    const scrolls = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth > clientWidth
    })
    if (scrolls) faults.push(`scrolls sideways at ${width} pixels`)
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await untilStill(page)
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height })
      const axe = new AxeBuilder({ page }).setLegacyMode()
      if (colorScheme === 'dark') axe.withRules(colourRules)
      else axe.options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
      const { violations } = await axe.analyze()
      for (const { id, nodes } of violations)
        for (const { html } of nodes)
          faults.push(`${id}, ${colorScheme}, ${width} pixels: ${html.slice(0, 200)}`)
    }
  }
  return faults
}

/** Colours fade into one another: halfway between light and dark their contrast is neither's. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        // What stands in closed details is not drawn, and what moves there never comes to its end.
        .filter(({ effect }) => !(effect instanceof KeyframeEffect) || effect.target?.checkVisibility())
        .map((animation) => animation.finished),
    ),
  )
}
