import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourcesId } from '@/scripts/build.mjs'

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

test('a build is called by its sources, and draws nothing at random that browsers hand from one server to another', () => {
  const next = join(process.env.COUNTERSIGN_BUILD ?? '', 'next')
  const id = readFileSync(join(next, 'BUILD_ID'), 'utf8')
  expect(id).toBe(sourcesId())
  const manifest = JSON.parse(readFileSync(join(next, 'server/server-reference-manifest.json'), 'utf8'))
  expect(manifest.encryptionKey).toBe(createHash('sha256').update(`server actions\0${id}`).digest('base64'))
})
