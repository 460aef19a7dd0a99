import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { hours, minutes, seconds } from '@/lib/duration'
import type { User } from '../users/change'
import { networkOf } from './address'
import { type Counter, delayRuns, forgetAttempts } from './attempts'

type Addressee = Pick<User, 'id' | 'email'>

// The address is what was typed, so that an unknown one is slowed down like a known one.
const accountKey = (email: string) =>
  `password:account:${createHash('sha256').update(email).digest('base64url')}`

const browserKey = (email: string, browser: Buffer) => `${accountKey(email)}:${browser.toString('base64url')}`

const ofPerson = { free: 5, firstDelay: seconds(1), longestDelay: minutes(5), window: hours(1) }

/**
 * Who is slowed down by a wrong password: growing delays, never a hard lock (ASVS 6.1.1). `own` is forgotten with the
 * right one, `shared` with others only gets its attempt back. `known`: the browser with which this person has signed in
 * before. It has a counter of its own, so that strangers slow down strangers only (OWASP, *Device cookies*).
 */
export function passwordCounters(
  ctx: Context,
  email: string,
  known: Buffer | null,
): { own: Counter; shared: Counter[] } {
  if (known) return { own: { key: browserKey(email, known), limit: ofPerson }, shared: [] }
  return {
    own: { key: accountKey(email), limit: ofPerson },
    shared: [
      {
        key: `password:address:${networkOf(ctx.origin.address)}`,
        limit: { free: 60, firstDelay: seconds(1), longestDelay: minutes(5), window: minutes(15) },
      },
      {
        key: 'password:server',
        limit: { free: 3000, firstDelay: seconds(5), longestDelay: seconds(20), window: minutes(1) },
      },
    ],
  }
}

/**
 * Who else is slowed down by a wrong code: everyone at the same address, so that one code cannot be tried on many accounts
 * whose passwords are known. Its delays stay short, and right codes cost nothing, for there may be a whole company behind
 * it. In a known browser the account's own count is enough.
 */
export const codeCounters = (ctx: Context, known: boolean): Counter[] =>
  known
    ? []
    : [
        {
          key: `second-step:address:${networkOf(ctx.origin.address)}`,
          limit: { free: 30, firstDelay: seconds(1), longestDelay: minutes(1), window: minutes(15) },
        },
      ]

/**
 * Who is slowed down by answers of passkeys that are wrong, on the signed-out page: everyone at the same address, and never the
 * owner of a passkey, for no one guesses it. Each answer costs a signature to verify. Its delays stay short, and right
 * answers cost nothing.
 */
export const passkeyCounter = (ctx: Context): Counter => ({
  key: `passkey:address:${networkOf(ctx.origin.address)}`,
  limit: { free: 60, firstDelay: seconds(1), longestDelay: minutes(1), window: minutes(15) },
})

/**
 * Who is slowed down by beginning one sign-in to an app after the other: everyone at the same address, for strangers may
 * begin one, and each is a row for an hour. There may be a whole company behind it, whose tabs all open at nine.
 */
export const authorizationCounter = (ctx: Context): Counter => ({
  key: `authorization:address:${networkOf(ctx.origin.address)}`,
  limit: { free: 5000, firstDelay: seconds(1), longestDelay: seconds(5), window: minutes(15) },
})

/** Who is slowed down by reading one list of people after the other, each of which tells which addresses are taken: the admin. */
export const previewCounter = (userId: string): Counter => ({
  key: `preview:${userId}`,
  limit: { free: 20, firstDelay: minutes(1), longestDelay: minutes(30), window: hours(1) },
})

async function countersOf(read: Reader, ctx: Context, { id, email }: Addressee): Promise<Counter[]> {
  const { browsers } = ctx.db.tables
  const known = await read
    .select({ browser: browsers.tokenDigest })
    .from(browsers)
    .where(eq(browsers.userId, id))
  const keys = [accountKey(email), ...known.map(({ browser }) => browserKey(email, browser))]
  return keys.map((key) => ({ key, limit: ofPerson }))
}

/** Under which keys wrong passwords of one account are counted, in whatever browser. */
export async function passwordKeys(read: Reader, ctx: Context, user: Addressee): Promise<string[]> {
  return (await countersOf(read, ctx, user)).map(({ key }) => key)
}

/** Forgets the wrong passwords of one account, in whatever browser: it has a new one, or someone unlocked it. */
export async function forgetPasswordAttempts(tx: Writer, ctx: Context, user: Addressee): Promise<void> {
  await forgetAttempts(tx, ctx, await passwordKeys(tx, ctx, user))
}

/** Whether someone who signs in to this account has to wait at the password, in whatever browser. */
export async function passwordWaits(read: Reader, ctx: Context, user: Addressee): Promise<boolean> {
  return delayRuns(read, ctx, await countersOf(read, ctx, user))
}
