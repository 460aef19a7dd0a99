import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'
import type { Ground } from './tests/support/browser/browser'

const executablePath = findChromium()
// Chromium starts both pages of the address bar's popup with each context: a fifth of what the journeys compute.
const addressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup']
// What Playwright 1.65 turns off. Chromium heeds only the last list that it is given, so ours repeats it.
const playwrights = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]
const disabled = `--disable-features=${[...playwrights, ...addressBar].join()}`
const args = ['--disable-background-networking', '--disable-quic', '--disable-gpu', disabled]
// Chromium's sandbox refuses to run as root.
if (process.getuid?.() === 0) args.push('--no-sandbox')

/** The journeys, in Chromium. Each test gets its server from a fixture, started from `$COUNTERSIGN_BUILD`. */
export default defineConfig<object, Ground>({
  testDir: 'tests/journeys',
  outputDir: 'test-results',
  workers: 2,
  // A machine that is busy with something else is slow, not wrong.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: 0,
  forbidOnly: true,
  projects: [
    { name: 'sqlite' },
    // One of each kind, with three servers of one PostgreSQL behind nginx.
    { name: 'several-servers', grep: /@several-servers/, use: { severalServers: true } },
  ],
  reporter: 'list',
  use: {
    browserName: 'chromium',
    // Without pictures: to film every frame is work, and Chromium was seen to stop drawing when resized meanwhile.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: executablePath ? { executablePath, args } : { args },
  },
})
