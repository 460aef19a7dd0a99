import { and, asc, eq, lte, notExists } from 'drizzle-orm'
import { z } from 'zod'
import { after } from '@/db/expressions'
import type { UserStatus } from '@/db/tables/users'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { fewCodes } from '@/lib/figures'
import { pageSize, readCursor, writeCursor } from '../users/cursor'

/** An authenticator that was set up so long ago and never used since may be on no phone any more. */
export const unusedFor = days(7)

/** An invitation that expires within this time is about to. */
export const expiresWithin = days(2)

export const riskKinds = ['codes', 'unused', 'invitations'] as const

/**
 * `codes`: few recovery codes are left, or none. `unused`: no code of their authenticator, their only factor, was accepted
 * since it was set up. `invitations`: their link is about to expire, or has expired.
 */
export type RiskKind = (typeof riskKinds)[number]

/** Someone at risk. `at`: since when the authenticator is unused, or when the invitation expires or has expired. */
export type AtRisk = {
  id: string
  name: string
  status: UserStatus
  codesLeft: number | null
  at: Date | null
}

export const atRiskInput = z.object({ kind: z.enum(riskKinds), after: z.string().max(8000).optional() })

/** One page of the admin's people who run this risk, those first who run it most; `limit`: fewer than a page has. */
export async function listAtRisk(
  ctx: Context,
  admin: Admin,
  { kind, after: cursor }: z.output<typeof atRiskInput>,
  limit = pageSize,
): Promise<{ people: AtRisk[]; next: string | null }> {
  const { keyOf, read } = lists[kind]
  const question = { terms: [], list: `at-risk:${kind}` }
  const rows = await read(ctx, admin, readCursor(question, cursor, kind === 'codes' ? 3 : 2), limit + 1)
  const last = rows[limit - 1]
  return {
    people: rows.slice(0, limit).map(({ sortName: _, ...row }) => row),
    next: rows.length > limit && last ? writeCursor(question, keyOf(last)) : null,
  }
}

type Row = AtRisk & { sortName: string }
type List = {
  keyOf(row: Row): string[]
  read(ctx: Context, admin: Admin, from: string[] | null, limit: number): Promise<Row[]>
}

const byTime = ({ at, id }: Row) => [String(at?.getTime() ?? 0), id]
const timeKey = ([at, id]: string[]) => [new Date(Number(at)), id ?? '']

/** Each goes by an index of its own, so that it costs the same among five people and a hundred thousand. */
const lists: Record<RiskKind, List> = {
  codes: {
    keyOf: ({ codesLeft, sortName, id }) => [String(codesLeft), sortName, id],
    read(ctx, admin, from, limit) {
      const { users } = ctx.db.tables
      const key = [users.codesLeft, users.sortName, users.id]
      const ended = from && [Number(from[0]), ...from.slice(1)]
      return ctx.db.read
        .select({ ...columns(ctx), at: users.authenticatorSince })
        .from(users)
        .where(
          and(
            eq(users.organizationId, admin.organizationId),
            lte(users.codesLeft, fewCodes),
            ended ? after(key, ended) : undefined,
          ),
        )
        .orderBy(...key.map((column) => asc(column)))
        .limit(limit)
    },
  },
  unused: {
    keyOf: byTime,
    read(ctx, admin, from, limit) {
      const { furtherAuthenticators: further, passkeys, users } = ctx.db.tables
      const key = [users.authenticatorUnusedSince, users.id]
      return ctx.db.read
        .select({ ...columns(ctx), at: users.authenticatorUnusedSince })
        .from(users)
        .where(
          and(
            eq(users.organizationId, admin.organizationId),
            lte(users.authenticatorUnusedSince, later(ctx.now(), -unusedFor)),
            notExists(
              ctx.db.read.select({ id: further.id }).from(further).where(eq(further.userId, users.id)),
            ),
            notExists(
              ctx.db.read.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, users.id)),
            ),
            from ? after(key, timeKey(from)) : undefined,
          ),
        )
        .orderBy(...key.map((column) => asc(column)))
        .limit(limit)
    },
  },
  invitations: {
    keyOf: byTime,
    read(ctx, admin, from, limit) {
      const { users, invitations } = ctx.db.tables
      const key = [invitations.expiresAt, invitations.userId]
      return ctx.db.read
        .select({ ...columns(ctx), at: invitations.expiresAt })
        .from(invitations)
        .innerJoin(users, eq(users.id, invitations.userId))
        .where(
          and(
            eq(invitations.organizationId, admin.organizationId),
            lte(invitations.expiresAt, later(ctx.now(), expiresWithin)),
            from ? after(key, timeKey(from)) : undefined,
          ),
        )
        .orderBy(...key.map((column) => asc(column)))
        .limit(limit)
    },
  },
}

function columns(ctx: Context) {
  const { users } = ctx.db.tables
  const { id, name, sortName, status, codesLeft } = users
  return { id, name, sortName, status, codesLeft }
}
