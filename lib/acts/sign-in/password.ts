import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Channel } from '@/db/tables/sign-in'
import { browserDigest } from '@/lib/browser-token'
import type { SessionClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { hashPassword, isOutdated, passwordMatches } from '@/lib/crypto/password-hash'
import { givenEmail } from '@/lib/email'
import { countStep } from '@/lib/metrics'
import { opaque } from '@/lib/opaque'
import { givenPassword } from '@/lib/password-rules'
import { forgetAttempts, returnAttempt, spendAttempt } from '@/lib/records/attempts/attempts'
import { passwordCounters } from '@/lib/records/attempts/counters'
import { isKnownBrowser } from '@/lib/records/browsers/browser'
import { standsIn } from '@/lib/records/browsers/trusted'
import { finishChallenge, openChallenge, type PasswordAccepted } from '@/lib/records/challenges/challenge'
import { countAttempt } from '@/lib/records/days/day'
import { demandColumns } from '@/lib/records/policy/demand'
import { changeUser, frequentChange } from '@/lib/records/users/change'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'

export const signInInput = z.strictObject({
  email: givenEmail,
  password: givenPassword,
  /** A path of our own to lead back to; the web layer has checked it. */
  returnTo: z.string().max(512).optional(),
  /** By which the browser or client is known, if it is. It opens nothing. */
  deviceToken: opaque.optional(),
  /** By which a browser may stand in for the second factor. It opens nothing without the password. */
  trustToken: opaque.optional(),
})

const userOfEmail = prepared(
  'user-of-email',
  ({ users }) => ({ email: users.email }),
  (read: Reader, { users }, given) =>
    read
      .select({
        id: users.id,
        organizationId: users.organizationId,
        passwordHash: users.passwordHash,
        credentialVersion: users.credentialVersion,
      })
      .from(users)
      .where(eq(users.email, given.email)),
)

const notePassword = frequentChange(
  'note-password',
  (users) => ({ now: users.lastPasswordAt, stored: users.passwordHash }),
  (given, users) => ({
    changes: { lastPasswordAt: given.now },
    guard: eq(users.passwordHash, given.stored),
  }),
)

const presentUser = prepared(
  'present-user',
  ({ users }) => ({ userId: users.id }),
  (tx: Writer, { users, organizations }, given) =>
    tx
      .select({
        id: users.id,
        status: users.status,
        credentialVersion: users.credentialVersion,
        ...demandColumns({ users, organizations }),
        organizationSuspendedAt: organizations.suspendedAt,
      })
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(eq(users.id, given.userId)),
)

type Ended = Result<
  PasswordAccepted,
  'credentials-wrong' | 'too-many-attempts' | 'account-suspended' | 'organization-suspended'
>

/**
 * The first step: email and password open a challenge. An unknown address gets the same answer after the same work as
 * a wrong password. `HashingBusyError` passes through.
 */
export const signInWithPassword = async (
  ctx: Context,
  input: z.output<typeof signInInput>,
  channel: Channel,
  client?: SessionClient,
): Promise<Ended> => countStep('password')(await checkPassword(ctx, input, channel, client))

async function checkPassword(
  ctx: Context,
  { email, password, returnTo, deviceToken, trustToken }: z.output<typeof signInInput>,
  channel: Channel,
  client?: SessionClient,
): Promise<Ended> {
  const browser = browserDigest(deviceToken)
  // A program keeps no cookie that it was not given, and has its own long sessions.
  const trusted = channel === 'web' ? browserDigest(trustToken) : null
  const { own, shared, retryAt } = await ctx.db.write(async (tx) => {
    const known = (await isKnownBrowser(tx, ctx, email, browser)) ? browser : null
    const counters = passwordCounters(ctx, email, known)
    return { ...counters, retryAt: await spendAttempt(tx, ctx, [counters.own, ...counters.shared]) }
  })
  if (retryAt) return fail('too-many-attempts', { retryAt, resetHelps: true })

  const [user] = await userOfEmail(ctx.db.read, ctx.db, { email })
  const stored = user?.passwordHash ?? null
  if (!(await passwordMatches(stored, password)) || !user || !stored) {
    await ctx.db.write((tx) => countAttempt(tx, ctx, user?.organizationId ?? null, 'wrongPasswords'))
    return fail('credentials-wrong')
  }
  const renewed = isOutdated(stored) ? await hashPassword(password) : null

  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, user.id)
    await forgetAttempts(tx, ctx, [own.key])
    await returnAttempt(
      tx,
      ctx,
      shared.map(({ key }) => key),
    )
    const noted = await notePassword(tx, ctx, user.id, { stored, now: ctx.now() })
    const [present] = await presentUser(tx, ctx.db, { userId: user.id })
    // The password may have changed while it was being hashed.
    if (!noted || present?.credentialVersion !== user.credentialVersion) return fail('credentials-wrong')
    if (renewed) await changeUser(tx, ctx, user.id, { passwordHash: renewed })
    if (present.status !== 'active') return fail('account-suspended')
    if (present.organizationSuspendedAt) return fail('organization-suspended')
    const challenge = await openChallenge(tx, ctx, present, channel, returnTo ?? null, client, browser)
    const finished = (proof: 'none' | 'trusted-browser') =>
      finishChallenge(tx, ctx, challenge.challengeId, proof)
    if (challenge.step === 'code' && trusted && (await standsIn(tx, ctx, present, trusted)))
      return ok({ ...challenge, userId: present.id, ticket: await finished('trusted-browser') })
    const ticket = challenge.step === 'none' ? await finished('none') : null
    return ok({ ...challenge, userId: present.id, ticket })
  })
}
