import { redirect } from 'next/navigation'
import type { Code } from '@/lib/messages/codes'
import type { Result } from '@/lib/result'
import { withNotice } from './notices'

/** Where what was asked now waits for a second admin, leads to this page, which says so; else hands the result on. */
export function unlessAsked<T, C extends Code>(
  result: Result<T, C>,
  path: string,
): Result<T, Exclude<C, 'second-asked'>> {
  if (!result.ok && result.code === 'second-asked') redirect(withNotice(path, 'second-asked'))
  return result as Result<T, Exclude<C, 'second-asked'>>
}
