import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { type Given, insertRow, prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { ChallengeProof, Channel } from '@/db/tables/sign-in'
import type { Challenger } from '@/lib/actors'
import { browserOf, type SessionClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { digest, newToken } from '@/lib/crypto/token'
import { later, minutes, seconds } from '@/lib/duration'
import { atNow, liveColumns, liveGiven } from '@/lib/lifespan'
import { isActive } from '@/lib/records/users/active'
import { lockPerson } from '@/lib/records/users/lock'
import { type Demand, demandColumns, mustHave } from '../policy/demand'
import { passkeyRuleColumns } from '../policy/only-passkeys'
import type { User } from '../users/change'
import { isEnabled } from '../users/enabled'

/** Time to type a code, or to install an authenticator app first. What a challenge waits for only ever ends it. */
const lifeFor = (step: Step) => (step === 'enrollment' ? minutes(60) : minutes(10))

/** How long a ticket waits for its session. */
export const ticketLife = seconds(60)

/** What still stands between a right password and a session. */
export type Step = 'code' | 'enrollment' | 'none'

/** Always asked of the current state, never remembered. */
export function nextStep(demand: Demand, now: Date): Step {
  if (isEnabled(demand)) return 'code'
  return mustHave(demand, now) ? 'enrollment' : 'none'
}

/** The same of an open challenge: whoever has spent a recovery code where nothing but a passkey counts has one to add. */
export const stepOf = (
  { challenge, demand }: { challenge: { recovered: boolean }; demand: Demand },
  now: Date,
): Step => (challenge.recovered ? 'enrollment' : nextStep(demand, now))

/** Has a challenge wait for a passkey to be added, for as long as an enrollment may take. */
export async function awaitPasskey(tx: Writer, ctx: Context, challengeId: string): Promise<void> {
  const { challenges } = ctx.db.tables
  const expiresAt = later(ctx.now(), lifeFor('enrollment'))
  // Its last attempt may have been the right one.
  const waiting = { recovered: true, attempts: 0, expiresAt }
  await tx.update(challenges).set(waiting).where(eq(challenges.id, challengeId))
}

/**
 * Opens a challenge and returns its token. The caller has compared the password, under this credential version. `client`:
 * what the session it leads to will be; a browser unless it said otherwise. `browser`: the digest of the token by
 * which it is known.
 */
export async function openChallenge(
  tx: Writer,
  ctx: Context,
  user: Pick<User, 'id' | 'credentialVersion'> & Demand,
  channel: Channel,
  returnTo: string | null,
  client: SessionClient = browserOf(ctx),
  browser: Buffer | null = null,
): Promise<{ token: string; challengeId: string; step: Step; expiresAt: Date }> {
  const { challenges } = ctx.db.tables
  const token = newToken()
  const challengeId = randomUUID()
  const createdAt = ctx.now()
  const step = nextStep(user, createdAt)
  const expiresAt = later(createdAt, lifeFor(step))
  await insertRow(tx, challenges, {
    id: challengeId,
    tokenDigest: digest(token),
    userId: user.id,
    channel,
    credentialVersion: user.credentialVersion,
    returnTo,
    kind: client.kind,
    client: client.name,
    address: ctx.origin.address,
    browserDigest: browser,
    createdAt,
    expiresAt,
  })
  return { token, challengeId, step, expiresAt }
}

const stillOpen = ({ challenges }: Tables, given: Given<'now' | 'latest'>) =>
  and(isNull(challenges.ticketDigest), liveGiven(challenges.createdAt, challenges.expiresAt, given))

/** What a statement with `openOnes` is given, by `atNow`. */
export const openColumns = ({ createdAt, expiresAt }: Tables['challenges']) =>
  liveColumns(createdAt, expiresAt)

export const openOnes = (tables: Tables, given: Given<'now' | 'latest'>) => {
  const { challenges, users, organizations } = tables
  return and(
    stillOpen(tables, given),
    eq(challenges.credentialVersion, users.credentialVersion),
    isActive({ users, organizations }),
  )
}

const challengeWithUser = prepared(
  'challenge-with-user',
  ({ challenges }) => ({ ...openColumns(challenges), challengeId: challenges.id, userId: challenges.userId }),
  (tx: Writer, tables, given) => {
    const { challenges, users, organizations } = tables
    return tx
      .select({
        ...{ challenge: challenges, user: users, demand: demandColumns({ users, organizations }) },
        passkeyRule: passkeyRuleColumns({ users, organizations }),
      })
      .from(challenges)
      .innerJoin(users, eq(users.id, challenges.userId))
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(
        and(
          eq(challenges.id, given.challengeId),
          eq(challenges.userId, given.userId),
          openOnes(tables, given),
        ),
      )
  },
)

/** Within a transaction, and until it ends: the challenge and its user, if it is still open. */
export async function readChallenge(tx: Writer, ctx: Context, { challengeId, userId }: Challenger) {
  await lockPerson(tx, ctx, userId)
  const [row] = await challengeWithUser(tx, ctx.db, { challengeId, userId, ...atNow(ctx.now()) })
  return row ?? null
}

const giveTicket = prepared(
  'give-ticket',
  ({ challenges }) => ({
    ...openColumns(challenges),
    ticket: challenges.ticketDigest,
    until: challenges.ticketExpiresAt,
    proof: challenges.proof,
    challengeId: challenges.id,
  }),
  (tx: Writer, tables, given) => {
    const { challenges } = tables
    return tx
      .update(challenges)
      .set({
        ticketDigest: given.ticket,
        ticketExpiresAt: given.until,
        proof: given.proof,
      })
      .where(and(eq(challenges.id, given.challengeId), stillOpen(tables, given)))
      .returning({ id: challenges.id })
  },
)

/** Finishes an open challenge, once, and returns the ticket for it; null when someone else was first. */
export async function finishChallenge(
  tx: Writer,
  ctx: Context,
  challengeId: string,
  proof: ChallengeProof,
): Promise<string | null> {
  const ticket = newToken()
  const now = ctx.now()
  const given = { challengeId, ticket: digest(ticket), until: later(now, ticketLife), proof, ...atNow(now) }
  const [finished] = await giveTicket(tx, ctx.db, given)
  return finished ? ticket : null
}

const takeAway = prepared(
  'take-challenge',
  ({ challenges }) => ({ ...openColumns(challenges), challengeId: challenges.id }),
  (tx: Writer, tables, given) => {
    const { challenges } = tables
    return tx
      .delete(challenges)
      .where(and(eq(challenges.id, given.challengeId), stillOpen(tables, given)))
      .returning()
  },
)

/** Ends an open challenge whose session opens in this very transaction. The caller has seen that it is open. */
export async function takeChallenge(tx: Writer, ctx: Context, challengeId: string) {
  const [taken] = await takeAway(tx, ctx.db, { challengeId, ...atNow(ctx.now()) })
  if (!taken) throw new Error('A challenge that was open in this transaction could not be taken.')
  return taken
}

/** A right password: the challenge's token, what it waits for, and, where that is nothing, the ticket at once. */
export type PasswordAccepted = {
  token: string
  challengeId: string
  userId: string
  step: Step
  expiresAt: Date
  ticket: string | null
}
