import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('a path with a # is refused in one sentence, before anything is built', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'countersign#'))
  try {
    cpSync('scripts', join(checkout, 'scripts'), { recursive: true })
    const program = `
      const { runScript } = await import('./scripts/commands.mjs')
      const { ensureBuild } = await import('./scripts/build.mjs')
      await runScript(ensureBuild)`
    const options = { cwd: checkout, encoding: 'utf8' } as const
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', program], options)
    expect([ran.status, ran.stdout]).toEqual([1, ''])
    expect(ran.stderr.trim()).toMatch(/^There is a # in .+ Move the folder to a path without one\.$/)
  } finally {
    rmSync(checkout, { recursive: true, force: true })
  }
})
