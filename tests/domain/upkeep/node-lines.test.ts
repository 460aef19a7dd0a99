import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judgeNode } from '@/scripts/node-lines.mjs'

const levels = (...versions: string[]) => versions.map((version) => judgeNode(version).level)

test('a Node that is too old does not start, one that is known to abort or was never tried is warned of', () => {
  expect(levels('18.20.0', '20.18.3')).toEqual(['problem', 'problem'])
  expect(levels('24.19.0', '24.21.0', '22.12.0', '23.11.1', '25.0.0', '26.10.0')).toEqual(
    Array.from({ length: 6 }, () => 'warning'),
  )
  expect(levels('20.19.0', '20.20.2', '22.13.0', '22.23.2', '24.0.0', '24.18.1')).toEqual(
    Array.from({ length: 6 }, () => 'ok'),
  )
})

test('package.json, .nvmrc, the README and what is said at a start name the same versions', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
  expect(engines.node).toBe('^20.19.0 || ^22.13.0 || >=24.0.0 <24.19.0')
  const recommended = readFileSync('.nvmrc', 'utf8').trim()
  expect(judgeNode(`${recommended}.99.0`).level).toBe('ok')
  expect(judgeNode('18.0.0').text).toContain(`Node ${recommended} is recommended`)
  const readme = readFileSync('README.md', 'utf8')
  expect(readme).toContain(`Node ${recommended} (22.13 or later) is recommended`)
  expect(readme).toContain('Node 24 before 24.19')
})

test('CI runs on every line that is fine, the recommended one among them, and on actions that nobody can move', () => {
  const workflow = readFileSync('.github/workflows/ci.yml', 'utf8')
  const tried = [...(/node: \[(.*)\]/.exec(workflow)?.[1] ?? '').matchAll(/"([\d.]+)"/g)].map(
    ([, line]) => line ?? '',
  )
  expect(tried.map((line) => judgeNode(line.includes('.') ? line : `${line}.99`).level)).toEqual([
    'ok',
    'ok',
    'ok',
  ])
  expect(tried).toContain(readFileSync('.nvmrc', 'utf8').trim())
  expect(tried.map((line) => line.split('.')[0])).toEqual(['20', '22', '24'])
  for (const [, pinned] of workflow.matchAll(/uses: \S+@(\S+)/g)) expect(pinned).toMatch(/^[0-9a-f]{40}$/)
})
