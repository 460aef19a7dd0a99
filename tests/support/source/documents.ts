import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import { sources } from './files'
import type { Source } from './imports'

const top = join(import.meta.dirname, '..', '..', '..')

/** Every file of the repository in which people read: the sources, the documents and the settings. */
export function readable(): Source[] {
  const named = ['.env.example', 'Dockerfile', 'biome.json', 'compose.yaml', 'public/service-worker.js']
  const paths = [
    ...documents(),
    ...filesBelow('deploy'),
    ...named.filter((path) => existsSync(join(top, path))),
  ]
  return [...sources(), ...paths.map((path) => ({ path, text: readFileSync(join(top, path), 'utf8') }))]
}

/** The paths of all documents, from the top of the repository. */
export function documents(): string[] {
  const above = readdirSync(top).filter((name) => name.endsWith('.md'))
  return [...above, ...['client', 'docs', 'extension'].flatMap(filesBelow)].filter((path) =>
    path.endsWith('.md'),
  )
}

function filesBelow(folder: string): string[] {
  if (!existsSync(join(top, folder))) return []
  return readdirSync(join(top, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (!entry.isDirectory()) return [path]
    return ['dist', 'dist.new', 'node_modules'].includes(entry.name) ? [] : filesBelow(path)
  })
}

/** A document by its name or path; a record by its number in brackets; a link of a document; a path of ours in backticks. */
const document = /(?:[\w.-]+\/)*[\w-]+\.md\b/g
const record = /\((?:[^()]*,\s)?(00\d\d)(?:,[^()]*)?\)/g
const link = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g
const ours =
  /`((?:app|client|components|db|deploy|docs|extension|lib|scripts|server|tests|public)\/[^`\s]*)`/g

/** What a file cites that is not in the repository. In documents that is also each link and each path of a file of ours. */
export function citedInVain({ path, text }: Source, known: readonly string[] = documents()): string[] {
  const here = posix.dirname(path)
  const isDocument = path.endsWith('.md')
  const found = [...text.matchAll(document)]
    .map(([name]) => name)
    .filter(
      (name) =>
        !known.some((one) => one === name || one === posix.join(here, name) || basename(one) === name),
    )
  for (const [, number = ''] of text.matchAll(record))
    if (!known.some((one) => one.startsWith(`docs/decisions/${number}-`))) found.push(number)
  if (!isDocument) return found
  for (const [, target = ''] of text.matchAll(link))
    if (!existsSync(join(top, posix.join(here, target)))) found.push(target)
  for (const [, target = ''] of text.matchAll(ours)) if (!isThere(target)) found.push(target)
  return [...new Set(found)]
}

/** Whether there is such a file, a file without its ending, or a place for one: `lib/acts/<noun>`, `tests/…/x.test.ts`. */
const isThere = (path: string) =>
  /[<*…{]|NOUN|VERB|NNNN/.test(path) ||
  /^extension\/dist/.test(path) ||
  ['', '.ts', '.tsx', '.mjs'].some((ending) => existsSync(join(top, `${path}${ending}`)))
