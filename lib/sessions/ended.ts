import { and, eq, isNull, lte, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { SessionEnd, SessionKind } from '@/db/tables/sign-in'
import type { Role } from '@/db/tables/users'
import type { Context } from '../context'
import { digest, looksLikeToken } from '../crypto/token'
import { days, later } from '../duration'
import type { Code } from '../messages'
import type { Detail } from '../result'
import { type BadRow, eachByItself, sweptAtOnce } from '../row-by-row'
import { lifetimes } from './session'

/** How long it is remembered why a session ended: over a weekend. */
const rememberedFor = days(3)

/** A session that is ending. */
type Ending = Pick<Tables['sessions']['$inferSelect'], 'tokenDigest' | 'userId' | 'accessExpiresAt'>

/** Remembers why sessions ended, in the transaction that ends them. Those of the token API are told by its answers. */
export async function noteEnded(
  tx: Writer,
  ctx: Context,
  ended: Ending[],
  reason: SessionEnd,
  after?: number,
): Promise<void> {
  const { endedSessions } = ctx.db.tables
  for (const { tokenDigest, userId, accessExpiresAt } of ended) {
    if (accessExpiresAt) continue
    await tx
      .insert(endedSessions)
      .values({ tokenDigest, userId, reason, after, endedAt: ctx.now() })
      .onConflictDoNothing()
  }
}

type Expiring = { kind: SessionKind; role: Role; expiresAt: Date; idleExpiresAt: Date }

/** Which of its two ends a session came to by itself, and after how long. */
function endOf({ kind, role, expiresAt, idleExpiresAt }: Expiring): { reason: SessionEnd; after: number } {
  const { idle, absolute } = lifetimes(kind, role)
  return expiresAt <= idleExpiresAt ? { reason: 'age', after: absolute } : { reason: 'idle', after: idle }
}

/** Deletes the sessions that expired, each by itself, and remembers that they did. Returns those that it failed on. */
export async function sweepSessions(ctx: Context): Promise<BadRow[]> {
  const { sessions, users } = ctx.db.tables
  const now = ctx.now()
  const expired = or(lte(sessions.expiresAt, now), lte(sessions.idleExpiresAt, now))
  const over = await ctx.db.read.select({ id: sessions.id }).from(sessions).where(expired).limit(sweptAtOnce)
  return eachByItself(over, ({ id }) =>
    ctx.db.write(async (tx) => {
      const [row] = await tx
        .select({ session: sessions, role: users.role })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(and(eq(sessions.id, id), expired))
      if (!row) return
      const { reason, after } = endOf({ ...row.session, role: row.role })
      await noteEnded(tx, ctx, [row.session], reason, after)
      await tx.delete(sessions).where(eq(sessions.id, id))
    }),
  )
}

/** Forgets why sessions ended that did so days ago. */
export async function sweepEndedSessions(tx: Writer, ctx: Context): Promise<void> {
  const { endedSessions } = ctx.db.tables
  await tx.delete(endedSessions).where(lte(endedSessions.endedAt, later(ctx.now(), -rememberedFor)))
}

/** What is said of a session that ended, by its reason. */
const said: Record<SessionEnd, Code> = {
  over: 'session-over',
  idle: 'ended-idle',
  age: 'ended-age',
  required: 'ended-required',
  reset: 'ended-reset',
  password: 'ended-password',
  factor: 'ended-factor',
  admin: 'ended-admin',
  elsewhere: 'ended-elsewhere',
  role: 'ended-role',
  email: 'ended-email',
}

/**
 * Why the session of this token ended, for the browser that still holds it; said once, and for three days at most. Null
 * for a token that is alive, never was one, or was told before. Of a suspension nothing is said here: that is told to
 * whoever gives the right password.
 */
export async function whyEnded(ctx: Context, token: string): Promise<{ code: Code; detail: Detail } | null> {
  if (!looksLikeToken(token)) return null
  const found = (await remembered(ctx, digest(token))) ?? (await expired(ctx, digest(token)))
  if (!found) return null
  // Whoever takes the row away tells it. What cannot be noted, on a full disk say, is told all the same.
  const taken = await ctx.db.write(found.take).catch(() => true as const)
  if (taken !== true && taken.length === 0) return null
  const { reason, after, organization, enrolls } = found
  // A session that was left open when 2FA was required ran out early.
  const code = said[reason === 'age' && enrolls ? 'required' : reason]
  return { code, detail: { organization, ...(after != null && { lasts: after }) } }
}

async function remembered(ctx: Context, tokenDigest: Buffer) {
  const { endedSessions, users, organizations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({
      ...{ reason: endedSessions.reason, after: endedSessions.after, organization: organizations.name },
      ...{ required: users.twoFactorRequired, authenticator: users.authenticatorSecret },
    })
    .from(endedSessions)
    .innerJoin(users, eq(users.id, endedSessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(eq(endedSessions.tokenDigest, tokenDigest))
  if (!row) return null
  const take = (tx: Writer): Promise<unknown[]> =>
    tx
      .delete(endedSessions)
      .where(eq(endedSessions.tokenDigest, tokenDigest))
      .returning({ userId: endedSessions.userId })
  return { ...row, enrolls: row.required && !row.authenticator, take }
}

/** The same for one that expired and that nobody has swept away yet. */
async function expired(ctx: Context, tokenDigest: Buffer) {
  const { sessions, users, organizations } = ctx.db.tables
  const now = ctx.now()
  const over = and(
    eq(sessions.tokenDigest, tokenDigest),
    isNull(sessions.accessExpiresAt),
    or(lte(sessions.expiresAt, now), lte(sessions.idleExpiresAt, now)),
  )
  const [row] = await ctx.db.read
    .select({
      ...{ kind: sessions.kind, expiresAt: sessions.expiresAt, idleExpiresAt: sessions.idleExpiresAt },
      ...{ role: users.role, required: users.twoFactorRequired, authenticator: users.authenticatorSecret },
      organization: organizations.name,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(over)
  if (!row) return null
  const take = (tx: Writer): Promise<unknown[]> =>
    tx.delete(sessions).where(over).returning({ id: sessions.id })
  const { organization } = row
  return { ...endOf(row), organization, enrolls: row.required && !row.authenticator, take }
}
