import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fragileTexts } from '../../support/source/jsx-texts'

const root = join(import.meta.dirname, '..', '..', '..')
const files = ['app', 'components', 'extension'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => join(folder, name)),
)

test('no text comes and goes beside others, or stands behind an element that does', () => {
  expect(files.length).toBeGreaterThan(100)
  const found = files.flatMap((file) =>
    fragileTexts(readFileSync(join(root, file), 'utf8')).map((text) => `${file}: ${text}`),
  )
  expect(found).toEqual([])
})

test.each([
  ['<button>{pending && <i />}{children}</button>', 1],
  ['<button>{copied ? <b /> : null}{label}</button>', 1],
  ['<p>{many && <b />} people</p>', 1],
  ["<p>{one && 'one'}{two && 'two'}</p>", 2],
  ["<p>It failed{late ? ' late' : ''}. Try again.</p>", 0],
  ['<button>{pending && <i />}<span>{children}</span></button>', 0],
  ["<span>{shown ? 'Hide' : 'Show'}</span>", 0],
  ["<span>{outcome && 'Copied'}</span>", 0],
  ['<form>{said && <p />}{children}</form>', 0],
  ['<p>Some text {more && <a />}</p>', 0],
])('%s has %i', (source, count) => {
  expect(fragileTexts(`const drawn = ${source}`)).toHaveLength(count)
})
