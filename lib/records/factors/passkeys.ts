import { randomBytes } from 'node:crypto'
import { and, asc, count, eq, isNull, lt, or } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import { describeClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { named } from '../audit/actor'
import { record } from '../audit/record'
import { tell } from '../outbox/outbox'
import { changeUser, type User } from '../users/change'
import { passkeyHost } from './passkey-host'
import type { Signed } from './webauthn'

export type Passkey = Tables['passkeys']['$inferSelect']

export const sealedIn = 'passkeys'

const ofUser = prepared(
  'passkeys-of-user',
  ({ users }) => ({ userId: users.id }),
  (from: Reader | Writer, { passkeys: rows }, given) =>
    from.select().from(rows).where(eq(rows.userId, given.userId)).orderBy(asc(rows.createdAt), asc(rows.id)),
)

/** All passkeys of a person, the oldest first, of whatever host and whether or not they still work. */
export async function passkeysOf(
  from: Reader | Writer,
  ctx: Context,
  user: Pick<User, 'id' | 'passkeys'>,
): Promise<Passkey[]> {
  return user.passkeys === 0 ? [] : ofUser(from, ctx.db, { userId: user.id })
}

/** Whether a passkey may be used: it was made for this host, and was not stopped. */
export const works = (ctx: Context, { rpId, stoppedAt }: Pick<Passkey, 'rpId' | 'stoppedAt'>): boolean =>
  stoppedAt === null && rpId === passkeyHost(ctx)?.rpId

/** Whoever's passkey of this host has this id. */
export async function passkeyOfId(
  from: Reader | Writer,
  ctx: Context,
  rpId: string,
  credentialId: string,
): Promise<Passkey | null> {
  const { passkeys: rows } = ctx.db.tables
  const [row] = await from
    .select()
    .from(rows)
    .where(and(eq(rows.rpId, rpId), eq(rows.credentialId, credentialId)))
  return row ?? null
}

/** Whether a key of this server opens the sealed key of a person's passkey. One that was altered or moved here is not opened. */
export function opensPasskey(ctx: Context, userId: string, sealed: Buffer): boolean {
  try {
    ctx.vault.unseal(sealed, sealedIn, userId)
    return true
  } catch {
    return false
  }
}

/** By which authenticators know this person's account, base64url: made once, and never their id. */
export async function passkeyHandle(
  tx: Writer,
  ctx: Context,
  user: Pick<User, 'id' | 'passkeyHandle'>,
): Promise<string> {
  if (user.passkeyHandle) return user.passkeyHandle.toString('base64url')
  const { users } = ctx.db.tables
  const made = randomBytes(32)
  await changeUser(tx, ctx, user.id, { passkeyHandle: made }, isNull(users.passkeyHandle))
  const [row] = await tx.select({ handle: users.passkeyHandle }).from(users).where(eq(users.id, user.id))
  return (row?.handle ?? made).toString('base64url')
}

/** Puts a passkey beside the other factors of a person; false where it is known already, be it someone else's. */
export async function addPasskey(tx: Writer, ctx: Context, fresh: Passkey): Promise<boolean> {
  const { passkeys: rows, users } = ctx.db.tables
  const added = await tx.insert(rows).values(fresh).onConflictDoNothing().returning({ id: rows.id })
  if (added.length === 0) return false
  await changeUser(tx, ctx, fresh.userId, {
    passkeys: plus(users.passkeys, 1),
    authenticatorAddedAt: fresh.createdAt,
  })
  return true
}

/** Takes one away. The caller has seen that it is theirs, and not their last factor. */
export async function dropPasskey(
  tx: Writer,
  ctx: Context,
  { id, userId }: Pick<Passkey, 'id' | 'userId'>,
): Promise<void> {
  const { passkeys: rows, users } = ctx.db.tables
  await tx.delete(rows).where(and(eq(rows.id, id), eq(rows.userId, userId)))
  await changeUser(tx, ctx, userId, { passkeys: plus(users.passkeys, -1) })
}

/** Takes all of them away, of other hosts too. The caller sets `users.passkeys`. */
export async function dropPasskeys(tx: Writer, ctx: Context, userId: string): Promise<void> {
  const { passkeys: rows } = ctx.db.tables
  await tx.delete(rows).where(eq(rows.userId, userId))
}

export async function namePasskey(
  tx: Writer,
  ctx: Context,
  { id, userId }: Pick<Passkey, 'id' | 'userId'>,
  name: string,
): Promise<void> {
  const { passkeys: rows } = ctx.db.tables
  await tx
    .update(rows)
    .set({ name })
    .where(and(eq(rows.id, id), eq(rows.userId, userId)))
}

/**
 * Notes that a passkey has signed, unless its counter stands where it stood or before: then it was copied, or its counter
 * is broken (WebAuthn L3 6.1.1). Those that may be synced count as they like. False also where it was stopped or removed.
 */
export async function noteSigned(
  tx: Writer,
  ctx: Context,
  { id }: Pick<Passkey, 'id'>,
  { counter, backedUp }: Signed,
): Promise<boolean> {
  const { passkeys: rows } = ctx.db.tables
  const rises = or(lt(rows.counter, counter), eq(rows.backupEligible, true))
  const counted = counter === 0 ? or(eq(rows.counter, 0), rises) : rises
  const noted = await tx
    .update(rows)
    .set({ counter, backedUp, usedAt: ctx.now(), client: describeClient(ctx.origin.userAgent) })
    .where(and(eq(rows.id, id), isNull(rows.stoppedAt), counted))
    .returning({ id: rows.id })
  return noted.length > 0
}

/** A passkey whose counter went back is never accepted again. It is recorded, and its owner is told. */
export async function stopPasskey(tx: Writer, ctx: Context, user: User, passkey: Passkey): Promise<void> {
  const { passkeys: rows } = ctx.db.tables
  const stopped = await tx
    .update(rows)
    .set({ stoppedAt: ctx.now() })
    .where(and(eq(rows.id, passkey.id), isNull(rows.stoppedAt)))
    .returning({ id: rows.id })
  if (stopped.length === 0) return
  const facts = { passkey: passkey.name }
  await record(tx, ctx, user.organizationId, {
    ...{ event: 'passkey.stopped', actor: { kind: 'user', ...named(user) }, detail: facts },
  })
  await tell(tx, ctx, user, 'passkey-stopped', facts)
}

/** How many passkeys there are for each host, for whoever changes `APP_URL`. */
export async function passkeysByHost(
  from: Reader,
  ctx: Context,
): Promise<{ rpId: string; passkeys: number }[]> {
  const { passkeys: rows } = ctx.db.tables
  return from
    .select({ rpId: rows.rpId, passkeys: count() })
    .from(rows)
    .groupBy(rows.rpId)
    .orderBy(asc(rows.rpId))
}
