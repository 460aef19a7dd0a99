import type { Context } from '../context'

/** One command of the command line. */
export type Command = {
  /** Its arguments, as the usage shows them. */
  usage: string
  options: Record<string, { type: 'string' }>
  run(call: Call): Promise<void>
}

export type Call = {
  ctx: Context
  /** Who is at the console, as the operating system knows them. */
  osUser: string
  options: Record<string, string>
  words: string[]
}

/** The command cannot do what was asked; the message says why, and what to type instead. */
export class UsageError extends Error {
  override name = 'UsageError'
}
