import type { BrowserContextOptions, Page } from '@playwright/test'

const held = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

const chrome =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Mobile Safari/537.36'
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'

/** A phone with Chrome on Android, and an iPhone, as the browser of a journey. */
export const android: BrowserContextOptions = { ...held, userAgent: chrome }
export const iPhone: BrowserContextOptions = { ...held, userAgent: safari }

/**
 * Has the page run as the app installed on the phone. No browser without a window can be told its display mode, not even
 * over the DevTools protocol, so the page's own question for it is answered in its place.
 */
export async function install(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const asked = window.matchMedia.bind(window)
    window.matchMedia = (query) => asked(query.replace('(display-mode: standalone)', '(min-width: 0)'))
  })
}

/** Tells the model of the phone to pages that ask for it, as Chrome on Android does. */
export async function tellModel(page: Page, model: string): Promise<void> {
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('Emulation.setUserAgentOverride', {
    userAgent: chrome,
    userAgentMetadata: {
      brands: [{ brand: 'Chromium', version: '146' }],
      ...{ platform: 'Android', platformVersion: '15.0.0', architecture: '', model, mobile: true },
    },
  })
}

/** What is too small for a finger, zooms when it is typed into, or sticks out sideways, at the widths of phones. */
export async function findTouchFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  // What is in the page already may have no style yet.
  await page.waitForLoadState()
  for (const width of [360, 390, 430]) {
    await page.setViewportSize({ width, height: 844 })
    const found = await page.evaluate(measure)
    faults.push(...found.map((fault) => `${fault} at ${width} pixels`))
  }
  return faults
}

function measure(): string[] {
  const faults: string[] = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) faults.push('scrolls sideways')
  const targets = document.querySelectorAll<HTMLElement>(
    'a[href], button, input:not([type=hidden]), select, textarea, summary',
  )
  for (const target of targets) {
    // A link within a sentence is as high as its line (WCAG 2.2, 2.5.5), and the skip link is for keyboards.
    const beside = [...(target.parentElement?.childNodes ?? [])].filter(
      (node) => node.nodeType === Node.TEXT_NODE,
    )
    const within = target.matches('p a') && beside.some((node) => node.textContent?.trim() !== '')
    if (!target.checkVisibility({ visibilityProperty: true }) || within || target.matches('[href="#main"]'))
      continue
    // A link that is stretched over its row is as large as the row.
    let row: HTMLElement | null = target
    const { position, inset } = getComputedStyle(target, '::after')
    if (position === 'absolute' && inset === '0px')
      do row = row.parentElement
      while (row && getComputedStyle(row).position === 'static')
    const box = target.matches('[type=checkbox], [type=radio]')
      ? (target as HTMLInputElement).labels?.[0]
      : row
    const { width, height } = (box ?? target).getBoundingClientRect()
    const name = `${target.tagName} ${target.getAttribute('name') ?? target.textContent}`
    if (width < 43.9 || height < 43.9) faults.push(`${name} is ${Math.round(width)} × ${Math.round(height)}`)
    const typed = target.matches('input:not([type=checkbox], [type=radio]), select, textarea')
    if (typed && Number.parseFloat(getComputedStyle(target).fontSize) < 16) faults.push(`${name} zooms`)
  }
  return faults
}
