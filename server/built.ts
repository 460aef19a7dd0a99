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

/**
 * Has Next take its settings as they were when it was built. It would compile `next.config.ts` at each start, with a
 * compiler of 97 MB, and a custom server can't hand them over in another way: this is how Next's own standalone server
 * does it.
 */
export function handOverBuiltConfig(): void {
  const { config } = read<{ config: NextConfig }>('required-server-files.json')
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
}

/** The ids of all server actions. Each build has others. */
export const builtActions = (): ReadonlySet<string> =>
  new Set(Object.keys(read<{ node: object }>('server/server-reference-manifest.json').node))
