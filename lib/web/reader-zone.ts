import { cookies } from 'next/headers'
import type { Admin } from '@/lib/actors'
import { policyFor } from '../queries/users/standing'
import { cookieName, cookieOptions } from './cookies'
import { requestContext } from './request-context'

/** What a page needs to learn the reader's zone: `shown` is the one it shows times in. */
export type ReaderZone = { shown: string; cookie: string; secure: boolean }

/** The reader's own time zone, where their browser has told it; otherwise their organization's. */
export async function readerZone(admin: Admin): Promise<ReaderZone> {
  const cookie = cookieName('zone')
  const told = (await cookies()).get(cookie)?.value ?? ''
  const shown = isZone(told) ? told : (await policyFor(await requestContext(), admin)).timeZone
  return { shown, cookie, secure: cookieOptions().secure }
}

/** Also by a name of before, which a browser may still know a zone by. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name })
    return true
  } catch {
    return false
  }
}
