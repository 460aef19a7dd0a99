import { and, asc, count, eq, gt, isNotNull } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { sealedIn as inEvidenceKeys } from '../evidence/keys'
import { sealedIn as inUsers } from '../factors/authenticator'
import { sealedIn as inEnrollments } from '../factors/enrollment'
import { sealedIn as inTickets } from '../factors/enrollment-ticket'
import { sealedIn as inPasskeys } from '../factors/passkeys'
import { sealedIn as inCodeSets } from '../factors/recovery-codes'
import { sealedIn as inInvitations } from '../invitations/invitation'
import { sealedIn as inSigningKeys } from '../oidc/signing-keys'
import { sealedIn as inOutbox } from '../outbox/outbox'
import { changeUser } from '../users/change'

/** How many values were sealed again, and how many no key of the ring opens. */
export type Resealed = { resealed: number; unreadable: number }

/** A column of sealed values, and how one of them takes the place of another if that is still there. */
type SealedColumn = {
  sealedIn: string
  table: PgTable
  /** To whose or to what it is bound … */
  owner: PgColumn
  /** … and what its rows are told apart by, where it has several. */
  id?: PgColumn
  value: PgColumn
  replace(tx: Writer, owner: string, before: Buffer, after: Buffer): Promise<unknown>
}

/** Every place where something is sealed. */
export function sealedColumns(ctx: Context): SealedColumn[] {
  const {
    users,
    enrollments,
    enrollmentTickets,
    recoveryCodeSets,
    invitations,
    outbox,
    signingKeys,
    evidenceKeys,
  } = ctx.db.tables
  const { furtherAuthenticators: further, passkeys } = ctx.db.tables
  return [
    {
      ...{ sealedIn: inUsers, table: users, owner: users.id, value: users.authenticatorSecret },
      replace: (tx, id, before, after) =>
        changeUser(tx, ctx, id, { authenticatorSecret: after }, eq(users.authenticatorSecret, before)),
    },
    {
      ...{ sealedIn: inUsers, table: further, owner: further.userId, id: further.id, value: further.secret },
      replace: (tx, userId, before, after) =>
        tx
          .update(further)
          .set({ secret: after })
          .where(and(eq(further.userId, userId), eq(further.secret, before))),
    },
    {
      ...{ sealedIn: inPasskeys, table: passkeys, owner: passkeys.userId, id: passkeys.id },
      value: passkeys.publicKey,
      replace: (tx, userId, before, after) =>
        tx
          .update(passkeys)
          .set({ publicKey: after })
          .where(and(eq(passkeys.userId, userId), eq(passkeys.publicKey, before))),
    },
    {
      ...{
        sealedIn: inEnrollments,
        table: enrollments,
        owner: enrollments.id,
        value: enrollments.secret,
      },
      replace: (tx, id, before, after) =>
        tx
          .update(enrollments)
          .set({ secret: after })
          .where(and(eq(enrollments.id, id), eq(enrollments.secret, before))),
    },
    {
      ...{ sealedIn: inTickets, table: enrollmentTickets, owner: enrollmentTickets.userId },
      value: enrollmentTickets.code,
      replace: (tx, id, before, after) =>
        tx
          .update(enrollmentTickets)
          .set({ code: after })
          .where(and(eq(enrollmentTickets.userId, id), eq(enrollmentTickets.code, before))),
    },
    {
      ...{ sealedIn: inCodeSets, table: recoveryCodeSets, owner: recoveryCodeSets.userId },
      value: recoveryCodeSets.shown,
      replace: (tx, id, before, after) =>
        tx
          .update(recoveryCodeSets)
          .set({ shown: after })
          .where(and(eq(recoveryCodeSets.userId, id), eq(recoveryCodeSets.shown, before))),
    },
    {
      ...{ sealedIn: inInvitations, table: invitations, owner: invitations.userId, value: invitations.shown },
      replace: (tx, id, before, after) =>
        tx
          .update(invitations)
          .set({ shown: after })
          .where(and(eq(invitations.userId, id), eq(invitations.shown, before))),
    },
    {
      ...{ sealedIn: inOutbox, table: outbox, owner: outbox.id, value: outbox.payload },
      replace: (tx, id, before, after) =>
        tx
          .update(outbox)
          .set({ payload: after })
          .where(and(eq(outbox.id, id), eq(outbox.payload, before))),
    },
    {
      ...{ sealedIn: inSigningKeys, table: signingKeys, owner: signingKeys.id, value: signingKeys.sealed },
      replace: (tx, id, before, after) =>
        tx
          .update(signingKeys)
          .set({ sealed: after })
          .where(and(eq(signingKeys.id, id), eq(signingKeys.sealed, before))),
    },
    {
      ...{ sealedIn: inEvidenceKeys, table: evidenceKeys, owner: evidenceKeys.id },
      value: evidenceKeys.sealed,
      replace: (tx, id, before, after) =>
        tx
          .update(evidenceKeys)
          .set({ sealed: after })
          .where(and(eq(evidenceKeys.id, id), eq(evidenceKeys.sealed, before))),
    },
  ]
}

const batch = 500

/** Seals everything again that another key than the current one sealed, in short transactions. */
export async function resealAll(
  ctx: Context,
  progress: (done: number, total: number) => void,
): Promise<Resealed> {
  const columns = sealedColumns(ctx)
  let total = 0
  for (const { table, value } of columns) {
    const [counted] = await ctx.db.read.select({ n: count() }).from(table).where(isNotNull(value))
    total += counted?.n ?? 0
  }
  const sum: Resealed = { resealed: 0, unreadable: 0 }
  let done = 0
  for (const column of columns)
    for await (const rows of pages(ctx, column)) {
      const fresh = rows.flatMap((row) => reseal(ctx, column, row, sum))
      if (fresh.length > 0)
        await ctx.db.write(async (tx) => {
          for (const { owner, before, sealed } of fresh) await column.replace(tx, owner, before, sealed)
        })
      sum.resealed += fresh.length
      done += rows.length
      progress(done, Math.max(total, done))
    }
  return sum
}

type Row = { owner: string; sealed: Buffer }

export async function* pages(
  ctx: Context,
  { table, owner, id = owner, value }: SealedColumn,
): AsyncGenerator<Row[]> {
  for (let after = ''; ; ) {
    const rows = await ctx.db.read
      .select({ owner, id, sealed: value })
      .from(table)
      .where(and(isNotNull(value), gt(id, after)))
      .orderBy(asc(id))
      .limit(batch)
    const last = rows.at(-1)
    if (!last) return
    after = last.id as string
    yield rows as Row[]
  }
}

export function unsealed(
  ctx: Context,
  { sealedIn }: SealedColumn,
  owner: string,
  sealed: Buffer,
): Buffer | null {
  try {
    return ctx.vault.unseal(sealed, sealedIn, owner)
  } catch {
    return null
  }
}

function reseal(ctx: Context, column: SealedColumn, { owner, sealed }: Row, sum: Resealed) {
  if (ctx.vault.isPresent(sealed)) return []
  const secret = unsealed(ctx, column, owner, sealed)
  if (secret) return [{ owner, before: sealed, sealed: ctx.vault.seal(secret, column.sealedIn, owner) }]
  sum.unreadable++
  return []
}
