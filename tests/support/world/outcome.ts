import type { Result } from '@/lib/result'

/** What a rule answered: `ok`, or the code of the refusal. */
export const codeOf = <Code extends string>(result: Result<unknown, Code>): Code | 'ok' =>
  result.ok ? 'ok' : result.code

/** The value of a success. Throws on a refusal: for the steps that lead to what a test is about. */
export function granted<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(`This step of the test was refused: ${result.code}`)
  return result.value
}
