import type { Page } from '@playwright/test'

/** As the translation of a browser does: every text stands in an element that React knows nothing of. */
export async function translate(page: Page): Promise<void> {
  // Before that React throws away what was translated, and says so: a page of its own is drawn, and nothing is lost.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main, main form')].every((element) =>
      Object.keys(element).some((key) => key.startsWith('__reactFiber')),
    ),
  )
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text)
    for (const text of texts) {
      const parent = text.parentElement
      if (!parent || !text.data.trim() || /^(SCRIPT|STYLE|FONT|OPTION|TEXTAREA)$/.test(parent.tagName))
        continue
      const font = document.createElement('font')
      text.replaceWith(font)
      font.append(text)
    }
  })
}
