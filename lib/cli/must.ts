import type { Result } from '../result'

/** What an act answers that cannot be refused in the demo; throws with the code where it was. */
export function must<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(`The demo could not be made: ${result.code}.`)
  return result.value
}
