import { type BrowserContext, expect } from '@playwright/test'

/**
 * Hears what a browser complains of and a person may not see: errors on the console, uncaught exceptions, violations
 * of the CSP, answers of 500 and up.
 */
export class BrowserAlarms {
  readonly heard: string[] = []
  readonly #expected: RegExp[] = []

  async watch(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (message.type() === 'error')
        this.heard.push(`console: ${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (error) => this.heard.push(`uncaught: ${error.error().message}`))
    context.on('response', (response) => {
      if (response.status() >= 500) this.heard.push(`${response.status()} from ${response.url()}`)
    })
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
      })
    })
  }

  /** The journey leads here on purpose, such as to a page that is not there: without this complaint it fails. */
  expect(complaint: RegExp): void {
    this.#expected.push(complaint)
  }

  /** Fails on any complaint that was not expected, and on an expected one that was not heard. */
  check(): void {
    const unexpected = this.heard.filter((text) => !this.#expected.some((pattern) => pattern.test(text)))
    const missing = this.#expected.filter((pattern) => !this.heard.some((text) => pattern.test(text)))
    expect(unexpected, 'what the browser complained of').toEqual([])
    expect(missing, 'complaints that were expected and not heard').toEqual([])
  }
}
