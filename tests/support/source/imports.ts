import { posix } from 'node:path'

/** A source file: its path from the top of the repository, and its text. */
export type Source = { path: string; text: string }

export type Import = {
  /** As it is written. */
  written: string
  /** A path from the top of the repository without its ending, or the name of a package. */
  from: string
  ours: boolean
  /** What is imported by name; `*` for everything. */
  names: string[]
  /** Only types, which are gone at run time. */
  onlyTypes: boolean
  /** `import()`: at the moment it is needed. */
  dynamic: boolean
}

const statement = /^[ \t]*(?:import|export)\s+(type\s+)?([^'"`;()=]*?)\s*from\s*['"]([^'"]+)['"]/gm
const sideEffect = /^[ \t]*import\s*['"]([^'"]+)['"]/gm
const call = /\b(import|require)\(\s*['"`]([^'"`]+)['"`]\s*[,)]/g

/** The import lines of a file, `export … from`, `import()` and `require()` included. */
export function importsOf({ path, text }: Source): Import[] {
  const found: Import[] = []
  for (const [, type, clause = '', written = ''] of text.matchAll(statement)) {
    const names = namesOf(clause)
    found.push({
      ...resolved(path, written),
      names: names.map((name) => name.replace(/^type\s+/, '')),
      onlyTypes: type !== undefined || (names.length > 0 && names.every((name) => name.startsWith('type '))),
      dynamic: false,
    })
  }
  for (const [, written = ''] of text.matchAll(sideEffect))
    found.push({ ...resolved(path, written), names: [], onlyTypes: false, dynamic: false })
  for (const [, by, written = ''] of text.matchAll(call))
    found.push({ ...resolved(path, written), names: ['*'], onlyTypes: false, dynamic: by === 'import' })
  return found
}

/** `a, { type b, c as d }` is a, `type b` and c. */
function namesOf(clause: string): string[] {
  return clause
    .replace(/\*(\s+as\s+\w+)?/, '*')
    .split(/[{},]/)
    .map((name) => name.trim().replace(/\s+as\s+\w+$/, ''))
    .filter((name) => name !== '')
}

function resolved(path: string, written: string): Pick<Import, 'written' | 'from' | 'ours'> {
  if (written.startsWith('@/')) return { written, from: bare(posix.normalize(written.slice(2))), ours: true }
  if (written.startsWith('.'))
    return { written, from: bare(posix.join(posix.dirname(path), written)), ours: true }
  const [scope = '', name] = written.split('/')
  return { written, from: scope.startsWith('@') && name ? `${scope}/${name}` : scope, ours: false }
}

const bare = (path: string) => path.replace(/\.(m?[jt]sx?)$/, '')
