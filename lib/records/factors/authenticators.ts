import { and, asc, eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import { describeClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { changeUser, frequentChange, type User } from '../users/change'

/** One of the authenticators of a person. */
export type Authenticator = {
  id: string
  /** What its owner calls it; null: nothing yet. */
  name: string | null
  /** Null where that was not noted yet. No two of one person are of the same moment. */
  since: Date | null
  /** When a code of it was last accepted, and in which browser. Null where none was, or that was not noted yet. */
  usedAt: Date | null
  client: string | null
  secret: Buffer
  /** It stands in `users`: the oldest. */
  first: boolean
}

type Holder = Pick<
  User,
  | 'id'
  | 'authenticatorId'
  | 'authenticatorName'
  | 'authenticatorSecret'
  | 'authenticatorSince'
  | 'authenticatorUsedAt'
  | 'authenticatorClient'
>

const furtherOf = prepared(
  'further-authenticators',
  ({ users }) => ({ userId: users.id }),
  (read: Reader, { furtherAuthenticators: rows }, given) =>
    read.select().from(rows).where(eq(rows.userId, given.userId)).orderBy(asc(rows.since)),
)

/** All authenticators of a person, the one in `users` first, then by age. None where 2FA is off. */
export async function authenticatorsOf(read: Reader, ctx: Context, user: Holder): Promise<Authenticator[]> {
  if (!user.authenticatorSecret) return []
  const further = await furtherOf(read, ctx.db, { userId: user.id })
  return [
    {
      id: user.authenticatorId ?? user.id,
      name: user.authenticatorName,
      since: user.authenticatorSince,
      usedAt: user.authenticatorUsedAt,
      client: user.authenticatorClient,
      secret: user.authenticatorSecret,
      first: true,
    },
    ...further.map(({ userId: _, ...row }) => ({ ...row, first: false })),
  ]
}

/** Whether someone has an authenticator, and how many. */
export async function countAuthenticators(
  read: Reader,
  ctx: Context,
  user: Holder,
): Promise<{ authenticator: boolean; authenticators: number }> {
  const { length } = await authenticatorsOf(read, ctx, user)
  return { authenticator: length > 0, authenticators: length }
}

const noteFirstUsed = frequentChange(
  'note-authenticator-used',
  (users) => ({ usedAt: users.authenticatorUsedAt, client: users.authenticatorClient }),
  ({ usedAt, client }) => ({
    changes: { authenticatorUsedAt: usedAt, authenticatorClient: client, authenticatorUnusedSince: null },
  }),
)

/** Notes when and in which browser a code of it was accepted. */
export async function noteUsed(tx: Writer, ctx: Context, userId: string, used: Authenticator): Promise<void> {
  const noted = { usedAt: ctx.now(), client: describeClient(ctx.origin.userAgent) }
  const { furtherAuthenticators: rows } = ctx.db.tables
  if (used.first) await noteFirstUsed(tx, ctx, userId, noted)
  else await tx.update(rows).set(noted).where(eq(rows.id, used.id))
}

/** Since when the next authenticator of a person counts: now, or a millisecond after the latest of them. */
export function sinceNow(ctx: Context, others: Authenticator[]): Date {
  const latest = Math.max(-1, ...others.map(({ since }) => since?.getTime() ?? 0))
  return new Date(Math.max(ctx.now().getTime(), latest + 1))
}

/** Calls it something else; the caller has seen that it is theirs. */
export async function nameAuthenticator(
  tx: Writer,
  ctx: Context,
  userId: string,
  { id, first }: Authenticator,
  name: string,
): Promise<void> {
  const { furtherAuthenticators: rows } = ctx.db.tables
  if (first) await changeUser(tx, ctx, userId, { authenticatorName: name })
  else
    await tx
      .update(rows)
      .set({ name })
      .where(and(eq(rows.id, id), eq(rows.userId, userId)))
}
