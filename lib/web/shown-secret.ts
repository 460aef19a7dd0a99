import { cookies } from 'next/headers'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import { later, minutes } from '../duration'
import { endsWithin } from '../lifespan'
import { cookieName, cookieOptions } from './cookies'
import type { RequestContext } from './request-context'

/** So long a secret that is shown once stays in sight, so that a reload or a slow hand loses nothing. */
const shownFor = minutes(10)

const sealedIn = 'shown-secret'

/** Whose it is to see, and of what: sealed for them, it opens for no one else. */
const ownerOf = (admin: Admin, of: string) => `${admin.userId} ${admin.sessionId} ${of}`

const kept = z.object({ secret: z.string(), until: z.number() })

/**
 * Keeps a secret of `of` for the page that comes next: sealed, in a cookie of this admin's browser, for ten minutes. It
 * stands in no form's state, no address and no row.
 */
export async function keepShownSecret(ctx: RequestContext, admin: Admin, of: string, secret: string) {
  const until = later(ctx.now(), shownFor).getTime()
  const sealed = ctx.vault.seal(Buffer.from(JSON.stringify({ secret, until })), sealedIn, ownerOf(admin, of))
  const jar = await cookies()
  jar.set(cookieName('shown'), sealed.toString('base64url'), { ...cookieOptions(), maxAge: shownFor / 1000 })
}

/** That secret while it may be shown; null afterwards, for any other admin, session or app. */
export async function shownSecret(ctx: RequestContext, admin: Admin, of: string): Promise<string | null> {
  const sealed = (await cookies()).get(cookieName('shown'))?.value
  if (!sealed) return null
  try {
    const text = ctx.vault.unseal(Buffer.from(sealed, 'base64url'), sealedIn, ownerOf(admin, of)).toString()
    const { secret, until } = kept.parse(JSON.parse(text))
    return endsWithin(new Date(until), shownFor, ctx.now()) ? secret : null
  } catch {
    return null
  }
}
