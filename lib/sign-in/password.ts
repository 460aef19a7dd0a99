import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Channel } from '@/db/tables/sign-in'
import type { Context } from '../context'
import { hashPassword, isOutdated, passwordMatches } from '../crypto/password-hash'
import { hours, minutes, seconds } from '../duration'
import { givenPassword } from '../passwords/rules'
import { fail, ok, type Result } from '../result'
import type { SessionClient } from '../sessions/client'
import { type Counter, forgetAttempts, returnAttempt, spendAttempt } from '../throttle/attempts'
import { changeUser, frequentChange } from '../users/change'
import { givenEmail } from '../users/email'
import { networkOf } from './address'
import { finishChallenge, openChallenge, type Step } from './challenge'

export const signInInput = z.strictObject({
  email: givenEmail,
  password: givenPassword,
  /** A path of our own to lead back to; the web layer has checked it. */
  returnTo: z.string().max(512).optional(),
})

/** A right password: the challenge's token, what it waits for, and, where that is nothing, the ticket at once. */
export type PasswordAccepted = {
  token: string
  challengeId: string
  userId: string
  step: Step
  expiresAt: Date
  ticket: string | null
}

const userOfEmail = prepared('user-of-email', (read: Reader, { users }, given) =>
  read
    .select({ id: users.id, passwordHash: users.passwordHash, credentialVersion: users.credentialVersion })
    .from(users)
    .where(eq(users.email, given(users.email, 'email'))),
)

const notePassword = frequentChange('note-password', (users, given) => ({
  changes: { lastPasswordAt: given(users.lastPasswordAt, 'now') },
  guard: eq(users.passwordHash, given(users.passwordHash, 'stored')),
}))

const presentUser = prepared('present-user', (tx: Writer, { users, organizations }, given) =>
  tx
    .select({
      id: users.id,
      status: users.status,
      credentialVersion: users.credentialVersion,
      authenticatorSecret: users.authenticatorSecret,
      twoFactorRequired: users.twoFactorRequired,
      organizationSuspendedAt: organizations.suspendedAt,
    })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(eq(users.id, given(users.id, 'userId'))),
)

// Growing delays, never a hard lock (ASVS 6.1.1). The account is known by what was typed, so that an unknown
// address is slowed down like a known one.
function counters(ctx: Context, email: string): [account: Counter, address: Counter, server: Counter] {
  const account = createHash('sha256').update(email).digest('base64url')
  return [
    {
      key: `password:account:${account}`,
      limit: { free: 5, firstDelay: seconds(1), longestDelay: minutes(5), window: hours(1) },
    },
    {
      key: `password:address:${networkOf(ctx.origin.address)}`,
      limit: { free: 60, firstDelay: seconds(1), longestDelay: minutes(5), window: minutes(15) },
    },
    {
      key: 'password:server',
      limit: { free: 3000, firstDelay: seconds(5), longestDelay: seconds(20), window: minutes(1) },
    },
  ]
}

/**
 * The first step: email and password open a challenge. An unknown address gets the same answer after the same work as
 * a wrong password. `HashingBusyError` passes through.
 */
export async function signInWithPassword(
  ctx: Context,
  { email, password, returnTo }: z.output<typeof signInInput>,
  channel: Channel,
  client?: SessionClient,
): Promise<
  Result<
    PasswordAccepted,
    'credentials-wrong' | 'too-many-attempts' | 'account-suspended' | 'organization-suspended'
  >
> {
  const [account, address, server] = counters(ctx, email)
  const retryAt = await ctx.db.write((tx) => spendAttempt(tx, ctx, [account, address, server]))
  if (retryAt) return fail('too-many-attempts', { retryAt })

  const [user] = await userOfEmail(ctx.db.read, ctx.db, { email })
  const stored = user?.passwordHash ?? null
  if (!(await passwordMatches(stored, password)) || !user || !stored) return fail('credentials-wrong')
  const renewed = isOutdated(stored) ? await hashPassword(password) : null

  return ctx.db.write(async (tx) => {
    await forgetAttempts(tx, ctx, [account.key])
    await returnAttempt(tx, ctx, [address.key, server.key])
    const noted = await notePassword(tx, ctx, user.id, { stored, now: ctx.now() })
    const [present] = await presentUser(tx, ctx.db, { userId: user.id })
    // The password may have changed while it was being hashed.
    if (!noted || present?.credentialVersion !== user.credentialVersion) return fail('credentials-wrong')
    if (renewed) await changeUser(tx, ctx, user.id, { passwordHash: renewed })
    if (present.status !== 'active') return fail('account-suspended')
    if (present.organizationSuspendedAt) return fail('organization-suspended')
    const challenge = await openChallenge(tx, ctx, present, channel, returnTo ?? null, client)
    const ticket =
      challenge.step === 'none' ? await finishChallenge(tx, ctx, challenge.challengeId, 'none') : null
    return ok({ ...challenge, userId: present.id, ticket })
  })
}
