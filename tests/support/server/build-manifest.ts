import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A server action of the build: what it is called, its id, and a page that has it. */
export type BuiltAction = { name: string; id: string; path: string }

type ActionsManifest = {
  node: Record<string, { exportedName: string; workers: Record<string, unknown> }>
}

function read<T>(file: string): T {
  const build = process.env.COUNTERSIGN_BUILD
  if (!build) throw new Error('Set COUNTERSIGN_BUILD as CONTRIBUTING.md says under *Check*.')
  return JSON.parse(readFileSync(join(build, 'next', file), 'utf8')) as T
}

/** Every route of the build, such as `/organization/users/[id]`: pages and route handlers. */
export function builtRoutes(): string[] {
  const pages = Object.values(read<Record<string, string>>('app-path-routes-manifest.json'))
  const { staticRoutes, dynamicRoutes } =
    read<Record<'staticRoutes' | 'dynamicRoutes', { page: string }[]>>('routes-manifest.json')
  return [
    ...new Set([...pages, ...staticRoutes.map(({ page }) => page), ...dynamicRoutes.map(({ page }) => page)]),
  ].sort()
}

/** Every server action of the build. `[…]` in its path is to be filled in. */
export function builtActions(): BuiltAction[] {
  const { node } = read<ActionsManifest>('server/server-reference-manifest.json')
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const worker = Object.keys(workers)[0] ?? ''
    const path = worker
      .replace(/^app/, '')
      .replace(/\/page$/, '')
      .replace(/\/\([^)]*\)/g, '')
    return { name: exportedName, id, path: path || '/' }
  })
}

/** The action of this name; throws where there is none or more than one. */
export function builtAction(name: string): BuiltAction {
  const [found, ...others] = builtActions().filter((action) => action.name === name)
  if (!found || others.length > 0) throw new Error(`There is not exactly one action ${name}.`)
  return found
}

/** Something that each page with questions asks in a dialog. */
const questions: Record<string, string> = {
  '/profile/[question]': 'password',
  '/profile/authenticators/[id]/[question]': 'rename',
  '/profile/passkeys/[id]/[question]': 'rename',
  '/organization/users/[id]/[question]': 'remove',
  '/organization/apps/[id]/[question]': 'delete',
  '/organization/keys/[id]/[question]': 'end',
  '/operator/recovery/[id]/[question]': 'reject',
}

function questionOn(route: string): string {
  const question = questions[route]
  if (!question)
    throw new Error(`Name something that ${route} asks: any other address is refused to everyone.`)
  return question
}

/** A route as an address: of what has this id, with a link that no one was given. */
export const filled = (route: string, id: string): string =>
  route
    .replace('[question]', () => questionOn(route))
    .replace('[id]', id)
    .replace('[user]', id)
    .replace('[group]', id)
    .replace('[token]', 'A'.repeat(43))
