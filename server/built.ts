import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NextConfig } from 'next'

/*
 * What the build says of itself.
 */

function read<T>(file: string): T {
  const path = join(process.env.COUNTERSIGN_BUILD ?? '', 'next', file)
  return JSON.parse(readFileSync(path, 'utf8')) as T
}

/** Next's settings as they were when it was built, so that a start does not compile `next.config.ts` again. */
export const builtConfig = () => read<{ config: NextConfig }>('required-server-files.json').config

/** The ids of all server actions. Each build has others. */
export const builtActions = (): ReadonlySet<string> =>
  new Set(Object.keys(read<{ node: object }>('server/server-reference-manifest.json').node))
