import type { z } from 'zod'
import { emailInput, reason } from '@/lib/inputs'
import { type Code, sentence } from '@/lib/messages/codes'
import type { Result } from '../result'
import { type Call, printable, UsageError } from './command'

/** Someone by their email address, and why. */
export const reasonedInput = emailInput.extend({ reason })

/** What was typed, parsed: the only word under one name, the options under theirs. Throws `UsageError`. */
export function parseArguments<Schema extends z.ZodType>(
  { words, options }: Pick<Call, 'words' | 'options'>,
  schema: Schema,
  word: string,
): z.output<Schema> {
  if (words.length > 1) throw new UsageError(`Give one ${word} only.`)
  const { json: _json, ...named } = options
  const parsed = schema.safeParse({ ...named, [word]: words[0] ?? '' })
  if (parsed.success) return parsed.data
  throw new UsageError(parsed.error.issues[0]?.message ?? "This can't be read.")
}

/** The value of a success; throws `UsageError` with the sentence of a failure. `about`: whom or what it was about. */
export function granted<T>(result: Result<T, Code>, about: string): T {
  if (result.ok) return result.value
  if (result.code === 'user-unknown')
    throw new UsageError(`No one here has the email address ${printable(about)}.`)
  throw new UsageError(sentence(result.code, result.detail))
}
