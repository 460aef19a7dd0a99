import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type LaunchOptions, type Page } from '@playwright/test'

const built = 'extension/dist/chrome'

/**
 * The built extension in a Chromium of its own, with the profile of one person. What it is told beside: that it may
 * reach this machine, for nobody can click the browser's prompt here; the code that asks for it runs all the same.
 */
export class Extension {
  readonly context: BrowserContext
  readonly #folder: string
  readonly #options: LaunchOptions

  private constructor(context: BrowserContext, folder: string, options: LaunchOptions) {
    this.context = context
    this.#folder = folder
    this.#options = options
  }

  static async launch(options: LaunchOptions): Promise<Extension> {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-extension-'))
    cpSync(built, join(folder, 'extension'), { recursive: true })
    const manifest = join(folder, 'extension', 'manifest.json')
    const said = JSON.parse(readFileSync(manifest, 'utf8')) as object
    writeFileSync(manifest, JSON.stringify({ ...said, host_permissions: ['http://localhost/*'] }))
    return new Extension(await open(folder, options), folder, options)
  }

  /** The popup, in a tab as wide as it is. */
  async popup(): Promise<Page> {
    const page = await this.context.newPage()
    await page.setViewportSize({ width: 384, height: 600 })
    await page.goto(`chrome-extension://${await this.#id()}/popup.html`)
    return page
  }

  /** The sign on the icon; empty where there is none. */
  async badge(): Promise<string> {
    const worker = await this.#worker()
    return worker.evaluate(() => chrome.action.getBadgeText({}))
  }

  /** What is on the disk of the browser. */
  async onDisk(): Promise<Record<string, unknown>> {
    const worker = await this.#worker()
    return worker.evaluate(() => chrome.storage.local.get())
  }

  /** Ends the browser and starts it again with the same profile. */
  async restart(): Promise<Extension> {
    await this.context.close()
    return new Extension(await open(this.#folder, this.#options), this.#folder, this.#options)
  }

  async close(): Promise<void> {
    await this.context.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #worker() {
    return this.context.serviceWorkers()[0] ?? (await this.context.waitForEvent('serviceworker'))
  }

  async #id(): Promise<string> {
    return new URL((await this.#worker()).url()).host
  }
}

function open(folder: string, { args = [], ...options }: LaunchOptions): Promise<BrowserContext> {
  const extension = join(folder, 'extension')
  return chromium.launchPersistentContext(join(folder, 'profile'), {
    ...options,
    args: [...args, `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
    ignoreDefaultArgs: ['--disable-extensions'],
  })
}
