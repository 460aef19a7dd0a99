import { and, desc, eq, gt } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { later, minutes } from '@/lib/duration'
import type { AuditEvent } from '@/lib/messages/audit/catalogue'
import type { AuditBody } from '@/lib/records/audit/record'
import type { User, UserChanges } from '@/lib/records/users/change'

/** Someone's row as it stands. */
export async function userRow(ctx: Context, id: string): Promise<User> {
  const { users } = ctx.db.tables
  const [row] = await ctx.db.read.select().from(users).where(eq(users.id, id))
  if (!row) throw new Error('There is no such person.')
  return row
}

/** Puts something into a row that no rule would put there: damage, or a state of long ago. */
export async function plantUser(ctx: Context, id: string, changes: UserChanges): Promise<void> {
  const { users } = ctx.db.tables
  await ctx.db.write((tx) => tx.update(users).set(changes).where(eq(users.id, id)))
}

/** Someone's passkeys, as they are kept. */
export async function passkeyRows(ctx: Context, userId: string) {
  const { passkeys } = ctx.db.tables
  return ctx.db.read.select().from(passkeys).where(eq(passkeys.userId, userId))
}

/** The time steps whose codes someone has used, the latest first. */
export async function spentSteps(ctx: Context, userId: string): Promise<number[]> {
  const { spentTimeSteps: spent } = ctx.db.tables
  const rows = await ctx.db.read
    .select()
    .from(spent)
    .where(eq(spent.userId, userId))
    .orderBy(desc(spent.step))
  return rows.map(({ step }) => step)
}

/** Makes every code that someone used as good as new, as no rule would. */
export async function unspendSteps(ctx: Context, userId: string): Promise<void> {
  const { spentTimeSteps: spent } = ctx.db.tables
  await ctx.db.write((tx) => tx.delete(spent).where(eq(spent.userId, userId)))
}

/** The audit trail of an organization, oldest first. */
export async function auditTrail(ctx: Context, chain: string): Promise<AuditBody[]> {
  const { auditEntries } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ body: auditEntries.body })
    .from(auditEntries)
    .where(eq(auditEntries.chain, chain))
    .orderBy(auditEntries.sequence)
  return rows.map((row) => JSON.parse(row.body) as AuditBody)
}

export async function auditEvents(ctx: Context, chain: string): Promise<AuditEvent[]> {
  return (await auditTrail(ctx, chain)).map((entry) => entry.event)
}

/** How many sessions and open challenges someone has. */
export async function openThings(
  ctx: Context,
  userId: string,
): Promise<{ sessions: number; challenges: number }> {
  const { sessions, challenges } = ctx.db.tables
  const [live, open] = await Promise.all([
    ctx.db.read.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId)),
    ctx.db.read
      .select({ id: challenges.id })
      .from(challenges)
      .where(and(eq(challenges.userId, userId), gt(challenges.expiresAt, ctx.now()))),
  ])
  return { sessions: live.length, challenges: open.length }
}

/** Lets all sessions be seen last a few minutes ago, so that the next request has that noted. */
export async function ageSessions(ctx: Context): Promise<void> {
  const { sessions } = ctx.db.tables
  await ctx.db.write((tx) => tx.update(sessions).set({ lastSeenAt: later(ctx.now(), -minutes(3)) }))
}
