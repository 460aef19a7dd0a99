import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type Said = { code: number; out: string; err: string }

const run = promisify(execFile)

/** Runs a command of the built command line on a data folder, as `npm run countersign -- …` does. */
export async function commandLine(
  dataFolder: string,
  words: string[],
  env: Record<string, string> = {},
): Promise<Said> {
  const { PATH = '' } = process.env
  const cli = join(process.env.COUNTERSIGN_BUILD ?? '', 'cli.mjs')
  const options = { env: { PATH, DATA_DIR: dataFolder, NODE_ENV: 'production' as const, ...env } }
  const running = run(process.execPath, [cli, ...words], options)
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  )
}
