import { cookies } from 'next/headers'
import type { Member } from '@/lib/actors'
import { ownTimeZone } from '../queries/own-time-zone'
import { clockIn, daysIn } from '../zone'
import { cookieName, cookieOptions } from './cookies'
import { requestContext } from './request-context'

/** What a page needs to learn the reader's zone: `shown` is the one it shows times in. */
export type ReaderZone = { shown: string; cookie: string; secure: boolean }

/** The reader's own time zone, where their browser has told it; otherwise their organization's, and without one UTC. */
export async function readerZone(reader: Member | null): Promise<ReaderZone> {
  const shown = (await toldZone()) ?? (await otherwise(reader))
  return { shown, cookie: cookieName('zone'), secure: cookieOptions().secure }
}

/** The clock of that zone. Days are written with its name until the browser has told it. */
export async function readerClock(reader: Member | null) {
  const told = await toldZone()
  return clockIn(told ?? (await otherwise(reader)), (await requestContext()).now(), told !== null)
}

const otherwise = async (reader: Member | null) =>
  reader ? ownTimeZone(await requestContext(), reader) : 'UTC'

async function toldZone(): Promise<string | null> {
  const told = (await cookies()).get(cookieName('zone'))?.value ?? ''
  return isZone(told) ? told : null
}

/** Also by a name of before, which a browser may still know a zone by. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false
  try {
    daysIn(name)
    return true
  } catch {
    return false
  }
}
