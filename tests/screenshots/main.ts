import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from '@playwright/test'
import { Extension } from '../support/browser/extension'
import { changeEmail, spaced } from '../support/browser/steps'
import { Postbox } from '../support/server/postbox'
import { type Server, startServer } from '../support/server/server'
import { Authenticator } from '../support/world/authenticator'
import { Mailbox } from '../support/world/mailbox'
import { type Scenes, setScenes } from '../support/world/recovery-scenes'
import { adasPassword, Seed } from '../support/world/seed'
import { openGuarded, pageOf } from './guarded'
import { openKeyed } from './keyed'
import { openRolling } from './rolling'
import type { Links, Shot, Start } from './shot'
import { shots } from './shots'

/*
 * Writes every page in both themes and both widths to ./screenshots, from the demo organization and, for what comes
 * before there is one, from an empty server.
 */

const root = process.cwd()
const folder = join(root, 'screenshots')
const widths = [1280, 390]
const themes = ['light', 'dark'] as const
const houses = ['empty', 'guarded', 'keyed', 'rolling'] as const
const launchOptions: LaunchOptions = {
  executablePath: process.env.CHROMIUM_PATH ?? '',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-quic'],
}
const password = 'wet paint on the stairs'
const passwordOf = (who: string) => (who === 'ada' ? adasPassword : password)

async function main(): Promise<void> {
  // Names, or how they begin; none: all of them.
  const only = process.argv.slice(2)
  const dataFolder = mkdtempSync(join(tmpdir(), 'countersign-screenshots-'))
  const env = { ...process.env, DATA_DIR: dataFolder }
  const said = spawnSync(process.execPath, [join(process.env.COUNTERSIGN_BUILD ?? '', 'cli.mjs'), 'demo'], {
    cwd: root,
    env,
  })
  const output = said.stdout.toString()
  const setupKey = /maria@example\.com.*setup key: (\w+)/.exec(output)?.[1] ?? ''
  const invitation = /(\/invitation\/\S+)/.exec(output)?.[1] ?? ''
  const mailbox = await Mailbox.open()
  const mail = { SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, MAIL_FROM: 'id@example.com' }
  const [demo, empty, quiet, busy, guarded, keyed, rolling] = await Promise.all([
    startServer({ dataFolder, env: { LOG_LEVEL: 'warn' } }),
    startServer(),
    startServer(),
    startServer(),
    startServer(),
    startServer(),
    startServer({ env: mail }),
  ])
  const browser = await chromium.launch(launchOptions)
  try {
    if (only.length === 0) rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const signedIn = await signIn(browser, demo.origin, setupKey)
    const links = await askForLinks(browser, demo.origin, signedIn, new Postbox({ dataFolder }))
    const desks = { quiet: await openDesk(browser, quiet, false), busy: await openDesk(browser, busy, true) }
    const guards = await openGuarded(browser, guarded)
    const keys = await openKeyed(browser, keyed)
    const rolled = await openRolling(browser, rolling)
    for (const shot of shots) {
      if (only.length > 0 && !only.some((part) => shot.name.startsWith(part))) continue
      const house = houses.find((name) => shot[name])
      const named = house ? { empty, guarded, keyed, rolling }[house] : demo
      const server = shot.operators ? { quiet, busy }[shot.operators] : named
      const { scenes } = desks[shot.operators ?? 'busy']
      const known = { printedLink: empty.printedLink, invitation, links, scenes, guards, keys, rolled }
      const start = { origin: server.origin, ...known }
      const desk = shot.operators && desks[shot.operators].state
      const part = shot.part && (await stateOf(browser, server, guards.sessions[shot.part]))
      const holder = shot.holder && (await stateOf(browser, server, keys.sessions[shot.holder]))
      const fellow = shot.fellow && (await stateOf(browser, server, rolled.sessions[shot.fellow]))
      const state = shot.as === 'maria' ? signedIn : shot.as === 'olga' ? desk : (part ?? holder ?? fellow)
      if (shot.popup) await takePopup(shot, start)
      else await take(browser, shot, start, state)
      console.log(shot.name)
    }
  } finally {
    await browser.close()
    await Promise.all([demo, empty, quiet, busy, guarded, keyed, rolling].map((server) => server.stop()))
    await mailbox.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

/** An organization and an operator, signed in; `busy`: with several authenticators, and requests in every state. */
async function openDesk(
  browser: Browser,
  server: Server,
  busy: boolean,
): Promise<{ state: State; scenes: Scenes }> {
  const seed = await Seed.open(server)
  const operator = await seed.operator()
  if (busy) for (const name of ['Work phone', 'Tablet']) await seed.addPhone(operator, name)
  const value = await seed.openSession(operator)
  const scenes = busy ? await setScenes(server, seed, operator) : ({} as Scenes)
  await seed.close()
  return { state: await stateOf(browser, server, value), scenes }
}

/** What a browser with this session keeps. */
async function stateOf(browser: Browser, server: Server, session: string): Promise<State> {
  const context = (await pageOf(browser, server, session)).context()
  const state = await context.storageState()
  await context.close()
  return state
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>

async function signIn(browser: Browser, origin: string, setupKey: string): Promise<State> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await givePassword(page, origin, 'maria')
  await page
    .getByLabel('Authentication code')
    .fill(spaced(await new Authenticator(setupKey).codeAt(new Date(Date.now() + 30_000))))
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  const state = await context.storageState()
  await context.close()
  return state
}

async function givePassword(page: Page, origin: string, who: string): Promise<void> {
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('Email').fill(`${who}@example.com`)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(who))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** Has a password of Chidi's be forgotten, and Maria want another address. */
async function askForLinks(
  browser: Browser,
  origin: string,
  storageState: State,
  postbox: Postbox,
): Promise<Links> {
  const context = await browser.newContext({ storageState })
  const page = await context.newPage()
  await page.goto(`${origin}/forgot-password`)
  await page.getByLabel('Email').fill('chidi@example.com')
  await page.getByRole('button', { name: 'Send link' }).click()
  await page.getByText('If there is an account').waitFor()
  await page.goto(`${origin}/profile`)
  await changeEmail(page, { email: 'maria.admin@example.org', password })
  const [reset, confirm, restore] = [
    await postbox.next('chidi@example.com', 'Choose a new password'),
    await postbox.next('maria.admin@example.org'),
    await postbox.next('maria@example.com', 'Your email address is about to change'),
  ]
  await context.close()
  return { reset: reset.path, confirm: confirm.path, restore: restore.path }
}

async function take(
  browser: Browser,
  shot: Shot,
  start: Start,
  storageState: State | undefined,
): Promise<void> {
  for (const width of widths) {
    const viewport = { width, height: width > 768 ? 820 : 844 }
    const context = await browser.newContext({ viewport, ...(storageState && { storageState }) })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    if (shot.as && !storageState) await givePassword(page, start.origin, shot.as)
    await shot.go(page, start)
    await inBothThemes(page, shot, width)
    await context.close()
  }
}

async function takePopup(shot: Shot, start: Start): Promise<void> {
  const extension = await Extension.launch(launchOptions)
  const page = await extension.popup()
  await shot.go(page, start)
  await inBothThemes(page, shot, page.viewportSize()?.width ?? 0)
  await extension.close()
}

async function inBothThemes(page: Page, shot: Shot, width: number): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    // Colours change over a moment.
    await page.waitForTimeout(250)
    await page.screenshot({ path: join(folder, `${shot.name}-${theme}-${width}.png`), fullPage: true })
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
