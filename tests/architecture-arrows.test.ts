import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arrows } from './support/source/arrows'
import { broken } from './support/source/cruise'

const product = ['app', 'client', 'components', 'db', 'extension', 'lib', 'scripts', 'server']

test('every import goes the way the house allows, and no folders go in a circle', async () => {
  const found = await broken(join(import.meta.dirname, '..'), product)
  const why = new Map(arrows.map(({ name, comment }) => [name, comment]))
  expect(found.map(({ rule, from, to }) => `${from} imports ${to}. ${why.get(rule)}`)).toEqual([])
})

/** For each rule what breaks it: a file, and what it imports. */
const offenders: Record<string, [file: string, imports: string][]> = {
  'no-circle-of-folders': [
    ['lib/records/cats/cat.ts', '@/lib/records/dogs/dog'],
    ['lib/records/dogs/dog.ts', '../cats/cat'],
  ],
  'ground-knows-no-domain': [
    ['lib/context.ts', './records/users/user'],
    ['lib/keys/file.ts', '@/lib/jobs/sweep'],
  ],
  'records-never-ask-who': [['lib/records/users/user.ts', '@/lib/acts/users/add']],
  'acts-know-no-way-in': [['lib/acts/users/add.ts', '@/lib/web/gates']],
  'acts-of-one-noun-stay-apart': [['lib/acts/users/remove.ts', '../sessions/end']],
  'queries-change-nothing': [['lib/queries/users.ts', '@/lib/acts/users/add']],
  'jobs-serve-nobody': [['lib/jobs/sweep.ts', '@/lib/acts/users/add']],
  'ways-in-call-acts-and-queries': [
    ['app/page.tsx', '@/lib/records/users/user'],
    ['lib/api/users.ts', '../records/users/user'],
    ['lib/cli/user.ts', '@/lib/records/users/user'],
  ],
  'app-reaches-no-database': [
    ['app/page.tsx', '@/db/sqlite'],
    ['app/(in)/page.tsx', '../../db/sqlite'],
    ['app/actions.ts', '@/lib/context'],
    ['app/(in)/actions.ts', '@/lib/runtime'],
  ],
  'web-does-not-know-its-pages': [['lib/web/gates.ts', '@/components/display/card']],
  'the-console-needs-no-web': [['lib/cli/user.ts', '../web/gates']],
  'components-only-look': [['components/display/card.tsx', '@/lib/context']],
  'components-see-only-the-shape-of-a-form': [['components/forms/field.tsx', '@/lib/web/form-action']],
  'the-server-does-not-know-pages': [['server/main.ts', '@/app/page']],
  'db-stands-on-nothing': [['db/sqlite.ts', '@/lib/duration']],
  'the-client-stands-alone': [['client/calls.ts', '@/lib/duration']],
  'the-extension-talks-to-the-api': [['extension/popup.tsx', '../lib/acts/users/add']],
  'the-server-does-not-know-its-clients': [['lib/api/docs.ts', '@/client/calls']],
  'no-test-only-branch': [['lib/cli/user.ts', '@/tests/world']],
}

let base = ''
let told: string[] = []
beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-arrows-')))
  const lines = new Map<string, string[]>()
  const there = (file: string) => lines.get(file) ?? lines.set(file, []).get(file) ?? []
  for (const [file, imported] of Object.values(offenders).flat()) {
    const target = imported.startsWith('@/') ? imported.slice(2) : join(dirname(file), imported)
    const known = [
      ...Object.values(offenders)
        .flat()
        .map(([path]) => path),
    ]
    there(known.find((path) => path.replace(/\.tsx?$/, '') === target) ?? `${target}.ts`)
    there(file).push(`import { x as x${there(file).length} } from '${imported}'`)
  }
  for (const [file, text] of lines) {
    mkdirSync(dirname(join(base, file)), { recursive: true })
    const used = text.map((_, n) => `x${n}`).join(', ')
    writeFileSync(join(base, file), `${text.join('\n')}\nexport const x = [${used}]\n`)
  }
  for (const folder of product) mkdirSync(join(base, folder), { recursive: true })
  const found = await broken(base, product)
  told = found.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)
}, 60_000)
afterAll(() => rmSync(base, { recursive: true, force: true }))

test.each(Object.entries(offenders))('the rule %s tells of whoever breaks it', (rule, files) => {
  for (const [file] of files) {
    const about = rule === 'no-circle-of-folders' ? dirname(file) : file
    expect(told.filter((line) => line.startsWith(`${rule}: ${about} →`))).not.toEqual([])
  }
})

test('each arrow is tried above', () => {
  expect(arrows.map(({ name }) => name).sort()).toEqual(Object.keys(offenders).sort())
})

test('what only names a type of a record from outside is no call of it', async () => {
  mkdirSync(join(base, 'app', 'types'), { recursive: true })
  writeFileSync(
    join(base, 'app', 'types', 'page.tsx'),
    "import type { x } from '@/lib/records/users/user'\nexport const y: typeof x | null = null\n",
  )
  const found = await broken(base, ['app/types'])
  expect(found.filter(({ from }) => from.startsWith('app/types/'))).toEqual([])
})
