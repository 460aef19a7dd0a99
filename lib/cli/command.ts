import type { Argument, Option } from 'commander'
import type { Console } from '../actors'
import type { Context } from '../context'
import type { Settings } from '../settings'

/** One command of the command line. */
export type Command = {
  /** What it does, in one line. */
  about: string
  /** The one word that it takes. */
  argument?: Argument
  /** The options it takes besides `--json` and `--yes`; each has a value. */
  options?: readonly Option[]
  run(call: Call): Promise<void>
}

export type Call = {
  /** Read when first asked for: some commands need none. */
  readonly settings: Settings
  /** Who is at the console, as the operating system knows them. */
  console: Console
  options: Record<string, string>
  /** The command's one word; empty where it takes none. */
  word: string
  /** Opens database and key; they are closed when the command has ended. */
  open(): Promise<Context>
  /** Prints one outcome: the line for people, the facts with `--json`. */
  say(line: string, facts?: Record<string, unknown>): void
  /** Says what will happen and asks whether to go on, unless `--yes`. Throws where the answer is no. */
  confirm(what: string): Promise<void>
  /** A progress bar, on a terminal. */
  progress(done: number, total: number): void
}

/** The command cannot do what was asked; the message says why, and what to type instead. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What was to be looked at could not be: neither well nor not. Ends with 2. */
export class NotChecked extends UsageError {
  override name = 'NotChecked'
}

/** Something was looked at and is not well: what there is to say was said. */
export class NotWell extends Error {
  override name = 'NotWell'
}

/** Text without what a terminal would obey. */
export const printable = (text: string) => text.replace(/\p{C}/gu, '')

/** The same of several lines. */
export const printableLines = (text: string) => text.split('\n').map(printable).join('\n')
