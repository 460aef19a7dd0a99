import { cookies } from 'next/headers'
import { z } from 'zod'
import type { Admin } from '../actors'
import { later, minutes } from '../duration'
import { endsWithin } from '../lifespan'
import { cookieName, cookieOptions } from './cookies'
import type { RequestContext } from './request-context'

const shownFor = minutes(10)

const sealedIn = 'cookie.key'

const fresh = z.strictObject({ keyId: z.string(), token: z.string(), until: z.coerce.date() })

/**
 * Keeps a new API key on show for ten minutes, so that a reload loses nothing: sealed for this session, in a cookie of
 * this browser alone. The database has its digest only.
 */
export async function keepFreshKey(
  ctx: RequestContext,
  { sessionId }: Admin,
  key: { keyId: string; token: string },
): Promise<void> {
  const until = later(ctx.now(), shownFor)
  const sealed = ctx.vault.seal(Buffer.from(JSON.stringify({ ...key, until })), sealedIn, sessionId)
  const jar = await cookies()
  jar.set(cookieName('key'), sealed.toString('base64url'), { ...cookieOptions(), maxAge: shownFor / 1000 })
}

/** The key that this session made, while it is on show. */
export async function freshKey(
  ctx: RequestContext,
  { sessionId }: Admin,
): Promise<{ keyId: string; token: string } | null> {
  const kept = (await cookies()).get(cookieName('key'))?.value
  if (!kept) return null
  try {
    const opened = ctx.vault.unseal(Buffer.from(kept, 'base64url'), sealedIn, sessionId)
    const { until, ...key } = fresh.parse(JSON.parse(opened.toString()))
    return endsWithin(until, shownFor, ctx.now()) ? key : null
  } catch {
    // Of another session, or altered.
    return null
  }
}

export async function forgetFreshKey(): Promise<void> {
  const jar = await cookies()
  jar.delete({ name: cookieName('key'), ...cookieOptions() })
}
