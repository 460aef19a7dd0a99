import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeLock } from '@/db/files/lock'

const root = join(import.meta.dirname, '..', '..')
// Inside node_modules, for there the bundle finds its packages.
const bundles = join(root, 'node_modules', '.cache', `countersign-locks-${process.pid}`)
const keeper = join(bundles, 'keeper.mjs')
const folder = mkdtempSync(join(tmpdir(), 'countersign-locks-'))
const file = join(folder, 'thing.lock')

beforeAll(async () => {
  mkdirSync(bundles, { recursive: true })
  const entry = join(root, 'tests', 'support', 'process', 'lock-keeper.ts')
  await build({
    ...{ entryPoints: [entry], outfile: keeper, bundle: true, format: 'esm', platform: 'node' },
    ...{ packages: 'external', alias: { '@': root }, logLevel: 'silent' },
  })
})
afterAll(() => {
  for (const each of [bundles, folder]) rmSync(each, { recursive: true, force: true })
})

async function another(kind: 'alone' | 'together'): Promise<{ said: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [keeper, file, kind], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [said] = await once(child.stdout, 'data')
  return { said: String(said).trim(), process: child }
}

async function end({ process: child }: { process: ChildProcess }, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

test('a lock ends with its process, at the moment when that is killed', async () => {
  for (const kind of ['alone', 'together'] as const) {
    const other = await another(kind)
    expect([other.said, takeLock(file, 'alone')]).toEqual(['held', null])
    await end(other, 'SIGKILL')
    const lock = takeLock(file, 'alone')
    expect(lock).not.toBeNull()
    lock?.release()
  }
})

test('a process that is only stopped keeps its lock, however old the file is', async () => {
  const other = await another('alone')
  other.process.kill('SIGSTOP')
  for (const kind of ['alone', 'together'] as const) expect(takeLock(file, kind)).toBeNull()
  await end(other, 'SIGKILL')
})

test('who is there together keeps out who wants it alone, and the reverse', async () => {
  const [one, two] = await Promise.all([another('together'), another('together')])
  const here = takeLock(file, 'together')
  expect([one.said, two.said, here === null]).toEqual(['held', 'held', false])
  expect((await another('alone')).said).toBe('refused')
  here?.release()
  await Promise.all([end(one, 'SIGTERM'), end(two, 'SIGTERM')])
  const alone = takeLock(file, 'alone')
  expect((await another('together')).said).toBe('refused')
  // Not even this process has it twice.
  expect(takeLock(file, 'alone')).toBeNull()
  alone?.release()
})

test('nothing is left beside it, and it is for its owner only', () => {
  const lock = takeLock(file, 'alone')
  expect(statSync(`${file}-journal`, { throwIfNoEntry: false })).toBeUndefined()
  expect([statSync(file).size, statSync(file).mode & 0o777]).toEqual([0, 0o600])
  lock?.release()
})
