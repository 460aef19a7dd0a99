import { cookies } from 'next/headers'
import { browserLife, longestTrust } from '@/lib/figures'
import { sharedRuntime } from '@/lib/runtime'
import { looksLikeToken, newToken } from '../crypto/token'
import { minutes } from '../duration'
import { type CookieNoun, cookieNameFor, pathCookieName } from './cookie-name'

/** The name of one of our cookies. */
export const cookieName = (noun: CookieNoun) => cookieNameFor(sharedRuntime().settings.appUrl, noun)

/** HttpOnly, SameSite=Lax, Path=/, and Secure wherever there is https (ASVS 3.3). */
export function cookieOptions() {
  const secure = sharedRuntime().settings.appUrl.protocol === 'https:'
  return { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
}

/** The token by which this browser is known, if it is. It opens nothing. */
export async function knownBrowser(): Promise<string | undefined> {
  const known = (await cookies()).get(cookieName('browser'))?.value ?? ''
  return looksLikeToken(known) ? known : undefined
}

/** The token by which this browser is known from now on; to be kept with `keepBrowser` when someone proved who they are. */
export const browserToken = async (): Promise<string> => (await knownBrowser()) ?? newToken()

/** Keeps it for a year from the last sign-in. */
export async function keepBrowser(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('browser'), token, { ...cookieOptions(), maxAge: browserLife / 1000 })
}

/** The token by which this browser may stand in for a second factor, if it has one. */
export async function trustToken(): Promise<string | undefined> {
  const kept = (await cookies()).get(cookieName('trust'))?.value ?? ''
  return looksLikeToken(kept) ? kept : undefined
}

/** Keeps it for as long as any can be trusted: when it ends is in the database. One of several people who share a browser. */
export async function keepTrust(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('trust'), token, { ...cookieOptions(), maxAge: longestTrust / 1000 })
}

/** The token of the link to enroll that was opened in this browser, if one was. It opens nothing without the password. */
export async function enrollmentLink(): Promise<string | undefined> {
  const kept = (await cookies()).get(cookieName('enrollment'))?.value ?? ''
  return looksLikeToken(kept) ? kept : undefined
}

/** Keeps it for the sign-in that follows, which may take an hour. */
export async function keepEnrollmentLink(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('enrollment'), token, { ...cookieOptions(), maxAge: minutes(60) / 1000 })
}

/**
 * The token that a browser is given along with the sign-in page (server/passkey-cookie.ts): what a passkey is asked there is
 * answered in this browser or nowhere. Empty without one. It opens nothing.
 */
export async function passkeyBrowser(): Promise<string> {
  return (await cookies()).get(cookieName('passkey'))?.value ?? ''
}

/** Whether this browser sends any cookie of ours. */
export async function sendsCookies(): Promise<boolean> {
  return (await cookies()).getAll().some(({ name }) => /^(__Host-)?cs\./.test(name))
}

/** The token of the session this browser holds, alive or dead. */
export async function sessionToken(): Promise<string> {
  return (await cookies()).get(cookieName('session'))?.value ?? ''
}

/** The token of the challenge this browser holds. */
export async function challengeToken(): Promise<string> {
  return (await cookies()).get(cookieName('challenge'))?.value ?? ''
}

/** By which this browser is known as the one that an app sent here, on the page of that request alone. */
export async function interactionToken(): Promise<string> {
  return (await cookies()).get(pathCookieName(sharedRuntime().settings.appUrl, 'interaction'))?.value ?? ''
}

/** Keeps it for as long as the longest one lives: when it ends is in the database. */
export async function keepChallenge(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('challenge'), token, { ...cookieOptions(), maxAge: minutes(60) / 1000 })
}

export async function forgetChallenge(): Promise<void> {
  const jar = await cookies()
  // With the attributes it was set with: a browser ignores a `__Host-` cookie that is not Secure.
  jar.delete({ name: cookieName('challenge'), ...cookieOptions() })
}
