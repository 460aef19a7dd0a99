import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Source } from './imports'

const top = join(import.meta.dirname, '..', '..', '..')

export const folders = ['app', 'client', 'components', 'db', 'extension', 'lib', 'scripts', 'server', 'tests']

/** Every source file of the repository, or of one of its folders. */
export function sources(among: string[] = folders): Source[] {
  const here = among === folders ? readdirSync(top).filter((name) => /\.(m?[jt]s)$/.test(name)) : []
  return [
    ...among.flatMap((folder) => filesIn(join(top, folder))),
    ...here.map((name) => join(top, name)),
  ].map((file) => ({ path: relative(top, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || ['node_modules', 'dist'].includes(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    return /\.(m?[jt]sx?)$/.test(entry.name) ? [path] : []
  })
}
