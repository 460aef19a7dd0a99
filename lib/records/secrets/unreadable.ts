import { and, desc, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { hours, later } from '@/lib/duration'
import { requireKey } from '@/lib/keys/named-key'
import type { Secret } from '@/lib/messages/secrets'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, type Result } from '@/lib/result'
import { named } from '../audit/actor'
import { record } from '../audit/record'
import type { User } from '../users/change'

/** A sealed value of a person that no key opens: it was altered, or moved here from another row. */
class UnreadableSecretError extends Error {
  override name = 'UnreadableSecretError'
  readonly userId: string
  readonly secret: Secret

  constructor(userId: string, secret: Secret) {
    super(`The ${secret} of user ${userId} cannot be read.`)
    this.userId = userId
    this.secret = secret
  }
}

/** Whether this is what `openSecret` throws. */
export const isUnreadable = (error: unknown): boolean => error instanceof UnreadableSecretError

/** Opens a sealed value of a person. Throws what `orUnreadable` takes where that is not possible. */
export function openSecret(
  ctx: Context,
  userId: string,
  secret: Secret,
  { sealed, sealedIn, owner }: { sealed: Buffer; sealedIn: string; owner: string },
): string {
  try {
    return ctx.vault.unseal(sealed, sealedIn, owner).toString()
  } catch {
    throw new UnreadableSecretError(userId, secret)
  }
}

/**
 * The outcome of something that opens a person's sealed value, or that it cannot be read. That is recorded in a
 * transaction of its own: the one that met it was rolled back, so that no attempt and no code is spent.
 */
export async function orUnreadable<T, Code extends string>(
  ctx: Context,
  work: Promise<Result<T, Code>>,
): Promise<Result<T, Code | 'secret-unreadable'>> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof UnreadableSecretError)) throw error
    await ctx.db.write((tx) => recordUnreadable(tx, ctx, error.userId, error.secret))
    return fail('secret-unreadable')
  }
}

/** The same for what is only shown: nothing, where it cannot be read. */
export async function shownOrNothing<T>(ctx: Context, show: () => T): Promise<T | null> {
  try {
    return show()
  } catch (error) {
    if (!(error instanceof UnreadableSecretError)) throw error
    await ctx.db.write((tx) => recordUnreadable(tx, ctx, error.userId, error.secret))
    return null
  }
}

const apart = hours(1)

/**
 * Into the audit log and the server's log, once an hour for a person. Throws `KeyMissingError` where it may be whole: a
 * key is missing here.
 */
export async function recordUnreadable(
  tx: Writer,
  ctx: Context,
  userId: string,
  secret: Secret,
): Promise<void> {
  await requireKey(tx, ctx)
  await lockPerson(tx, ctx, userId)
  const { users } = ctx.db.tables
  const [user] = await tx.select().from(users).where(eq(users.id, userId))
  if (!user || (await wasRecorded(tx, ctx, user))) return
  await record(tx, ctx, user.organizationId, {
    event: 'secret.unreadable',
    actor: { kind: 'user', ...named(user) },
    detail: { secret },
  })
  const line = { level: 50, time: ctx.now().toISOString(), event: 'secret.unreadable', userId, secret }
  console.error(JSON.stringify(line))
}

async function wasRecorded(tx: Writer, ctx: Context, user: User): Promise<boolean> {
  const { auditEntries } = ctx.db.tables
  const [last] = await tx
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.chain, user.organizationId),
        eq(auditEntries.subjectId, user.id),
        eq(auditEntries.event, 'secret.unreadable'),
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    .limit(1)
  // One of the future is of a clock that was wrong.
  return last !== undefined && last.at <= ctx.now() && last.at > later(ctx.now(), -apart)
}
