import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import { serverHousehold } from '@/db/tables/organizations'
import type { Channel } from '@/db/tables/sign-in'
import type { Role } from '@/db/tables/users'
import type { Challenger, OpenChallenge } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { attemptsPerChallenge } from '@/lib/figures'
import { atNow } from '@/lib/lifespan'
import { trustDaysOf } from '@/lib/records/browsers/trusted'
import { openColumns, openOnes, type Step, stepOf } from '@/lib/records/challenges/challenge'
import { challengeOfPage, pageTokenOf } from '@/lib/records/challenges/page-token'
import { demandColumns } from '@/lib/records/policy/demand'
import { namesNow, passkeyRuleColumns } from '@/lib/records/policy/only-passkeys'
import { hasAuthenticator } from '@/lib/records/users/enabled'

const challengeOfToken = prepared(
  'challenge-of-token',
  ({ challenges }) => ({
    ...openColumns(challenges),
    token: challenges.tokenDigest,
    channel: challenges.channel,
  }),
  (read: Reader, tables, given) => {
    const { challenges, users, organizations } = tables
    return read
      .select({
        challengeId: challenges.id,
        userId: users.id,
        channel: challenges.channel,
        returnTo: challenges.returnTo,
        name: users.name,
        email: users.email,
        role: users.role,
        organizationId: users.organizationId,
        organizationName: organizations.name,
        logoDigest: organizations.logoDigest,
        trustDays: organizations.trustDays,
        trustAdmins: organizations.trustAdmins,
        recovered: challenges.recovered,
        demand: demandColumns({ users, organizations }),
        passkeyRule: passkeyRuleColumns({ users, organizations }),
      })
      .from(challenges)
      .innerJoin(users, eq(users.id, challenges.userId))
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(
        and(
          eq(challenges.tokenDigest, given.token),
          eq(challenges.channel, given.channel),
          lt(challenges.attempts, attemptsPerChallenge),
          openOnes(tables, given),
        ),
      )
  },
)

/**
 * The open challenge behind a token of this channel, and the step it waits for; null when it has ended. An operator's has
 * no `organizationName`.
 */
export async function findChallenge(
  ctx: Context,
  token: string,
  channel: Channel,
): Promise<
  | (OpenChallenge & {
      step: Step
      name: string
      email: string
      role: Role
      logoDigest: string | null
      /** For how many days they may trust this browser; null: not at all. */
      trustDays: number | null
      organizationName: string | null
      /** Nothing but a passkey counts for them. */
      onlyPasskeys: boolean
      /** Whether codes of an app are among their factors, and whether a passkey is. */
      authenticator: boolean
      passkey: boolean
    })
  | null
> {
  if (!looksLikeToken(token)) return null
  const now = ctx.now()
  const given = { token: digest(token), channel, ...atNow(now) }
  const [row] = await challengeOfToken(ctx.db.read, ctx.db, given)
  if (!row) return null
  const { demand, passkeyRule, recovered, organizationId, trustAdmins: _, ...challenge } = row
  const only = await namesNow(ctx.db.read, ctx, row.userId, passkeyRule)
  const organizationName = organizationId === serverHousehold ? null : row.organizationName
  const step = stepOf({ challenge: { recovered }, demand }, now)
  const trustDays = only ? null : trustDaysOf(row)
  return {
    ...{ ...challenge, trustDays, organizationName, step, onlyPasskeys: only || recovered },
    ...{ authenticator: hasAuthenticator(demand), passkey: demand.passkeys > 0 },
  }
}

const challengeOfId = prepared(
  'challenge-of-id',
  ({ challenges }) => ({ ...openColumns(challenges), challengeId: challenges.id }),
  (read: Reader, tables, given) => {
    const { challenges, users, organizations } = tables
    return read
      .select({
        challengeId: challenges.id,
        userId: users.id,
        channel: challenges.channel,
        returnTo: challenges.returnTo,
        email: users.email,
        organizationName: organizations.name,
        logoDigest: organizations.logoDigest,
        recovered: challenges.recovered,
        demand: demandColumns({ users, organizations }),
      })
      .from(challenges)
      .innerJoin(users, eq(users.id, challenges.userId))
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(
        and(
          eq(challenges.id, given.challengeId),
          eq(challenges.channel, 'api'),
          lt(challenges.attempts, attemptsPerChallenge),
          openOnes(tables, given),
        ),
      )
  },
)

/** The open challenge of the token API that a page goes on with, where it waits for a second step; null when it has ended. */
export async function findChallengeOfPage(
  ctx: Context,
  token: string,
): Promise<(OpenChallenge & { email: string; organizationName: string; logoDigest: string | null }) | null> {
  const challengeId = challengeOfPage(ctx, token)
  if (challengeId === null) return null
  const now = ctx.now()
  const [row] = await challengeOfId(ctx.db.read, ctx.db, { challengeId, ...atNow(now) })
  if (!row) return null
  const { demand, recovered, ...challenge } = row
  return stepOf({ challenge: { recovered }, demand }, now) === 'code' ? challenge : null
}

/** Where the page is on which a client's challenge goes on, for it to open in a browser. */
export const pageOf = (ctx: Context, { challengeId }: Challenger): string =>
  `/sign-in/passkey/${pageTokenOf(ctx, challengeId)}`

/** Whether a challenge of this public id goes on. It says nothing of whoever asks. */
export async function isOpenChallenge(ctx: Context, id: unknown): Promise<boolean> {
  if (typeof id !== 'string' || id.length > 64) return false
  const { challenges } = ctx.db.tables
  const [open] = await ctx.db.read
    .select({ id: challenges.id })
    .from(challenges)
    .where(and(eq(challenges.id, id), isNull(challenges.ticketDigest), gt(challenges.expiresAt, ctx.now())))
  return open !== undefined
}
