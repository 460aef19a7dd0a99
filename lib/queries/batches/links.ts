import { and, asc, eq, gt } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { onShow, openShown, shownFor } from '@/lib/records/invitations/invitation'

/** Someone whom a batch of the admin's organization invited, with the token of their link and when it ends. */
export type InvitedLine = { name: string; email: string; token: string; expiresAt: Date }

const atOnce = 100

/** Whether the link of anyone whom a batch invited is on show: for ten minutes after each was invited. */
export async function hasLinks(ctx: Context, admin: Admin, batchId: string): Promise<boolean> {
  return (await invitedAfter(ctx, admin, batchId, 0, 1)).length > 0
}

/** The links on show of those whom a batch that has ended invited and who have not joined yet, page by page. */
export async function* linksOf(ctx: Context, admin: Admin, batchId: string): AsyncGenerator<InvitedLine[]> {
  let after = 0
  for (;;) {
    const invited = await invitedAfter(ctx, admin, batchId, after, atOnce)
    const lines: InvitedLine[] = []
    for (const { userId, name, email, shown, expiresAt, position } of invited) {
      const token = await openShown(ctx, userId, shown)
      if (token) lines.push({ name, email, token, expiresAt })
      after = position
    }
    if (lines.length > 0) yield lines
    if (invited.length < atOnce) return
  }
}

/** Whom a batch of the admin's organization invited who haven't joined yet: their ids, in the order of its rows. */
export async function invitedBy(ctx: Context, admin: Admin, batchId: string): Promise<string[]> {
  const { batches, batchRows, users } = ctx.db.tables
  const found = await ctx.db.read
    .select({ id: users.id })
    .from(batchRows)
    .innerJoin(batches, eq(batches.id, batchRows.batchId))
    .innerJoin(users, eq(users.id, batchRows.userId))
    .where(
      and(
        eq(batchRows.batchId, batchId),
        eq(batchRows.result, 'done'),
        eq(batches.organizationId, admin.organizationId),
        eq(users.organizationId, admin.organizationId),
        eq(users.status, 'invited'),
      ),
    )
    .orderBy(asc(batchRows.position))
  return found.map(({ id }) => id)
}

function invitedAfter(ctx: Context, admin: Admin, batchId: string, after: number, limit: number) {
  const { batches, batchRows, invitations, users } = ctx.db.tables
  return ctx.db.read
    .select({
      position: batchRows.position,
      ...{ userId: users.id, name: users.name, email: users.email },
      ...{ shown: invitations.shown, expiresAt: invitations.expiresAt },
    })
    .from(batchRows)
    .innerJoin(batches, eq(batches.id, batchRows.batchId))
    .innerJoin(users, eq(users.id, batchRows.userId))
    .innerJoin(invitations, eq(invitations.userId, users.id))
    .where(
      and(
        eq(batchRows.batchId, batchId),
        eq(batches.organizationId, admin.organizationId),
        eq(users.organizationId, admin.organizationId),
        eq(users.status, 'invited'),
        eq(batchRows.result, 'done'),
        gt(batchRows.position, after),
        // The last link on show is that of the last row: a batch of long ago isn't gone through.
        gt(batches.endedAt, later(ctx.now(), -shownFor)),
        onShow(ctx),
      ),
    )
    .orderBy(asc(batchRows.position))
    .limit(limit)
}
