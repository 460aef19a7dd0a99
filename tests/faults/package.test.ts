import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '../support/server/server'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

const isRoot = process.geteuid?.() === 0
const service = isRoot ? 4711 : (process.geteuid?.() ?? 0)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-package-'))
  mkdirSync(join(folder, 'home'))
  for (const name of ['', 'home']) chownSync(join(folder, name), service, service)
  expect(pack(join(folder, 'app')).stderr).toBe('')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pack = (target: string) =>
  spawnSync(process.execPath, ['scripts/package.mjs', target], { encoding: 'utf8' })

/** Has a process take its Node for another one. */
const asNode = (version: string) =>
  `--import=data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`

/** A program of the package, as the service's user, with nothing of this checkout in reach. */
function begin(words: string[], port: number): ChildProcess & { said(): string } {
  const { PATH = '' } = process.env
  const env = { PATH, NODE_ENV: 'production' as const, DATA_DIR: join(folder, 'home'), PORT: String(port) }
  const child = spawn(process.execPath, words, { cwd: join(folder, 'app'), env, uid: service })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => (text += more))
  return Object.assign(child, { said: () => text })
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('close', resolve))

const pagesOf = (build: string) =>
  (readdirSync(join(build, 'next', 'server', 'app'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('page.js'))
    .sort()

test('what a server needs is a small folder without compilers and settings of the build, and a server runs in it', async () => {
  const packages = readdirSync(join(folder, 'app', 'node_modules'), { recursive: true }) as string[]
  expect(packages.filter((name) => /^(typescript|esbuild|@next\/swc|playwright)/.test(name))).toEqual([])
  // What draws the icons of apps.
  expect(packages).toEqual(expect.arrayContaining(['sharp', '@img']))
  expect(existsSync(join(folder, 'app', 'next.config.ts'))).toBe(false)
  // Every page is there, whatever its folder is called, and what links lead to is beside it.
  expect(pagesOf(join(folder, 'app', 'build'))).toEqual(pagesOf(process.env.COUNTERSIGN_BUILD ?? ''))
  const port = await freePort()
  const server = begin([asNode('24.19.0'), 'build/server.mjs'], port)
  try {
    await vi.waitUntil(() => server.said().includes('started') || server.exitCode !== null, {
      timeout: 60_000,
    })
    const link = /\/setup\?token=\S+/.exec(server.said())?.[0]
    expect([server.said(), link]).toEqual([expect.stringContaining('server.started'), expect.any(String)])
    for (const path of [link, '/api/ready', '/api/v1/openapi.json', '/icons/icon-128.png']) {
      const answer = await fetch(`http://localhost:${port}${path}`)
      expect([path, answer.status]).toEqual([path, 200])
      await answer.arrayBuffer()
    }
    // No script of ours has looked at it here.
    expect(server.said()).toMatch(/"event":"node.version".*Use Node 22/)
    const doctor = begin(['build/cli.mjs', 'doctor'], port)
    expect([await ended(doctor), doctor.said()]).toEqual([
      0,
      expect.stringContaining('The database is intact.'),
    ])
  } finally {
    server.kill('SIGTERM')
    await ended(server)
  }
})

test('a folder that holds something is not filled', () => {
  const target = join(folder, 'taken')
  mkdirSync(target)
  writeFileSync(join(target, 'notes'), 'mine')
  const { status, stdout, stderr } = pack(target)
  expect([status, stdout, stderr]).toEqual([1, '', `${target} is not empty. Name another folder.\n`])
  expect(readdirSync(target)).toEqual(['notes'])
})
