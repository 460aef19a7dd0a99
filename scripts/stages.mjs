/**
 * The stages of `npm test` and `npm run check`. Every stage runs, whatever became of those before it. Tests are
 * counted from the runners' own reports: one that was skipped counts as failed, and so does a runner that crashed
 * or found nothing to run.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureApache } from './apache.mjs'
import { ensureBuild } from './build.mjs'
import { buildExtension } from './build-extension.mjs'
import { ensureCaddy } from './caddy.mjs'
import { ensureChromium } from './chromium.mjs'
import { runNode, StepFailed } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureNginx } from './nginx.mjs'
import { ensurePgBouncer } from './pgbouncer.mjs'
import { ensurePostgres } from './postgres.mjs'

const BIOME = 'node_modules/@biomejs/biome/bin/biome'
const NEXT = 'node_modules/next/dist/bin/next'
const TSC = 'node_modules/typescript-7/bin/tsc'
const VITEST = 'node_modules/vitest/vitest.mjs'
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js'

/** What runs on PostgreSQL as well, but for what vitest.config.ts leaves out. */
const ON_BOTH = ['tests/domain/', 'tests/attacks/', 'tests/faults/']

const NAME_WIDTH = 14
const RESULT_WIDTH = 26

/** Prints one line for each stage and `N passed, N failed` at the end, and sets the exit code. */
export async function runStages({ journeys }) {
  const total = { passed: 0, failed: 0 }

  await prepare('packages', total, () => ensureDependencies({ dev: true }))
  if (total.failed === 0) {
    await stage('format', total, () => runTool(BIOME, ['check', '--linter-enabled=false']))
    await stage('lint', total, () => runTool(BIOME, ['lint', '--error-on-warnings']))
    await stage('types', total, checkTypes)
    await prepare('build', total, async () => (process.env.COUNTERSIGN_BUILD = await ensureBuild()))
    await stage('architecture', total, () => runVitest('tests/architecture'))
    await stage('domain', total, () => runVitest('tests/domain/'))
    await prepare('postgresql', total, async () => (process.env.POSTGRES_BIN = await ensurePostgres()))
    await prepare('pgbouncer', total, async () => (process.env.PGBOUNCER_PATH = await ensurePgBouncer()))
    await prepare('nginx', total, async () => (process.env.NGINX_PATH = await ensureNginx()))
    await stage('on PostgreSQL', total, () => runVitest(ON_BOTH, { COUNTERSIGN_TEST_DATABASE: 'postgres' }))
    await stage('attacks', total, () => runVitest('tests/attacks/'))
    await stage('faults', total, () => runVitest('tests/faults/'))
    if (journeys) {
      await prepare('extension', total, buildExtension)
      await prepare('chromium', total, async () => (process.env.CHROMIUM_PATH = await ensureChromium()))
      await prepare('apache', total, ensureApache)
      await prepare('caddy', total, async () => (process.env.CADDY_PATH = await ensureCaddy()))
      await stage('apps', total, () => runVitest('tests/apps/'))
      await stage('journeys', total, runPlaywright)
    }
  }

  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed ? 1 : 0
}

async function stage(name, total, work) {
  process.stdout.write(name.padEnd(NAME_WIDTH))
  const started = performance.now()
  const { passed, failed, output } = await work().catch(toFailure)
  console.log(`${passed} passed, ${failed} failed`.padEnd(RESULT_WIDTH) + secondsSince(started))
  if (failed) console.log(`\n${output}\n`)
  total.passed += passed
  total.failed += failed
}

/** What the stages need. It says itself what it is doing, and counts only where it fails. */
async function prepare(name, total, work) {
  const started = performance.now()
  const failure = await work().then(() => undefined, toFailure)
  console.log(
    name.padEnd(NAME_WIDTH) + (failure ? 'failed' : 'ready').padEnd(RESULT_WIDTH) + secondsSince(started),
  )
  if (!failure) return
  console.log(`\n${failure.output}\n`)
  total.failed += 1
}

function toFailure(error) {
  return { passed: 0, failed: 1, output: error instanceof StepFailed ? error.message : error.stack }
}

function secondsSince(started) {
  return `${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`
}

/** A tool counts as one test. */
async function runTool(file, args, options) {
  const { code, output } = await runNode(file, args, options)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output }
}

/** Next first writes the types of our routes to .next/types. */
async function checkTypes() {
  const generated = await runTool(NEXT, ['typegen'], { env: { COUNTERSIGN_BUILD: '' } })
  return generated.failed ? generated : runTool(TSC, ['--noEmit'])
}

/** `env`: what to run them on, if not on SQLite. */
function runVitest(files, env = {}) {
  return runReported(
    (report) =>
      runNode(
        VITEST,
        ['run', ...[files].flat(), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
        { env },
      ),
    (report) => ({
      passed: report.numPassedTests,
      failed: report.numTotalTests - report.numPassedTests,
      broken: report.testResults.filter(
        (file) => file.status === 'failed' && file.assertionResults.length === 0,
      ).length,
    }),
  )
}

function runPlaywright() {
  return runReported(
    (report) =>
      runNode(PLAYWRIGHT, ['test', '--reporter=list,json'], { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } }),
    ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + stats.skipped,
      broken: errors.length,
    }),
  )
}

/** `broken`: what failed outside of any test. */
async function runReported(runner, count) {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-report-'))
  try {
    const file = path.join(folder, 'report.json')
    const { code, output } = await runner(file)
    if (!existsSync(file)) return { passed: 0, failed: 1, output: `${output}\n\nThe runner left no report.` }
    const { passed, failed, broken } = count(JSON.parse(readFileSync(file, 'utf8')))
    const unexplained = failed + broken === 0 && (code !== 0 || passed === 0) ? 1 : 0
    return { passed, failed: failed + broken + unexplained, output }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
