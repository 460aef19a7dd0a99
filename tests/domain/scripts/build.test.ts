import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
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

test('a path with a backslash is refused in one sentence, by every script', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'countersign\\'))
  try {
    for (const name of ['scripts', 'package.json']) cpSync(name, join(checkout, name), { recursive: true })
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>
    }
    for (const [name, script] of Object.entries(scripts)) {
      const ran = spawnSync(script, { cwd: checkout, encoding: 'utf8', shell: true })
      expect([name, ran.status, ran.stdout]).toEqual([name, 1, ''])
      expect(ran.stderr.trim()).toMatch(/^There is a \\ in .+ Move the folder to a path without one\.$/)
    }
  } finally {
    rmSync(checkout, { recursive: true, force: true })
  }
})

test('a folder that is called node_modules is refused in one sentence, before anything is installed', () => {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-')))
  const checkout = join(place, 'node_modules')
  const below = join(checkout, 'countersign')
  const linked = join(place, 'linked')
  const refusal = `${checkout} is called node_modules, and Node can't find packages from a folder of that name. Rename the folder.\n`
  // Without npm, so that whoever gets as far as installing ends there.
  const env = { ...process.env, PATH: '', npm_execpath: '', INIT_CWD: place }
  const run = (...script: string[]) => spawnSync(process.execPath, script, { encoding: 'utf8', env })
  try {
    for (const folder of [checkout, below]) {
      cpSync('scripts', join(folder, 'scripts'), { recursive: true })
      cpSync('package-lock.json', join(folder, 'package-lock.json'))
    }
    symlinkSync(checkout, linked)
    for (const folder of [checkout, linked]) {
      const started = run(join(folder, 'scripts/start.mjs'))
      expect([started.status, started.stdout, started.stderr]).toEqual([1, '', refusal])
    }
    expect(run(join(below, 'scripts/start.mjs')).stdout).toMatch(/^Installing packages\./)
    rmSync(checkout, { recursive: true })
    const packaged = run('scripts/package.mjs', 'node_modules')
    expect([packaged.status, packaged.stdout, packaged.stderr]).toEqual([1, '', refusal])
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
})

test('in a path with an asterisk our own programs are bundled as elsewhere', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'countersign*'))
  const write = (name: string, text: string) => writeFileSync(join(checkout, name), text)
  try {
    for (const folder of ['lib', 'server']) mkdirSync(join(checkout, folder))
    cpSync('scripts', join(checkout, 'scripts'), { recursive: true })
    symlinkSync(resolve('node_modules'), join(checkout, 'node_modules'))
    write('lib/word.ts', "export const word: string = 'here'")
    for (const name of ['main', 'tracing'])
      write(`server/${name}.ts`, "import { word } from '@/lib/word'\nconsole.log(word)")
    const program = `
      const { bundle } = await import('./scripts/bundle.mjs')
      await bundle({ main: 'server/main.ts' }, 'built', {})
      await import('./built/main.mjs')
      await import('./built/tracing.mjs')`
    const options = { cwd: checkout, encoding: 'utf8' } as const
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', program], options)
    expect([ran.stdout, ran.stderr]).toEqual(['here\nhere\n', ''])
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
