import { Argument, Option } from 'commander'
import type { z } from 'zod'
import { emailInput, reason } from '@/lib/inputs'
import { type Code, sentence } from '@/lib/messages/codes'
import { unreadable } from '@/lib/messages/console/commands'
import { onConsole } from '@/lib/messages/console/outcomes'
import { emailWord, nobodyCalled, reasonWord } from '@/lib/messages/console/users'
import type { Result } from '../result'
import { type Call, printable, UsageError } from './command'

/** Someone by their email address, and why. */
export const reasonedInput = emailInput.extend({ reason })

export const emailArgument = new Argument('<email>', emailWord)

export const reasonOption = new Option('--reason <reason>', reasonWord)

/**
 * What was typed as an act takes it: the word under a name, the options under theirs. Throws `UsageError`, which names the
 * option that is missing or wrong; `asked`: those that have another name than what the act calls it.
 */
export function readInput<Schema extends z.ZodType>(
  { word, options }: Pick<Call, 'word' | 'options'>,
  schema: Schema,
  name: string,
  asked: Record<string, string> = {},
): z.output<Schema> {
  const parsed = schema.safeParse({ ...options, [name]: word })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = String(issue?.path[0] ?? name)
  const said = issue?.message ?? unreadable
  throw new UsageError(field === name ? said : `--${asked[field] ?? field}: ${said}`)
}

/** The value of a success; throws `UsageError` with the sentence of a failure. `about`: whom or what it was about. */
export function granted<T>(result: Result<T, Code>, about: string): T {
  if (result.ok) return result.value
  if (result.code === 'user-unknown') throw new UsageError(nobodyCalled(printable(about)))
  throw new UsageError(onConsole[result.code] ?? sentence(result.code, result.detail))
}
