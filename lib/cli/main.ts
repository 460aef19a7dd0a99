import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { contextOf, openRuntime } from '../runtime'
import { readSettings, SettingsError } from '../settings'
import { type Command, UsageError } from './command'
import { demo } from './demo'
import { resetTwoFactorCommand } from './two-factor-reset'

/*
 * The command line. Each command prints one line per outcome and exits 0, or says on stderr why not and exits 1. It
 * works beside a running server and without one.
 */

const commands: Record<string, Command> = {
  'two-factor reset': resetTwoFactorCommand,
  demo,
}

async function main(words: string[]): Promise<void> {
  const name = Object.keys(commands).find((known) => words.join(' ').startsWith(known))
  const command = name === undefined ? undefined : commands[name]
  if (name === undefined || !command) throw new UsageError(usage())
  const { values, positionals } = parse(words.slice(name.split(' ').length), command)
  const runtime = await openRuntime(readSettings(process.env))
  try {
    const ctx = contextOf(runtime, { address: '', userAgent: '' })
    await command.run({ ctx, osUser: userInfo().username, options: values, words: positionals })
  } finally {
    await runtime.db.close()
  }
}

function parse(args: string[], command: Command) {
  try {
    const { values, positionals } = parseArgs({ args, options: command.options, allowPositionals: true })
    const given = Object.entries(values).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value]] : [],
    )
    return { values: Object.fromEntries(given) as Record<string, string>, positionals }
  } catch {
    throw new UsageError(usage())
  }
}

function usage(): string {
  const lines = Object.entries(commands).map(
    ([name, command]) => `  npm run countersign -- ${name} ${command.usage}`,
  )
  return ['Usage:', ...lines].join('\n')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const expected = error instanceof UsageError || error instanceof SettingsError
  console.error(expected ? error.message : error)
  process.exitCode = 1
})
