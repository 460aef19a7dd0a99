import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let checkout: string
const started: ChildProcess[] = []
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'countersign-locks-'))
  cpSync('scripts', join(checkout, 'scripts'), { recursive: true })
})
afterEach(() => {
  for (const script of started.splice(0)) script.kill('SIGKILL')
  rmSync(checkout, { recursive: true, force: true })
})

/** A script that wants the lock, says when it waits and when it has it, and keeps it until its input ends. */
function script() {
  const program = `
    const { withLock } = await import('./scripts/locks.mjs')
    const ended = new Promise((end) => process.stdin.on('end', end).resume())
    await withLock('build', () => { console.log('has it'); return ended }, () => console.log('waits'))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: checkout,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  started.push(child)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const says = async (words: string) => {
    while (!said.includes(words)) await once(child.stdout, 'data')
    return said
  }
  return { child, says }
}

test('a script that works keeps its lock, also where the clock was set while it did', async () => {
  const first = script()
  await first.says('has it')
  const yesterday = new Date(Date.now() - 86_400_000)
  utimesSync(join(checkout, '.builds', 'build.lock'), yesterday, yesterday)
  const second = script()
  expect(await second.says('\n')).toBe('waits\n')
  first.child.stdin.end()
  expect(await second.says('has it')).toBe('waits\nhas it\n')
})

test('the lock of a script that was killed counts no more', async () => {
  const first = script()
  await first.says('has it')
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  expect(await script().says('has it')).toContain('has it')
})
