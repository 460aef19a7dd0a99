import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { SessionEnd } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import type { Code } from '@/lib/messages/codes'
import { type Demand, demandColumns, keepsSessions, mustHave } from '@/lib/records/policy/demand'
import { deleteSessions } from '@/lib/records/sessions/delete'
import { endOf } from '@/lib/records/sessions/ended'
import { limitColumns } from '@/lib/records/sessions/limits'
import { isEnabled } from '@/lib/records/users/enabled'
import type { Detail } from '@/lib/result'

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
  const { reason, after, organization, role, enrolls } = found
  // A session that was left open when 2FA was required ran out early.
  const code = said[reason === 'age' && enrolls ? 'required' : reason]
  const detail = {
    // Operators belong to none.
    ...(role !== 'operator' && { organization }),
    ...(after != null && { lasts: after }),
  }
  return { code, detail }
}

/** Whether they set it up where they sign in next. */
const enrolls = (demand: Demand, now: Date) => !isEnabled(demand) && mustHave(demand, now)

async function remembered(ctx: Context, tokenDigest: Buffer) {
  const { endedSessions, users, organizations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({
      ...{ reason: endedSessions.reason, after: endedSessions.after, organization: organizations.name },
      role: users.role,
      demand: demandColumns({ users, organizations }),
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
  return { ...row, enrolls: enrolls(row.demand, ctx.now()), take }
}

/** The same for one that expired, or that the policy ended, and that no one has swept away yet. */
async function expired(ctx: Context, tokenDigest: Buffer) {
  const { appSignIns, sessions, users, organizations } = ctx.db.tables
  const now = ctx.now()
  const thisOne = and(eq(sessions.tokenDigest, tokenDigest), isNull(sessions.accessExpiresAt))
  const [row] = await ctx.db.read
    .select({
      ...{ kind: sessions.kind, expiresAt: sessions.expiresAt, idleExpiresAt: sessions.idleExpiresAt },
      ...{ role: users.role, demand: demandColumns({ users, organizations }) },
      organization: organizations.name,
      limits: limitColumns({ organizations }),
      appId: appSignIns.appId,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .leftJoin(appSignIns, eq(appSignIns.sessionId, sessions.id))
    .where(thisOne)
  if (!row) return null
  const { appId, organization, role, demand } = row
  const ended = !keepsSessions(demand, now)
  if (!ended && row.expiresAt > now && row.idleExpiresAt > now) return null
  // Apps that were opened from one that was only idle go on: it stays, under a name that no one knows.
  const take = (tx: Writer): Promise<unknown[]> =>
    appId !== null && row.expiresAt > now && !ended
      ? tx
          .update(sessions)
          .set({ tokenDigest: randomBytes(32) })
          .where(thisOne)
          .returning({ id: sessions.id })
      : deleteSessions(tx, ctx, thisOne)
  const why = ended ? ({ reason: 'required', after: undefined } as const) : endOf({ ...row, role })
  return { ...why, organization, role, enrolls: enrolls(demand, now), take }
}
