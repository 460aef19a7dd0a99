import { skipCSRFCheck } from '@auth/core'
import { cookies } from 'next/headers'
import NextAuth, { type NextAuthConfig, type NextAuthResult } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { newToken } from '@/lib/crypto/token'
import { findSession } from '@/lib/queries/sessions/find'
import type { OpenedSession } from '@/lib/records/sessions/session'
import { sharedRuntime } from '@/lib/runtime'
import type { Person } from '../actors'
import { days } from '../duration'
import { cookieName, cookieOptions } from './cookies'
import { requestContext } from './request-context'

/*
 * next-auth, with opaque sessions of our own behind it: the cookie holds a token, the database the session. Its HTTP
 * handlers are mounted nowhere. See docs/decisions/0001-opaque-sessions.md.
 */

const provider = 'ticket'

/** Sessions that were opened in requests which this process is answering, by the ticket that their cookie is set for, once. */
const handedOver = new Map<string, OpenedSession>()

function configure(): NextAuthConfig {
  const { vault } = sharedRuntime()
  return {
    secret: vault.derive('next-auth').toString('base64'),
    trustHost: true,
    // That check is its handlers'. Without this, each read of a session makes a token for them that no one gets.
    skipCSRFCheck,
    // The longest that any session lasts; when one ends is in the database.
    session: { strategy: 'jwt', maxAge: days(30) / 1000 },
    cookies: {
      sessionToken: { name: cookieName('session'), options: cookieOptions() },
      callbackUrl: { name: cookieName('callback'), options: cookieOptions() },
      csrfToken: { name: cookieName('csrf'), options: cookieOptions() },
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
    providers: [
      Credentials({
        id: provider,
        credentials: { ticket: {} },
        async authorize({ ticket }) {
          const opened = handedOver.get(String(ticket))
          handedOver.delete(String(ticket))
          return opened ? { id: opened.sessionId, sessionToken: opened.token } : null
        },
      }),
    ],
    jwt: {
      // Runs on every read: pure.
      encode: ({ token }) => String(token?.sessionToken ?? ''),
      // The only place where a session is dead or alive: null here is "signed out", a null session would not be.
      async decode({ token }) {
        const ctx = await requestContext()
        const person = token ? await findSession(ctx, token) : null
        // A token of the token API is no cookie.
        return person?.channel === 'web' ? { sessionToken: token, person } : null
      },
    },
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { sessionToken: (user as { sessionToken?: string }).sessionToken } : token,
      // Always an object of its own, or the whole token would become the user.
      session: ({ token, session }) => ({ expires: session.expires, user: token.person ?? {} }) as never,
    },
  }
}

let instance: NextAuthResult | undefined
/** Made at the first request: the build loads this module where there is no runtime. */
const nextAuth = () => (instance ??= NextAuth(configure()))

/** Whatever next-auth holds for the session of this request; to be checked by the gates. */
export async function sessionOfRequest(): Promise<unknown> {
  // Asking it takes as long as a few queries, also where there is nothing to ask about.
  if (!(await cookies()).has(cookieName('session'))) return undefined
  return (await nextAuth().auth())?.user
}

/**
 * Sets the cookie of a session that was opened in this very request, and answers with its owner. Whether that succeeded
 * is decided by the cookie that was set, not by what `signIn` throws: a header of the client's can silence it.
 */
export async function keepWebSession(opened: OpenedSession): Promise<Person | null> {
  const ticket = newToken()
  handedOver.set(ticket, opened)
  await nextAuth()
    .signIn(provider, { ticket, redirect: false, redirectTo: '/' })
    .catch(() => undefined)
  handedOver.delete(ticket)
  const kept = (await cookies()).get(cookieName('session'))?.value
  await dropSpareCookies()
  return kept === opened.token ? findSession(await requestContext(), kept) : null
}

/** Takes the session's cookie away. The session itself was ended before, by the rule that does that. */
export async function dropWebSession(): Promise<void> {
  await nextAuth().signOut({ redirect: false })
  await dropSpareCookies()
}

/** Cookies that only next-auth's own pages would use. */
async function dropSpareCookies(): Promise<void> {
  const jar = await cookies()
  jar.delete({ name: cookieName('callback'), ...cookieOptions() })
  jar.delete({ name: cookieName('csrf'), ...cookieOptions() })
}
